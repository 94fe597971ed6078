import { CHOSEN, choiceOf, withoutChoice } from './chosen.ts';
import { cleansOfMember } from './clean-members.ts';
import type { Cls, Fn, Lib, Mod, Obj, Ref } from './entities.ts';
import type { Frame, Site } from './frame.ts';
import { moduleBelow, throughModules } from './handed-on.ts';
import { cleanLabels, memberLabels } from './label.ts';
import { withoutCallers } from './passed.ts';
import { isFull, isTelling } from './summary.ts';
import { constantValue, joinValues, refValue, UNKNOWN, withLabels, type Value } from './value.ts';

/** Members that are numbers whatever they are of. */
const NUMBERS: ReadonlySet<string> = new Set([
  'length',
  'size',
  'byteLength',
  'index',
  'lastIndex',
]);

/** Overriding methods of more classes than that say nothing. */
const MAX_OVERRIDES = 6;

/** Calls through which a store is followed up to whoever passed the object. */
const MAX_STORE_LEVEL = 1;

/** `base.key`; of an unknown key (empty) any member. */
export function loadMember(frame: Frame, base: Value, key: string, site: Site): Value {
  if (key === CHOSEN) return withLabels(UNKNOWN, choiceOf(base));
  let found: Value | undefined;
  let isSource = false;
  for (const ref of telling(frame, base, key)) {
    const value = memberOf(frame, ref, key, site);
    if (value === undefined) continue;
    isSource ||= ref.kind === 'lib' && isSettled(frame, ref, { key, value });
    found = joinValues(found, withoutCallers(frame, base, ref, value));
  }
  found = joinNamed(frame, found, key, site);
  if (NUMBERS.has(key) && found === undefined) return UNKNOWN;
  if (key === 'length' && isUnknown(found)) return UNKNOWN;
  return isSource ? (found ?? UNKNOWN) : labelled(frame, base, key, found);
}

/** Nothing tells more of it than the path of what it is a member of. */
function isUnknown(found: Value | undefined): boolean {
  if (found === undefined) return true;
  const isPlain = found.labels.length === 0 && found.constants === undefined;
  return isPlain && found.refs.every((ref) => ref.kind === 'lib' && !ref.isModelled);
}

/** A member, with the labels of what it is a member of. */
function labelled(frame: Frame, base: Value, key: string, found: Value | undefined): Value {
  if (base.labels.length === 0 || isSet(frame, base, key)) return found ?? UNKNOWN;
  const plain = memberLabels(base.labels, key === '' ? '*' : key);
  const labels = cleanLabels(plain, cleansOfMember(frame, base, key));
  return joinValues(found ?? { ...UNKNOWN, constants: [] }, withLabels(UNKNOWN, labels));
}

/** A constant that a call of the library has set: whatever the object was made of, this it is. */
function isSet(frame: Frame, { refs }: Value, key: string): boolean {
  return refs.some(
    (ref) =>
      ref.kind === 'object' &&
      ref.type?.kind === 'lib' &&
      frame.field(ref, key)?.constants !== undefined,
  );
}

/** Without a library's type of which an object is at hand that holds the member, where no model says more. */
function telling(frame: Frame, { refs }: Value, key: string): readonly Ref[] {
  if (refs.length < 2) return refs;
  return refs.filter(
    (type) =>
      type.kind !== 'lib' ||
      frame.library.member(type, key).isModelled ||
      !refs.some(
        (ref) =>
          ref.kind === 'object' &&
          (ref.type === type || (ref.type === undefined && ref.what === 'record')) &&
          holds(frame, ref, key),
      ),
  );
}

function holds(frame: Frame, object: Obj, key: string): boolean {
  return frame.field(object, key) !== undefined;
}

/** Whether a library's member is what it is whoever handed the object in: a source, or something set just before. */
function isSettled(
  frame: Frame,
  lib: Lib,
  { key, value }: { readonly key: string; readonly value: Value },
): boolean {
  return value.labels.length > 0 || heldMember(frame, lib, key) !== undefined;
}

/** Members that say what they hold by their name alone: `password`. */
function joinNamed(
  frame: Frame,
  found: Value | undefined,
  key: string,
  site: Site,
): Value | undefined {
  if (key === '' || found?.constants !== undefined) return found;
  const { path, value } = frame.library.member(frame.library.lib('*'), key);
  if (value?.source === undefined) return found;
  return joinValues(found, frame.source(path, value.source, site));
}

