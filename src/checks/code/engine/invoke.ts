import { clearedByName } from '../models/names.ts';
import { argument, type Call } from './arguments.ts';
import { holdsOne } from './conditions.ts';
import type { Cls, Fn, Lib, Obj, Ref } from './entities.ts';
import type { Frame } from './frame.ts';
import {
  cleanLabels,
  joinLabels,
  joinRules,
  NO_LABELS,
  NO_RULES,
  weakLabels,
  type Label,
  type Labels,
  type ParamRoot,
  type Trail,
} from './label.ts';
import { loadMember, storeMember } from './members.ts';
import { sinkPlace, type SinkPlace } from './summary.ts';
import { joinValues, toGuard, UNKNOWN, withLabels, type Fact, type Value } from './value.ts';

/** Objects inside objects that a call copies with what this caller put in. */
const MAX_COPY_DEPTH = 2;
/** Objects that one call copies. */
const MAX_COPIES = 6;
/** Wider objects are not copied: what one caller put in may be seen by another. */
const MAX_COPIED_FIELDS = 16;

/** Applies the summary of a function to what is passed in one call. */
export function invoke(frame: Frame, call: Call, fn: Fn, receiver: Value | undefined): Value {
  const bound: Bound = { frame, call, fn, receiver, copies: new Map(), known: new Map() };
  handDown(bound);
  frame.program.ensure(fn, frame.depth);
  const { summary } = fn;
  summary.readBy(frame.fn);
  frame.program.steps += summary.sinks.size + summary.stores.size;
  const step = { what: `passed to ${nameOf(fn, call)}`, isCall: true, ...call.site };
  for (const { label: whole, sinks } of Array.from(summary.sinks.reaches())) {
    const labels = resolve(bound, whole);
    if (labels.length === 0) continue;
    for (const { label, sink, trail: inner } of Array.from(sinks.values())) {
      const place = answered(bound, label, sink);
      frame.sink(further(labels, label), place, (trail) => ({ ...step, prev: trail, inner }));
    }
  }
  for (const { target, key, value, level } of Array.from(summary.stores.values())) {
    const into = targetOf(bound, target);
    if (into !== undefined) {
      storeMember(frame, into, {
        key,
        value: substitute(bound, value, MAX_COPY_DEPTH),
        level: level + 1,
      });
    }
  }
  frame.learn(factsOf(bound, summary.always ?? []));
  if (summary.returns === undefined) return UNKNOWN;
  const returned = substitute(bound, summary.returns, MAX_COPY_DEPTH);
  const cleared = clearedByName(fn.name);
  return cleared === 0 ? returned : withLabels(returned, cleanLabels(returned.labels, cleared));
}

/** The sink, without its questions where the caller shows what they ask for. */
function answered(bound: Bound, label: Label, sink: SinkPlace): SinkPlace {
  const { asks, ...place } = sink;
  const value = asks === undefined ? undefined : targetOf(bound, label);
  if (asks === undefined || value === undefined) return sink;
  return asks.every((each) => holdsOne(bound.frame, value, each)) ? sinkPlace(place) : sink;
}

interface Bound {
  readonly frame: Frame;
  readonly call: Call;
  readonly fn: Fn;
  readonly receiver: Value | undefined;
  readonly copies: Map<Obj, Obj>;
  /** What parameters and their members stand for, once it was looked up. */
  readonly known: Map<string, Value | undefined>;
}

function nameOf(fn: Fn, call: Call): string {
  const name = fn.name === '' ? call.name : fn.name;
  return name === '' ? 'a function' : `${name}()`;
}

/** What the parameters refer to, for whoever interprets the function. */
function handDown(bound: Bound): void {
  const { frame, fn, receiver } = bound;
  const { program } = frame;
  for (const [index, cell] of fn.params.entries()) {
    const value = argumentOf(bound, index);
    if (value === undefined || value.refs.length === 0) continue;
    const stated = program.type(fn.module, fn.ir.params[index]?.type ?? '');
    program.pass(fn, cell, travelling(frame, value, stated));
  }
  if (receiver !== undefined) {
    const own = fn.cls?.instance;
    const refs = receiver.refs.filter(
      (ref) => ref !== own && ref.kind !== 'object' && ref.kind !== 'lib',
    );
    program.pass(fn, fn.receiver, { ...UNKNOWN, refs });
  }
}

