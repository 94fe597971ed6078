import { CODE } from '../ir/encoding.ts';
import { ALL_FAMILIES, familySet } from '../models/families.ts';
import { chosenByKey } from './chosen.ts';
import { writeToChosen, writeToComputed } from './computed-keys.ts';
import type { Fn, Ref } from './entities.ts';
import type { Frame } from './frame.ts';
import { facts } from './guards.ts';
import { invoke } from './invoke.ts';
import { loadMember, storeMember } from './members.ts';
import { namedSecret } from './named-secrets.ts';
import { keptSecret } from './secret-names.ts';
import { resultOfCall } from './several-results.ts';
import { writeToLibrary } from './uses.ts';
import { constantValue, joinValues, type Value } from './value.ts';

function keyOf(frame: Frame, constant: number, index: number): string {
  const key = frame.text(constant);
  if (key !== '' || index < 0) return key;
  const constants = frame.value(index).constants ?? [];
  const [only] = constants;
  return constants.length === 1 && only !== undefined && only !== null ? String(only) : '';
}

/** `base.key`, `base[index]`. */
export function load(frame: Frame, at: number): Value {
  const base = frame.value(frame.word(at + 4));
  const key = keyOf(frame, frame.word(at + 5), frame.word(at + 6));
  const value =
    resultOfCall(frame, at, { base, key }) ??
    characterOf(base, key) ??
    loadMember(frame, base, key, frame.site(at));
  const got = value.refs.some(isGetter) ? callGetters(frame, at, base, value) : value;
  return chosenByKey(
    frame,
    at,
    base,
    ofElement(frame, key, base, withMembership(frame, at, base, got)),
  );
}

/** Members that elements of a page and sets of them have, and no text: `if (target.jquery) $(target)`. */
const OF_ELEMENTS: ReadonlySet<string> = new Set(['jquery', 'nodeType', 'nodeName', 'tagName']);
const HTML = familySet(['html']);

function ofElement(frame: Frame, key: string, base: Value, value: Value): Value {
  if (!OF_ELEMENTS.has(key) || value.guard !== undefined || base.labels.length === 0) return value;
  const shown = facts(frame.labels(base), HTML);
  return shown.length === 0 ? value : { ...value, guard: { yes: shown, no: [] } };
}

/** Go asks a map of what is allowed by reading it: `if !allowed[name]`. What the map holds nothing of is false. */
function withMembership(frame: Frame, at: number, base: Value, value: Value): Value {
  const index = frame.word(at + 6);
  const isAsked = frame.module.language === 'go' && index >= 0 && base.labels.length === 0;
  if (!isAsked || value.labels.length > 0) return value;
  const shown = facts(frame.labels(frame.value(index)), ALL_FAMILIES);
  return shown.length === 0 ? value : { ...value, guard: { yes: shown, no: [] } };
}

function isGetter(ref: Ref): boolean {
  return ref.kind === 'fn' && ref.ir.marks.some(({ name }) => GETTERS.has(name));
}

/** Functions that run when a member is read: their marks. */
const GETTERS: ReadonlySet<string> = new Set([
  'property',
  'cached_property',
  '?cached_property',
  'functools#cached_property',
]);

/** What a member yields that is a function run when it is read. */
function callGetters(frame: Frame, at: number, base: Value, member: Value): Value {
  const plain = { ...member, refs: member.refs.filter((ref) => !isGetter(ref)) };
  const made = {
    site: frame.site(at),
    at,
    name: frame.text(frame.word(at + 5)),
    callee: member,
    receiver: base,
    args: [],
    named: new Map(),
    spreadFrom: undefined,
    isNew: false,
  };
  return member.refs
    .filter((ref): ref is Fn => ref.kind === 'fn' && isGetter(ref))
    .map((fn) => invoke(frame, made, fn, base))
    .reduce(joinValues, plain);
}

/** `'ABC'[1]`. */
function characterOf({ constants }: Value, key: string): Value | undefined {
  const [only] = constants ?? [];
  if (constants?.length !== 1 || typeof only !== 'string' || !/^\d+$/u.test(key)) return undefined;
  const character = only[Number(key)];
  return character === undefined ? undefined : constantValue(character);
}

/** `base.key = value`. */
export function store(frame: Frame, at: number): void {
  const base = frame.value(frame.word(at + 4));
  const key = keyOf(frame, frame.word(at + 5), frame.word(at + 6));
  const names = [key, nameOf(frame, frame.word(at + 4))];
  const src = frame.word(at + 7);
  const guessed = namedSecret(frame, names, frame.value(src), frame.site(at));
  const value = keptSecret(frame, key, src, guessed);
  if (key === 'exports' && base.refs.includes(frame.module.self)) {
    frame.share(value);
    frame.program.grow(frame.module.whole, value);
  }
  storeMember(frame, base, { key, value });
  const index = frame.word(at + 6) < 0 ? undefined : frame.value(frame.word(at + 6));
  writeToComputed(frame, at, value);
  writeToChosen(frame, at, value);
  writeToLibrary(frame, { at, base, key, index, value });
}

/** Of the variable or member that a temporary was read from. */
function nameOf(frame: Frame, temp: number): string {
  const at = frame.definitions[temp] ?? -1;
  if (at < 0) return '';
  if (frame.word(at) === CODE.load) return frame.text(frame.word(at + 5));
  const variable = frame.word(at) === CODE.read ? frame.word(at + 4) : -1;
  return frame.module.ir.variables[variable]?.name ?? '';
}
