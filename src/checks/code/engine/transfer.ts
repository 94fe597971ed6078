import { CODE, CONSTANT_KINDS } from '../ir/encoding.ts';
import { isView } from '../languages/javascript/view-templates.ts';
import { SAFE_OF_NUMBERS } from '../models/families.ts';
import { load, store } from './access.ts';
import { call } from './call.ts';
import { sourceOfKeys } from './key-names.ts';
import { concatenated } from './concat.ts';
import { extend } from './entities.ts';
import { fold } from './fold.ts';
import type { Frame } from './frame.ts';
import { comparison } from './guards.ts';
import { read, write } from './variables.ts';
import { cleanLabels, joinLabels, memberLabels } from './label.ts';
import { textTest } from './text-tests.ts';
import { typedLiteral } from './literals.ts';
import { namedSecret } from './named-secrets.ts';
import { withoutCallers } from './passed.ts';
import { keptSecret } from './secret-names.ts';
import { importUse, writeToName } from './uses.ts';
import { heldMember, loadMember, storeMember } from './members.ts';
import {
  addRefs,
  constantValue,
  FALSY,
  guardOf,
  joinValues,
  NEVER,
  refValue,
  UNKNOWN,
  withLabels,
  type Fact,
  type Value,
} from './value.ts';

/** Interprets the operation at `at`. */
// oxlint-disable-next-line complexity -- one line a kind of operation
export function transfer(frame: Frame, at: number): void {
  const dst = frame.word(at + 1);
  const one = frame.word(at + 4);
  frame.definitions[dst] = at;
  switch (frame.word(at)) {
    case CODE.constant:
      frame.set(dst, constantOf(frame, at));
      break;
    case CODE.read:
      frame.set(dst, read(frame, one));
      break;
    case CODE.write:
      assign(frame, at);
      break;
    case CODE.global:
      frame.set(dst, globalOf(frame, frame.text(one)));
      break;
    case CODE.module:
      frame.set(dst, moduleOf(frame, frame.text(one), at));
      break;
    case CODE.type:
      frame.set(dst, typeValue(frame, frame.text(one), at));
      break;
    case CODE.load:
      frame.set(dst, load(frame, at));
      break;
    case CODE.store:
      store(frame, at);
      break;
    case CODE.concat:
      frame.set(dst, concatenated(frame, at));
      break;
    case CODE.compute:
      frame.set(dst, compute(frame, at));
      break;
    case CODE.call:
      frame.set(dst, call(frame, at));
      break;
    case CODE.closure: {
      const fn = frame.module.fns[one];
      frame.set(dst, fn === undefined ? UNKNOWN : refValue(fn));
      break;
    }
    case CODE.create:
      frame.set(dst, refValue(frame.create(frame.site(at), one === 0 ? 'record' : 'list')));
      break;
    case CODE.class:
      frame.set(dst, classOf(frame, at));
      break;
    case CODE.spread:
      spread(frame, frame.value(one), frame.value(frame.word(at + 5)));
      break;
    case CODE.element:
      frame.set(dst, elementOf(frame, frame.value(one), frame.word(at + 5) === 1, at));
      break;
    case CODE.export:
      exportAs(frame, frame.text(one), frame.value(frame.word(at + 5)));
      break;
    case CODE.await:
      frame.set(dst, frame.value(one));
      break;
    case CODE.cast:
      frame.set(dst, cast(frame, at));
      break;
    case CODE.yield:
      yieldValue(frame, frame.value(one));
      break;
    default:
      break;
  }
}

function constantOf(frame: Frame, at: number): Value {
  const text = frame.text(frame.word(at + 5));
  switch (CONSTANT_KINDS[frame.word(at + 4)]) {
    case 'string':
    case 'pattern':
      return constantValue(text);
    case 'number':
      return constantValue(Number(text));
    case 'boolean':
      return constantValue(text.toLowerCase() === 'true');
    case 'nothing':
      return constantValue(null);
    case 'other':
      return text === 'false' ? FALSY : UNKNOWN;
    case undefined:
      break;
  }
  return UNKNOWN;
}