/**
 * Objects travel only where they carry functions: what else is in them, the summary asks for. Of the type that is
 * stated of the parameter the function knows without being told.
 */
function travelling(frame: Frame, value: Value, stated: Cls | Lib | undefined): Value {
  const refs = value.refs.filter((ref) => ref.kind !== 'object' || carries(frame, ref));
  for (const ref of refs) if (ref.kind === 'object') frame.share({ ...UNKNOWN, refs: [ref] });
  const types = value.refs.flatMap((ref): readonly Ref[] =>
    ref.kind !== 'object' || ref.type === undefined
      ? []
      : ref.type.kind === 'class'
        ? [ref.type.instance]
        : [ref.type],
  );
  const known = stated?.kind === 'class' ? stated.instance : undefined;
  const told = [...refs, ...types].filter((ref) => ref !== known);
  return { ...UNKNOWN, refs: [...new Set(told)] };
}

function carries(frame: Frame, object: Obj): boolean {
  if (object.what === 'instance') return false;
  for (const [, { refs }] of frame.fields(object)) {
    if (refs.some(({ kind }) => kind === 'fn' || kind === 'class')) return true;
  }
  return false;
}

/** The argument for a parameter, by place or by name. */
function argumentOf({ frame, call, fn }: Bound, index: number): Value | undefined {
  const param = fn.ir.params[index];
  if (param === undefined) return undefined;
  const named = call.named.get(param.name);
  if (named !== undefined) return named;
  const record = call.named.get('**');
  if (record !== undefined && index >= call.args.length && !param.isRest) {
    return loadMember(frame, record, param.name, call.site);
  }
  if (!param.isRest) return argument(call, index);
  return [...call.args.slice(index), ...call.named.values()].reduce<Value | undefined>(
    joinValues,
    undefined,
  );
}

/** What the caller passes where the function's summary names a parameter or a member of it. */
function targetOf(bound: Bound, { root, path }: Label): Value | undefined {
  if (root.kind !== 'param' || root.fn !== bound.fn) return undefined;
  const key = `${root.index}.${path}`;
  if (bound.known.has(key)) return bound.known.get(key);
  const value = lookUp(bound, root, path);
  bound.known.set(key, value);
  return value;
}

function lookUp(bound: Bound, root: ParamRoot, path: string): Value | undefined {
  const { frame, call, receiver } = bound;
  const isRest = bound.fn.ir.params[root.index]?.isRest ?? false;
  const base = root.index < 0 ? receiver : argumentOf(bound, root.index);
  if (base === undefined) return undefined;
  const keys = path === '' ? [] : path.split('.');
  return (isRest ? keys.slice(1) : keys).reduce(
    (value, key) => loadMember(frame, value, key === '*' ? '' : key, call.site),
    base,
  );
}

function resolve(bound: Bound, label: Label): Labels {
  const { root } = label;
  if (root.kind !== 'param' || root.fn !== bound.fn) return [label];
  const value = targetOf(bound, label);
  if (value === undefined) return NO_LABELS;
  return further(bound.frame.labels(bound.frame.state.seen(value)), label);
}

/** Labels of what was passed, with what happened to it in the function. */
function further(labels: Labels, { clean, safeFor, weak }: Label): Labels {
  const cleaned = cleanLabels(weak ? weakLabels(labels) : labels, clean);
  if (safeFor.size === 0) return cleaned;
  return cleaned.map((each) => ({ ...each, safeFor: joinRules(each.safeFor, safeFor) }));
}

