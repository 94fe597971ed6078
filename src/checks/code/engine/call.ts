import { ALL_FAMILIES, type FamilySet } from '../models/families.ts';
import { asksByName, clearedByName } from '../models/names.ts';
import { argument, type Call } from './arguments.ts';
import { declaredCall } from './declared.ts';
import type { Cls, Fn, Lib, Ref } from './entities.ts';
import { callOfComputed } from './computed-keys.ts';
import type { Frame } from './frame.ts';
import { facts } from './guards.ts';
import { testedPattern } from './pattern-test.ts';
import { invoke } from './invoke.ts';
import { cleanLabels, joinLabels, NO_LABELS, weakLabels, withStep, type Labels } from './label.ts';
import { libraryCall } from './library-call.ts';
import { joinValues, labelValue, refValue, toGuard, UNKNOWN, type Value } from './value.ts';

/** Functions that one call can mean; more say that nothing is known. */
const MAX_TARGETS = 8;
/** Methods of one name that a receiver of which nothing is known can mean, and how long their name must be. Chosen. */
const MAX_NAMED = 2;
const MIN_TELLING_NAME = 8;

/** Interprets the call at `at` and yields its result. */
export function call(frame: Frame, at: number): Value {
  const made = readCall(frame, at);
  callOfComputed(frame, made);
  const named = testedPattern(frame, made);
  if (named !== undefined) return named;
  let result: Value | undefined;
  let targets = 0;
  for (const ref of [...overloaded(frame, made), ...lambdas(frame, made)]) {
    if (targets >= MAX_TARGETS) {
      frame.program.bounds.hit(frame.fn, 'targets');
      break;
    }
    const value = callRef(frame, made, ref);
    if (value === undefined) continue;
    targets++;
    result = joinValues(result, value);
  }
  return result ?? callUnknown(frame, made);
}

/** What is called; of methods of one name in Java those that take as many arguments. */
function overloaded({ module }: Frame, { callee, args, isNew }: Call): readonly Ref[] {
  const { refs } = callee;
  if (module.language !== 'java' || refs.length < 2 || isNew) return refs;
  const fitting = refs.filter((ref) => ref.kind !== 'fn' || takes(ref, args.length));
  return fitting.some(({ kind }) => kind === 'fn') ? fitting : refs;
}

function takes({ ir: { params } }: Fn, count: number): boolean {
  const last = params.at(-1);
  return last?.isRest === true ? count >= params.length - 1 : count === params.length;
}

/** Java calls a lambda by the method of its interface, whatever that is called: `read.get()`. */
function lambdas({ module }: Frame, { receiver, isNew }: Call): readonly Ref[] {
  if (module.language !== 'java' || receiver === undefined || isNew) return [];
  return receiver.refs.filter(({ kind }) => kind === 'fn');
}

function readCall(frame: Frame, at: number): Call {
  const count = frame.word(at + 9);
  const args = Array.from({ length: count }, (_, index) =>
    frame.value(frame.word(at + 10 + index)),
  );
  const named = new Map<string, Value>();
  const start = at + 10 + count;
  for (let index = 0; index < frame.word(start); index++) {
    named.set(
      frame.text(frame.word(start + 1 + 2 * index)),
      frame.value(frame.word(start + 2 + 2 * index)),
    );
  }
  const base = frame.word(at + 5);
  const spread = frame.word(at + 8);
  return {
    site: frame.site(at),
    at,
    name: frame.text(frame.word(at + 6)),
    callee: frame.value(frame.word(at + 4)),
    receiver: base < 0 ? undefined : frame.value(base),
    args,
    named,
    spreadFrom: spread < 0 ? undefined : spread,
    isNew: frame.word(at + 7) === 1,
  };
}

