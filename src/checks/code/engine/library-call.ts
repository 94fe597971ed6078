import { familySet, type FamilySet } from '../models/families.ts';
import type { Model, Position } from '../models/model.ts';
import { labelsAt, valueAt, type Call } from './arguments.ts';
import { isOwnKey } from './chosen.ts';
import { runCallback } from './callbacks.ts';
import { holds } from './conditions.ts';
import { collection } from './collections.ts';
import { registerHandlers } from './handlers.ts';
import type { Lib, Ref } from './entities.ts';
import { foldMethod } from './fold.ts';
import { formatted, printed } from './format.ts';
import type { Frame } from './frame.ts';
import { facts } from './guards.ts';
import { namesInPath, namesOfMembers } from './key-names.ts';
import { cleanLabels, joinLabels, NO_LABELS, spoiltLabels, withStep } from './label.ts';
import { loadMember } from './members.ts';
import { placeOf } from './position.ts';
import { storeAt } from './store-at.ts';
import { checkUse } from './uses.ts';
import { renderView } from './views.ts';
import {
  constantValue,
  joinValues,
  refValue,
  toGuard,
  UNKNOWN,
  withLabels,
  type Fact,
  type Guard,
  type Value,
} from './value.ts';

/** What a call of a library does, by its model. */
export function libraryCall(frame: Frame, call: Call, lib: Lib, model: Model): Value {
  checkUse(frame, call, lib, model);
  for (const handler of model.handlers ?? []) registerHandlers(frame, call, handler);
  if (model.view !== undefined) renderView(frame, call, model.view);
  const known = collection(frame, call, model.folds) ?? namesOfMembers(frame, call, model.folds);
  const result = known ?? resultOf(frame, call, lib, model);
  return withGuards(frame, call, model, result);
}

const PROTOTYPE = familySet(['prototype']);

/** Everything that the model says of the result and of what else the call changes. */
function resultOf(frame: Frame, call: Call, lib: Lib, model: Model): Value {
  const known = model.folds === undefined ? undefined : folded(frame, call, model.folds);
  if (known?.isBuilt === true) return known;
  let result = flowed(frame, call, model, known ?? typedResult(frame, call, lib, model));
  applySets(frame, call, model, result);
  for (const callback of model.callbacks ?? []) result = runCallback(frame, call, callback, result);
  if (model.folds === 'split') result = namesInPath(frame, call, result);
  if (model.folds === 'join') {
    result = { ...result, isBuilt: true, prefix: beginningOf(frame, call) };
  }
  return withSource(frame, call, { lib, model }, result);
}

/** How a list that is joined begins. */
function beginningOf(frame: Frame, { receiver, site }: Call): string {
  return receiver === undefined ? '' : loadMember(frame, receiver, '0', site).prefix;
}

function applySets(frame: Frame, call: Call, { sets = {} }: Model, result: Value): void {
  for (const [to, from] of Object.entries(sets)) {
    const value = from === 'result' ? result : setting(frame, call, from);
    if (value !== undefined) storeAt(frame, call, to, { value, result });
  }
}

/** What comes in goes into the result, or where the model says: `random.nextBytes(key)`. */
function withSource(
  frame: Frame,
  call: Call,
  { lib, model }: { readonly lib: Lib; readonly model: Model },
  given: Value,
): Value {
  const result = model.folds === 'path-join' ? { ...given, isBuilt: true } : given;
  if (model.source === undefined || !holds(frame, call, model.source.when)) return result;
  const made = frame.source(sourceKey(call, lib), model.source, call.site);
  const value = withLabels(made, cleanLabels(made.labels, familySet(model.source.clean ?? [])));
  const places = (model.flows ?? []).flatMap(([from, to]) => (from === 'source' ? [to] : []));
  for (const to of places) storeAt(frame, call, to, { value, result });
  return places.length > 0
    ? result
    : joinValues({ ...result, constants: undefined, prefix: '' }, value);
}

/** The result, with what flows into it; what flows elsewhere is stored there. */
function flowed(frame: Frame, call: Call, model: Model, made: Value): Value {
  const isPlain = model.type === undefined && model.callbacks === undefined;
  let result = made;
  for (const [from, to] of model.flows ?? (isPlain ? DEFAULT_FLOWS : [])) {
    const value = from === 'source' ? undefined : valueFrom(frame, call, from);
    if (value === undefined) continue;
    if (to === 'result') result = joinFlow(frame, { call, model }, result, value);
    else storeAt(frame, call, to, { value, result });
  }
  return result;
}

function setting(frame: Frame, call: Call, from: string): Value | undefined {
  return from.startsWith('=') ? constantOf(from.slice(1)) : valueAt(frame, call, from);
}

/** What a call does of which the model says nothing about data: what goes in comes out. */
const DEFAULT_FLOWS: NonNullable<Model['flows']> = [
  ['this', 'result'],
  ['*', 'result'],
];
function folded(frame: Frame, call: Call, name: string): Value | undefined {
  const { receiver, args } = call;
  if (name === 'format') return formatted(frame, call);
  if (name === 'print') return printed(frame, call);
  if (name === 'setting') return settingAt(frame, call);
  const isFunction = receiver === undefined || frame.module.language === 'go';
  return foldMethod(name, isFunction ? args : [receiver, ...args]);
}

