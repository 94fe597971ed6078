import { CODE } from '../ir/encoding.ts';
import type { Call } from './arguments.ts';
import type { Ref } from './entities.ts';
import { choiceOfWrite } from './chosen.ts';
import type { Frame } from './frame.ts';
import type { Labels } from './label.ts';
import { checkUse } from './uses.ts';
import { UNKNOWN, withLabels, type Value } from './value.ts';

/** `base[index] = value`, where nobody knows the index: rules about keys look at it, and at the one before. */
export function writeToComputed(frame: Frame, at: number, value: Value): void {
  const key = computedKey(frame, at);
  if (key === undefined) return;
  const before = frame.definitions[frame.word(at + 4)] ?? -1;
  const outer =
    before >= 0 && frame.word(before) === CODE.load ? computedKey(frame, before) : undefined;
  check(frame, { at, path: '*.[key]', args: [value, key] }, 'write');
  if (outer !== undefined) {
    check(frame, { at, path: '*.[key].[key]', args: [value, key, outer] }, 'write');
  }
  const labels = choiceOfWrite(frame, at, value, key);
  if (labels.length > 0) checkChoice(frame, { at, value, key }, labels);
}

/** A member of an object that a key chose. */
function checkChoice(
  frame: Frame,
  { at, value, key }: { readonly at: number; readonly value: Value; readonly key: Value },
  labels: Labels,
): void {
  const args = [value, key, withLabels(UNKNOWN, labels)];
  check(frame, { at, path: '*.[chosen].[key]', args }, 'write');
}

/** `base[index].key = value`. */
export function writeToChosen(frame: Frame, at: number, value: Value): void {
  const { chosen } = frame.value(frame.word(at + 4));
  if (chosen.length === 0 || frame.text(frame.word(at + 5)) === '') return;
  const args = [value, UNKNOWN, withLabels(UNKNOWN, chosen)];
  check(frame, { at, path: '*.[chosen].key', args }, 'write');
}

/** `base[index](…)`. */
export function callOfComputed(frame: Frame, call: Call): void {
  const before = frame.definitions[frame.word(call.at + 4)] ?? -1;
  if (before < 0 || frame.word(before) !== CODE.load) return;
  const key = computedKey(frame, before);
  if (key === undefined) return;
  const path = call.isNew ? '*.[new]' : '*.[key]';
  check(frame, { at: call.at, path, args: [key] }, 'call');
  const base = frame.value(frame.word(before + 4));
  if (base.refs.some(leadsToCode)) {
    check(frame, { at: call.at, path: '*.[code]', args: [key] }, 'call');
  }
}

/** The global object has `eval`, a function a `constructor` that makes functions of text. */
function leadsToCode(ref: Ref): boolean {
  return ref.kind === 'fn' || (ref.kind === 'lib' && ref.path === '');
}

/** The index of a load or store whose key is not constant, where it says anything at all. */
function computedKey(frame: Frame, at: number): Value | undefined {
  const index = frame.word(at + 6);
  if (index < 0 || frame.text(frame.word(at + 5)) !== '') return undefined;
  const value = frame.value(index);
  return value.labels.length === 0 ? undefined : value;
}

function check(
  frame: Frame,
  {
    at,
    path,
    args,
  }: { readonly at: number; readonly path: string; readonly args: readonly Value[] },
  what: 'write' | 'call',
): void {
  const lib = frame.library.lib(path);
  const model = lib[what];
  if (model === undefined) return;
  const call: Call = {
    site: frame.site(at),
    at,
    name: 'a computed member',
    callee: UNKNOWN,
    receiver: undefined,
    args,
    named: new Map(),
    spreadFrom: undefined,
    isNew: false,
  };
  checkUse(frame, call, lib, model);
}