// oxlint-disable-next-line complexity -- one line a kind of reference
function callRef(frame: Frame, made: Call, ref: Ref): Value | undefined {
  switch (ref.kind) {
    case 'fn':
      return made.isNew
        ? construct(frame, made, ref)
        : (declaredCall(frame, made, ref) ?? invoke(frame, made, ref, made.receiver));
    case 'class':
      return instantiate(frame, made, ref);
    case 'lib':
      return callLibrary(frame, made, ref);
    case 'module': {
      const whole = ref.whole.read(frame.fn);
      return whole === undefined ? undefined : call1(frame, made, whole);
    }
    case 'instance': {
      const method = ref.cls.methods.get('__call__')?.[0] ?? ref.cls.methods.get('call')?.[0];
      return method === undefined ? undefined : invoke(frame, made, method, refValue(ref));
    }
    case 'object':
      return ref.type?.kind === 'lib' ? callLibrary(frame, made, ref.type) : undefined;
  }
}

function call1(frame: Frame, made: Call, callee: Value): Value | undefined {
  let result: Value | undefined;
  for (const ref of callee.refs.slice(0, MAX_TARGETS)) {
    if (ref.kind === 'module') continue;
    const value = callRef(frame, { ...made, callee }, ref);
    if (value !== undefined) result = joinValues(result, value);
  }
  return result;
}

/** A library that is modelled, or by its method's name where it is not. */
function callLibrary(frame: Frame, made: Call, lib: Lib): Value | undefined {
  if (lib.call !== undefined) return libraryCall(frame, made, lib, lib.call);
  const byName = made.receiver === undefined ? undefined : methodByName(frame, made);
  return byName ?? unmodelled(frame, made, lib);
}

/** `new F()` of a function: an object that inherits from its prototype. */
function construct(frame: Frame, made: Call, fn: Fn): Value {
  const object = frame.create(made.site, 'instance', fn);
  const value = refValue(object);
  const returned = invoke(frame, made, fn, value);
  return returned.refs.length > 0 ? joinValues(value, returned) : value;
}

function instantiate(frame: Frame, made: Call, cls: Cls): Value {
  const object = frame.create(made.site, 'instance', cls);
  const value = refValue(object);
  const constructor = constructorOf(cls);
  if (constructor?.kind === 'fn') {
    for (const each of overloads(cls, constructor, made)) invoke(frame, made, each, value);
    return value;
  }
  if (constructor?.kind === 'lib' && constructor.call !== undefined) {
    return joinValues(value, libraryCall(frame, made, constructor, constructor.call));
  }
  return value;
}

/** Its own constructor, or that of the nearest class that it extends. */
function constructorOf(cls: Cls): Fn | Lib | undefined {
  const seen = new Set<Cls>();
  let at: Cls | Lib | undefined = cls;
  while (at?.kind === 'class' && !seen.has(at)) {
    seen.add(at);
    const python = at.methods.get('__init__')?.[0];
    if (at.construct !== undefined || python !== undefined) return at.construct ?? python;
    at = at.bases[0];
  }
  return at?.kind === 'lib' ? at : undefined;
}

function overloads(cls: Cls, first: Fn, made: Call): readonly Fn[] {
  const all = cls.methods.get('<init>') ?? cls.methods.get('constructor') ?? [];
  const fitting = [first, ...all].filter(({ ir }) => ir.params.length === made.args.length);
  return fitting.length === 0 ? [first] : [...new Set(fitting)];
}

/** Nobody knows what is called: by its name, or by the habits of such calls. */
function callUnknown(frame: Frame, made: Call): Value {
  const byName = methodByName(frame, made);
  if (byName !== undefined) return byName;
  const known = methodsNamed(frame, made).map((fn) => invoke(frame, made, fn, made.receiver));
  return known.length === 0 ? unmodelled(frame, made, undefined) : known.reduce(joinValues);
}

/** The few methods of the program that it can mean: of that name, in its language, with that many parameters. */
function methodsNamed({ program, module }: Frame, made: Call): readonly Fn[] {
  if (made.receiver === undefined || made.name.length <= 3) return [];
  const all = program.method(made.name).filter((each) => each.module.language === module.language);
  if (all.length <= 1 || made.name.length < MIN_TELLING_NAME) return all.length === 1 ? all : [];
  const count = made.args.length + made.named.size;
  const fitting = all.filter(({ ir }) => ir.params.length === count);
  return fitting.length <= MAX_NAMED ? fitting : [];
}