/** What files of settings state of the key that is asked for. */
function settingAt({ program }: Frame, call: Call): Value | undefined {
  const [key, ...others] = call.args[0]?.constants ?? [];
  const values = typeof key === 'string' && others.length === 0 ? program.settings.get(key) : [];
  return (values ?? []).map(constantValue).reduce<Value | undefined>(joinValues, undefined);
}

function typedResult(frame: Frame, call: Call, lib: Lib, model: Model): Value {
  const { type, constant } = model;
  if (constant !== undefined) return constantValue(constant);
  if (type === 'this') return call.receiver ?? UNKNOWN;
  if (type === '0') return refValue(...(call.args[0]?.refs ?? []).filter(isLib));
  const path = type ?? (call.isNew ? lib.path : undefined);
  if (path === undefined) {
    return hasElements(model) ? refValue(frame.create(call.site, 'list')) : UNKNOWN;
  }
  const ref = frame.library.lib(path);
  const object = frame.create(call.site, 'record', ref, path);
  return refValue(ref, object);
}

function isLib(ref: Ref): boolean {
  return ref.kind === 'lib';
}

/** Something of no type that is described, but that data is put into: what `split` returns. */
function hasElements({ flows = [], callbacks = [] }: Model): boolean {
  return (
    flows.some(([, to]) => to.startsWith('result.')) ||
    callbacks.some(({ returns = '' }) => returns.startsWith('result.'))
  );
}

/** What flows on is the same value where the model names its receiver or one argument and no type; else only its labels. */
function joinFlow(
  frame: Frame,
  { call, model }: { readonly call: Call; readonly model: Model },
  result: Value,
  value: Value,
): Value {
  const cleans = cleansOf(frame, call, model);
  const labels = cleanLabels(
    spoiltLabels(frame.labels(value), familySet(model.spoils ?? [])),
    cleans,
  );
  const isSame =
    model.flows !== undefined && model.type === undefined && cleans === 0 && !call.isNew;
  const refs = isSame ? value.refs.filter((ref) => !result.refs.includes(ref)) : [];
  const stepped =
    labels.length === 0 || call.name === ''
      ? labels
      : withStep(labels, { what: `through ${call.name}()`, ...call.site });
  return {
    ...result,
    refs: refs.length === 0 ? result.refs : [...result.refs, ...refs].slice(0, 12),
    labels: joinLabels(result.labels, stepped),
    isBuilt: result.isBuilt || value.isBuilt,
  };
}

function cleansOf(frame: Frame, call: Call, { cleans, cleansIf = [] }: Model): FamilySet {
  const always = cleans === undefined ? 0 : familySet(cleans);
  const fitting = cleansIf.filter(({ when }) => holds(frame, call, when));
  return fitting.reduce((set, { families }) => set | familySet(families), always);
}

function valueFrom(frame: Frame, call: Call, from: Position): Value | undefined {
  const place = placeOf(from);
  const value = valueAt(frame, call, from);
  if (value === undefined || (!place.isOpen && !place.isDeep)) return value;
  return withLabels(value, labelsAt(frame, call, from));
}

function constantOf(text: string): Value {
  const value = text === 'true' ? true : text === 'false' ? false : text;
  return { ...UNKNOWN, constants: [value] };
}

function sourceKey({ args }: Call, lib: Lib): string {
  const names = args.map(({ constants }) => (constants?.length === 1 ? String(constants[0]) : '?'));
  return `${lib.path}(${names.join(',')})`;
}

/** What the call shows of its arguments where it is true, or by returning at all. */
function withGuards(frame: Frame, call: Call, model: Model, result: Value): Value {
  if (model.guards === undefined) return result;
  const { yes, no } = guardsOf(frame, call, model);
  const guard = toGuard(
    [...(result.guard?.yes ?? []), ...yes],
    [...(result.guard?.no ?? []), ...no],
  );
  return { ...result, constants: undefined, labels: NO_LABELS, guard };
}

/** What the guards of a model show where a call is true and where it is false; what shows by returning is learnt. */
function guardsOf(frame: Frame, call: Call, { guards = [] }: Model): Guard {
  const [yes, no]: [Fact[], Fact[]] = [[], []];
  for (const guard of guards) {
    if (!holds(frame, call, guard.when)) continue;
    const labels = labelsAt(frame, call, guard.at);
    const isOwn = guard.of !== undefined && isOwnKey(labelsAt(frame, call, guard.of), labels);
    const known = facts(labels, familySet(guard.cleans) & ~(isOwn ? PROTOTYPE : 0));
    if (guard.always === true) frame.learn(known);
    else if (guard.negative === true) no.push(...known);
    else yes.push(...known);
  }
  return { yes, no };
}
