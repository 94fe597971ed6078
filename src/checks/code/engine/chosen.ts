import type { Ref } from './entities.ts';
import type { Frame } from './frame.ts';
import { joinLabels, memberLabels, NO_LABELS, type Label, type Labels } from './label.ts';
import type { Value } from './value.ts';

/**
 * Objects that a key chose: `target[key]` is the prototype of all objects where the key is `__proto__`. Who chose a
 * value is kept beside its labels, and asked of what callers pass under a member of its own.
 */
export const CHOSEN = '%chosen';

/** What a load at `at` yielded, with whose key chose it. */
export function chosenByKey(frame: Frame, at: number, base: Value, value: Value): Value {
  const index = frame.word(at + 6);
  if (index < 0 || frame.text(frame.word(at + 5)) !== '') return value;
  if (frame.module.language !== 'javascript' || hasNoPrototype(base)) return value;
  const key = frame.value(index);
  if (key.labels.length === 0 || key.constants !== undefined) return value;
  if (isOwnKey(base.labels, key.labels)) return value;
  return { ...value, chosen: joinLabels(value.chosen, key.labels) };
}

/** Lists, and records that were made without a prototype. */
function hasNoPrototype({ refs }: Value): boolean {
  return refs.some(isBare) || (refs.length > 0 && refs.every(isList));
}

function isList(ref: Ref): boolean {
  return ref.kind === 'object' && (ref.what === 'list' || ref.type?.kind === 'lib');
}

function isBare(ref: Ref): boolean {
  return ref.kind === 'lib' && ref.path === 'BareObject';
}

/** Whether the keys are those of the object itself: an own `__proto__` is no prototype. */
export function isOwnKey(base: Labels, key: Labels): boolean {
  return key.some((label) => base.some((owner) => isMemberOf(label, owner)));
}

function isMemberOf(label: Label, owner: Label): boolean {
  if (label.root !== owner.root) return false;
  return memberLabels([owner], '*').some(({ path }) => path === label.path);
}

/** Who chose an object: keys that are known here, and whatever chose what callers pass. */
export function choiceOf(value: Value): Labels {
  return value.labels.reduce((labels, label) => {
    const { root, path } = label;
    if (root.kind !== 'param' || root.index < 0 || path !== '') return labels;
    return joinLabels(labels, [{ ...label, clean: 0, path: CHOSEN }]);
  }, value.chosen);
}

/** `base[index] = value` where the index is not known: labels of who chose the object; none: nothing of theirs goes there. */
export function choiceOfWrite(frame: Frame, at: number, value: Value, key: Value): Labels {
  const base = frame.value(frame.word(at + 4));
  const isTheirs = value.labels.some(({ root }) => base.labels.every((own) => own.root !== root));
  if (!isTheirs || isOwnKey(base.labels, key.labels)) return NO_LABELS;
  return choiceOf(base);
}

/** Who chose it is known on its way through variables and calls: what is stored is read by everybody. */
export function withoutChoice(value: Value): Value {
  return value.chosen.length === 0 ? value : { ...value, chosen: NO_LABELS };
}