function assign(frame: Frame, at: number): void {
  const variable = frame.word(at + 4);
  const { name = '', type = '' } = frame.module.ir.variables[variable] ?? {};
  const src = frame.word(at + 5);
  const guessed = namedSecret(frame, [name], frame.value(src), frame.site(at));
  const value = keptSecret(frame, name, src, guessed);
  if (frame.fn.ir.parent < 0) writeToName(frame, at, name, value);
  if (type === '') {
    const behind = name === '%choice' ? behindTests(frame, value) : value;
    if (behind !== value) frame.set(src, behind);
    write(frame, variable, behind);
    return;
  }
  if (frame.isCleanType(type)) {
    write(frame, variable, withLabels(value, cleanLabels(value.labels, SAFE_OF_NUMBERS)));
    return;
  }
  const refs = saysNothing(frame, value) ? addRefs(frame.typed(type), value.refs) : value.refs;
  write(frame, variable, refs === value.refs ? value : { ...value, refs });
}

/** The last operand of `a && b`: where it is true, what the others have shown holds as well. */
function behindTests({ state }: Frame, value: Value): Value {
  const { guard, constants, labels, refs, isBuilt } = value;
  const isOpen = labels.length === 0 && refs.length === 0 && !isBuilt && constants === undefined;
  if (guard === undefined && !isOpen) return value;
  const { yes, no } = guardOf(value);
  const also = (facts: readonly Fact[] | undefined): readonly Fact[] =>
    facts === undefined ? NEVER : [...facts, ...state.facts];
  // A guard of its own, though it may be empty: by it the variable is known again in a branch.
  return { ...value, guard: { yes: also(yes), no: also(no) } };
}

/** What a call of an unknown library returned is no better known than the type that is stated for it. */
function saysNothing({ library }: Frame, { refs }: Value): boolean {
  return refs.every((ref) => ref.kind === 'lib' && !library.knowledge.types.has(ref.path));
}

function globalOf(frame: Frame, name: string): Value {
  const { module, library } = frame;
  if (module.language === 'javascript') {
    if (name === 'module') return refValue(module.self);
    if (name === 'exports') return refValue(module.exports);
    // A name that nobody declares and this function has written.
    const written = heldMember(frame, library.root('globalThis'), name);
    if (written !== undefined) return written;
  }
  if (module.ir.package !== '' || isView(module.path)) {
    const known = frame.field(module.exports, name);
    if (known !== undefined) return known;
  }
  const lib = library.root(name);
  const typed = lib.value?.type === undefined ? lib : library.lib(lib.value.type);
  const value = refValue(typed);
  const source = lib.value?.source;
  if (source === undefined) return value;
  return joinValues(value, frame.source(lib.path, source, { path: module.path, start: 0, end: 0 }));
}

function moduleOf(frame: Frame, specifier: string, at: number): Value {
  const found = frame.program.imported(frame.module, specifier);
  if (found.kind === 'module') frame.program.require(found, frame);
  else if (found.value?.misuses !== undefined) importUse(frame, at, found);
  return refValue(found);
}

/** A type used as a value, or what a full name says of one: `org.example.Database.pool`. */
function typeValue(frame: Frame, name: string, at: number): Value {
  const found = frame.program.type(frame.module, name);
  if (found === undefined) return UNKNOWN;
  const dot = name.lastIndexOf('.');
  if (found.kind === 'class' || dot <= name.indexOf('#')) return refValue(found);
  const owner = frame.program.type(frame.module, name.slice(0, dot));
  const isMember = owner?.kind === 'class' || found.value !== undefined;
  return owner === undefined || !isMember
    ? refValue(found)
    : loadMember(frame, refValue(owner), name.slice(dot + 1), frame.site(at));
}