/** Models of members of what is not known better: strings, lists, records, anything. */
function methodByName(frame: Frame, made: Call): Value | undefined {
  const { receiver, name } = made;
  if (receiver === undefined || name === '') return undefined;
  for (const type of kindsOf(frame, receiver)) {
    const lib = frame.library.member(frame.library.lib(type), name);
    if (lib.call !== undefined) return libraryCall(frame, made, lib, lib.call);
  }
  return undefined;
}

function kindsOf(
  { module }: Frame,
  { refs, constants, isBuilt, labels }: Value,
): readonly string[] {
  const kinds: string[] = [];
  for (const ref of refs) {
    if (ref.kind === 'object' && ref.type === undefined) kinds.push(ref.what);
  }
  const isText = constants?.some((each) => typeof each === 'string') ?? false;
  const isOther = module.language === 'java' && refs.some(isClassOfLibrary);
  if (isText || isBuilt || (labels.length > 0 && !isOther)) kinds.push('string');
  return [...kinds, '*'];
}

/** `org.example.Encoder`: whoever has its methods, it is no text. */
function isClassOfLibrary(ref: Ref): boolean {
  return ref.kind === 'lib' && /\.[A-Z]\w*$/u.test(ref.path);
}

/** A function without a model: what is put in comes out, unless its name says that it makes safe. */
function unmodelled(frame: Frame, made: Call, lib: Lib | undefined): Value {
  if (asksByName(made.name)) {
    const asked = made.args.flatMap((arg) => facts(frame.labels(arg), ALL_FAMILIES));
    return { ...UNKNOWN, guard: toGuard(asked, []) };
  }
  const cleared = clearedByName(made.name);
  const labels = labelsThrough(frame, made, cleared);
  const decorated = decoratedOf(made);
  const result = decorated ?? unnamed(frame, made, lib);
  if (labels.length === 0) return result;
  const stepped = withStep(labels, {
    what: `through ${made.name === '' ? 'a function' : `${made.name}()`}`,
    ...made.site,
  });
  return joinValues(made.isNew ? result : decorated, labelValue(cleaned(stepped, cleared)));
}

/** Of the receiver, and of what is handed to a function or to something whose name says that it makes safe. */
function labelsThrough(frame: Frame, made: Call, cleared: FamilySet): Labels {
  const own = made.receiver === undefined ? NO_LABELS : frame.labels(made.receiver);
  const isMethod = made.receiver !== undefined && !made.receiver.refs.some(isStatic);
  if (isMethod && cleared === 0) return own;
  return made.args.reduce(
    (labels, _, index) =>
      joinLabels(labels, weakLabels(frame.labels(argument(made, index) ?? UNKNOWN))),
    own,
  );
}

/** What a call of a library without a model yields: `new Parser()` is a `Parser`. */
function unnamed(frame: Frame, made: Call, lib: Lib | undefined): Value {
  if (lib === undefined) return UNKNOWN;
  return refValue(made.isNew ? lib : frame.library.lib(`${lib.path}()`));
}

function isStatic(ref: Ref): boolean {
  return ref.kind === 'module' || (ref.kind === 'lib' && /^[^A-Z]*$/u.test(ref.path));
}

/** A function that is handed to an unknown one comes back: decorators, wrappers. */
function decoratedOf({ args }: Call): Value | undefined {
  const refs = args.flatMap((arg) =>
    arg.refs.filter((ref) => ref.kind === 'fn' || ref.kind === 'class'),
  );
  return refs.length === 0 ? undefined : refValue(...refs);
}

function cleaned(labels: ReturnType<typeof weakLabels>, families: FamilySet): typeof labels {
  return cleanLabels(labels, families & ALL_FAMILIES);
}