function memberOf(frame: Frame, ref: Ref, key: string, site: Site): Value | undefined {
  switch (ref.kind) {
    case 'object':
      return objectMember(frame, ref, key, site);
    case 'instance':
      return instanceMember(frame, ref.cls, key, site);
    case 'class':
      return (
        stated(frame, ref, key, frame.field(ref.statics, key)) ??
        methodsOf(ref, key) ??
        baseMember(frame, ref, key, site)
      );
    case 'fn':
      return key === 'prototype' ? refValue(prototypeOf(ref)) : frame.field(ref.members, key);
    case 'module':
      return moduleMember(frame, ref, key, site);
    case 'lib':
      return heldMember(frame, ref, key) ?? libraryMember(frame, ref, key, site);
  }
}

function objectMember(frame: Frame, object: Obj, key: string, site: Site): Value | undefined {
  const stored = frame.field(object, key);
  const { type } = object;
  if (type === undefined) return stored;
  if (type.kind === 'fn') return join(stored, frame.field(prototypeOf(type), key));
  if (type.kind === 'lib' && stored !== undefined && !frame.library.member(type, key).isModelled) {
    return stored;
  }
  const inherited =
    type.kind === 'class'
      ? exactMember(frame, type, key, site)
      : libraryMember(frame, type, key, site);
  return join(stored, inherited);
}

function join(left: Value | undefined, right: Value | undefined): Value | undefined {
  return left === undefined || right === undefined ? (left ?? right) : joinValues(left, right);
}

/** Of an object whose class is known exactly: no class that extends it can be meant. */
function exactMember(frame: Frame, cls: Cls, key: string, site: Site): Value | undefined {
  const methods = methodsOf(cls, key);
  if (methods !== undefined) return methods;
  const own = join(cls.field(key).read(frame.fn), frame.field(cls.statics, key));
  return join(own, baseMember(frame, cls, key, site));
}

function instanceMember(frame: Frame, cls: Cls, key: string, site: Site): Value | undefined {
  let found = methodsOf(cls, key);
  for (const derived of overriding(cls, key)) found = join(found, methodsOf(derived, key));
  if (found !== undefined) return found;
  const own = join(cls.field(key).read(frame.fn), frame.field(cls.statics, key));
  const stored = stated(frame, cls, key, own);
  return join(stored, baseMember(frame, cls, key, site));
}

/** What was stored in a field; where that says nothing, what the class states of it. */
function stated(frame: Frame, cls: Cls, key: string, stored: Value | undefined): Value | undefined {
  const isKnown =
    stored !== undefined &&
    (stored.constants !== undefined ||
      stored.refs.some((ref) => ref.kind !== 'lib' || frame.library.knowledge.types.has(ref.path)));
  return isKnown ? stored : join(stored, declaredField(frame, cls, key));
}

/** What the class states of a field: `private readonly users: Users`. */
function declaredField(frame: Frame, cls: Cls, key: string): Value | undefined {
  for (const { module, ir } of cls.parts) {
    const field = ir.fields.find(({ name }) => name === key);
    if (field === undefined || field.type === '') continue;
    const found = frame.program.type(module, field.type);
    if (found === undefined) continue;
    return refValue(found.kind === 'class' ? found.instance : found);
  }
  return undefined;
}

function overriding(cls: Cls, key: string): readonly Cls[] {
  const found: Cls[] = [];
  const open = [...cls.derived];
  for (
    let next = open.pop();
    next !== undefined && found.length < MAX_OVERRIDES;
    next = open.pop()
  ) {
    if (next.methods.has(key)) found.push(next);
    if (open.length < 100) open.push(...next.derived);
  }
  return found;
}

function methodsOf(cls: Cls, key: string): Value | undefined {
  const methods = cls.methods.get(key);
  return methods === undefined ? undefined : refValue(...methods);
}

/** What a class has from what it extends. */
function baseMember(frame: Frame, cls: Cls, key: string, site: Site): Value | undefined {
  const seen = new Set<Cls>([cls]);
  const open = [...cls.bases];
  for (let base = open.shift(); base !== undefined; base = open.shift()) {
    if (base.kind === 'lib') {
      const member = frame.library.member(base, key);
      if (member.isModelled) return libraryMember(frame, base, key, site);
      continue;
    }
    if (seen.has(base)) continue;
    seen.add(base);
    const found =
      methodsOf(base, key) ??
      join(
        frame.field(base.statics, key),
        join(base.field(key).read(frame.fn), declaredField(frame, base, key)),
      );
    if (found !== undefined) return found;
    open.push(...base.bases);
  }
  return undefined;
}