/** A value of the function, with what the caller passes in place of parameters. */
function substitute(bound: Bound, value: Value, depth: number): Value {
  let labels = NO_LABELS;
  let { refs, isBuilt } = value;
  let chosen = value.chosen.reduce(
    (all, label) => joinLabels(all, resolve(bound, label)),
    NO_LABELS,
  );
  for (const label of value.labels) {
    labels = joinLabels(labels, labelsBack(bound, label));
    const isWhole = label.root.kind === 'param' && label.root.fn === bound.fn && !value.isBuilt;
    const target = isWhole ? targetOf(bound, label) : undefined;
    if (target === undefined) continue;
    refs = [...refs, ...target.refs];
    isBuilt ||= target.isBuilt;
    chosen = joinLabels(chosen, target.chosen);
  }
  const copied: Ref[] = [];
  for (const ref of refs) {
    const own = ofThisCall(bound, ref, depth);
    if (own === undefined) labels = joinLabels(labels, labelsIn(bound, ref));
    else copied.push(own);
  }
  const { guard } = value;
  const facts =
    guard === undefined ? undefined : toGuard(factsOf(bound, guard.yes), factsOf(bound, guard.no));
  return {
    ...value,
    labels,
    refs: [...new Set(copied)].slice(0, 12),
    guard: facts,
    chosen,
    isBuilt,
  };
}

/** What stands for something that the function refers to; undefined: it holds parameters, and lies too deep to be copied. */
function ofThisCall(bound: Bound, ref: Ref, depth: number): Ref | undefined {
  if (ref.kind !== 'object') return ref;
  const known = bound.copies.get(ref);
  if (known !== undefined) return known;
  if (depth > 0 && bound.copies.size < MAX_COPIES) {
    return depends(ref, bound.fn, depth) ? copy(bound, ref, depth) : ref;
  }
  return depends(ref, bound.fn, 1) ? undefined : ref;
}

/** What came in through parameters and is in an object: it stands for the object where another call must not see it. */
function labelsIn(bound: Bound, ref: Ref): Labels {
  if (ref.kind !== 'object') return NO_LABELS;
  let labels = NO_LABELS;
  for (const [, value] of Array.from(bound.frame.fields(ref))) {
    for (const label of value.labels) labels = joinLabels(labels, labelsBack(bound, label));
  }
  return labels;
}

/** Labels of what a parameter stands for, with the way through the function. */
function labelsBack(bound: Bound, label: Label): Labels {
  const { call, fn } = bound;
  const labels = resolve(bound, label);
  if (labels.length === 0 || labels[0] === label) return labels;
  const inner: Trail | undefined = label.trail;
  const step = { what: `through ${nameOf(fn, call)}`, isCall: true, ...call.site };
  return labels.map((each) => ({ ...each, trail: { ...step, prev: each.trail, inner } }));
}

/** Whether an object of the function holds something that came in through a parameter of it. */
function depends(object: Obj, fn: Fn, depth: number): boolean {
  if (object.owner !== fn || object.fields.size > MAX_COPIED_FIELDS) return false;
  if (object.keys.holdsParamsOf.has(fn)) return true;
  if (depth <= 1) return false;
  for (const each of object.keys.inner) {
    if (each !== object && depends(each, fn, depth - 1)) return true;
  }
  return false;
}

function copy(bound: Bound, object: Obj, depth: number): Obj {
  const known = bound.copies.get(object);
  if (known !== undefined) return known;
  const { frame, call } = bound;
  const made = frame.create(
    call.site,
    object.what,
    object.type,
    `copy ${bound.fn.module.path}#${bound.fn.index} ${bound.copies.size}`,
  );
  bound.copies.set(object, made);
  for (const [key, value] of Array.from(frame.fields(object))) {
    frame.put(made, key, substitute(bound, value, depth - 1));
  }
  return made;
}

function factsOf(bound: Bound, facts: readonly Fact[]): readonly Fact[] {
  return facts.flatMap(({ root, path, families }) => {
    const label: Label = {
      root,
      path,
      clean: 0,
      safeFor: NO_RULES,
      weak: false,
      trail: undefined,
    };
    return resolve(bound, label).map((each) => ({ root: each.root, path: each.path, families }));
  });
}