function compute(frame: Frame, at: number): Value {
  const operator = frame.text(frame.word(at + 4));
  const args = Array.from({ length: frame.word(at + 5) }, (_, index) => frame.word(at + 6 + index));
  const values = args.map((each) => frame.value(each));
  return (
    textTest(frame, operator, args, values) ??
    comparison(frame, operator, args, values) ??
    fold(operator, values) ??
    (operator === '/' ? pathBelow(frame, values) : UNKNOWN)
  );
}

/** Python's `folder / name`. */
function pathBelow(frame: Frame, values: readonly Value[]): Value {
  const paths = values.flatMap(({ refs }) =>
    refs.filter((ref) => ref.kind === 'lib' && frame.library.isA(ref.path, 'pathlib.Path')),
  );
  if (paths.length === 0) return UNKNOWN;
  const labels = values.map((value) => frame.labels(value)).reduce(joinLabels);
  return withLabels(refValue(frame.library.lib('pathlib.Path')), labels);
}

function classOf(frame: Frame, at: number): Value {
  const cls = frame.module.classes[frame.word(at + 4)];
  if (cls === undefined) return UNKNOWN;
  cls.touch();
  const base = frame.word(at + 5);
  for (const ref of base < 0 ? [] : frame.value(base).refs) {
    if (ref.kind === 'class' || ref.kind === 'lib') extend(cls, ref);
  }
  return refValue(cls);
}

function spread(frame: Frame, base: Value, src: Value): void {
  for (const ref of src.refs) {
    if (ref.kind !== 'object') continue;
    for (const [key, held] of Array.from(frame.fields(ref))) {
      const value = withoutCallers(frame, src, ref, held);
      if (value !== held && value.refs.length === 0) continue;
      storeMember(frame, base, { key: /^\d+$/u.test(key) ? '*' : key, value });
    }
  }
  if (src.labels.length > 0) {
    storeMember(frame, base, {
      key: '*',
      value: withLabels(UNKNOWN, memberLabels(src.labels, '*')),
    });
  }
}

function elementOf(frame: Frame, src: Value, isKey: boolean, at: number): Value {
  if (!isKey) return loadMember(frame, src, '', frame.site(at));
  const labels = memberLabels(src.labels, '*');
  if (labels.length === 0) return UNKNOWN;
  return withLabels(UNKNOWN, joinLabels(labels, sourceOfKeys(frame, frame.site(at))));
}

function exportAs(frame: Frame, name: string, value: Value): void {
  const { module, program } = frame;
  frame.share(value);
  if (name === '=') {
    program.grow(module.whole, value);
    return;
  }
  if (name !== '*') {
    frame.put(module.exports, name, value);
    return;
  }
  for (const ref of value.refs) {
    if (ref.kind === 'lib') program.grow(module.whole, refValue(ref));
    if (ref.kind !== 'module') continue;
    program.grow(module.whole, refValue(ref.exports));
  }
}

function cast(frame: Frame, at: number): Value {
  const value = frame.value(frame.word(at + 4));
  const type = frame.text(frame.word(at + 5));
  if (frame.isCleanType(type)) {
    return withLabels(value, cleanLabels(value.labels, SAFE_OF_NUMBERS));
  }
  const found = frame.program.type(frame.module, type);
  if (found !== undefined) typedLiteral(frame, at, value, found);
  const refs = frame.typed(type).filter((ref) => !value.refs.includes(ref));
  return refs.length === 0 ? value : { ...value, refs: [...refs, ...value.refs] };
}

/** Whoever iterates over what the generator returns gets it. */
function yieldValue(frame: Frame, value: Value): void {
  const { summary } = frame.fn;
  const list = frame.create({ path: '', start: -1, end: -1 }, 'list', undefined, 'yield');
  frame.put(list, '*', value);
  frame.share(refValue(list));
  summary.returns = joinValues(summary.returns, refValue(list));
}