/** The object that `new` of a function inherits from. */
function prototypeOf(fn: Fn): Obj {
  const known = fn.members.field('%prototype').value?.refs[0];
  if (known?.kind === 'object') return known;
  const made = fn.prototype;
  made.share();
  fn.members.share();
  fn.members.field('%prototype').add(refValue(made));
  return made;
}

function moduleMember(frame: Frame, module: Mod, key: string, site: Site): Value | undefined {
  if (key === 'default' && frame.field(module.exports, key) === undefined) {
    frame.program.require(module, frame);
    return module.whole.read(frame.fn) ?? refValue(module);
  }
  let found: Value | undefined;
  for (const { whole, named } of throughModules(frame, module)) {
    const inWhole = whole === undefined ? undefined : loadMember(frame, whole, key, site);
    found = join(found, join(named(key), inWhole));
  }
  if (found !== undefined || module.language !== 'python') return found;
  // `from package import submodule`
  const inner = frame.program.imported(module, `.${key}`);
  return inner.kind === 'module' ? refValue(inner) : undefined;
}

/** What this function has set on an object of a library that it was handed. */
export function heldMember(frame: Frame, lib: Lib, key: string): Value | undefined {
  return frame.contents(frame.held(lib))?.fields.get(key);
}

function libraryMember(frame: Frame, lib: Lib, key: string, site: Site): Value | undefined {
  if (lib.path.endsWith('[]') && /^\d*$/u.test(key)) {
    return refValue(frame.library.lib(lib.path.slice(0, -2)));
  }
  if (key === '') return undefined;
  const member = frame.library.member(lib, key);
  const own = member.isModelled ? undefined : moduleBelow(frame, member);
  if (own !== undefined) return refValue(own);
  const { value } = member;
  const typed = value?.type === undefined ? member : frame.library.lib(value.type);
  const result = value?.constant === undefined ? refValue(typed) : constantValue(value.constant);
  return value?.source === undefined
    ? result
    : withSource(result, frame.source(member.path, value.source, site));
}

/** What comes in there begins as its source says, whatever else is known of the member. */
function withSource(member: Value, source: Value): Value {
  return { ...joinValues(member, source), prefix: source.prefix };
}

/** `base.key = value`; of a call that stores, `level` is 1 more than of the function that it calls. */
export function storeMember(
  frame: Frame,
  base: Value,
  {
    key,
    value,
    level = 0,
  }: { readonly key: string; readonly value: Value; readonly level?: number },
): void {
  const plain = withoutChoice(value);
  for (const ref of base.refs) storeIn(frame, ref, key, plain);
  if (level > MAX_STORE_LEVEL || !isTelling(value)) return;
  for (const label of base.labels) {
    if (label.root.kind !== 'param') continue;
    const { stores } = label.root.fn.summary;
    const name = `${label.root.index}|${label.path}|${key}`;
    const known = stores.get(name);
    const joined = joinValues(known?.value, value);
    if (known?.value === joined) continue;
    if (known === undefined && isFull(frame.program, label.root.fn)) continue;
    frame.share(joined);
    label.root.fn.summary.setStore(name, { target: label, key, value: joined, level });
    frame.summaryGrew(label.root.fn);
  }
}

function storeIn(frame: Frame, ref: Ref, key: string, value: Value): void {
  switch (ref.kind) {
    case 'object':
      frame.put(ref, key, value);
      if (ref.type?.kind === 'class') storeInClass(frame, ref.type, key, value);
      break;
    case 'instance':
      storeInClass(frame, ref.cls, key, value);
      break;
    case 'class':
      ref.statics.share();
      frame.put(ref.statics, key, value);
      break;
    case 'fn':
      ref.members.share();
      frame.put(key === 'prototype' ? prototypeOf(ref) : ref.members, key, value);
      break;
    case 'module':
      frame.put(ref.exports, key, value);
      break;
    case 'lib':
      if (key !== '' && key !== '*') frame.put(frame.held(ref), key, value);
      break;
  }
}

/**
 * What any method may find in a member of `this`: not what came in as a parameter, because whoever calls one method
 * with something need not be the one who calls the other.
 */
export function storeInClass(frame: Frame, cls: Cls, key: string, value: Value): void {
  const labels = value.labels.filter(({ root }) => root.kind === 'source');
  if (labels.length === 0 && value.refs.length === 0 && value.constants === undefined) return;
  frame.share(value);
  frame.program.grow(cls.field(key), { ...value, labels, guard: undefined });
}
