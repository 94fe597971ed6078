import type { Position } from '../models/model.ts';
import type { Frame, Site } from './frame.ts';
import { joinLabels, NO_LABELS, type Labels } from './label.ts';
import { loadMember } from './members.ts';
import { placeOf, type Place } from './position.ts';
import { joinValues, UNKNOWN, type Value } from './value.ts';

/** What is handed over in one call. */
export interface Call {
  readonly site: Site;
  /** Where the operation stands in `code`. */
  readonly at: number;
  /** As it is written; empty where it is computed. */
  readonly name: string;
  readonly callee: Value;
  readonly receiver: Value | undefined;
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** From here on any argument may be any of `args`. */
  readonly spreadFrom: number | undefined;
  readonly isNew: boolean;
}

/** One argument; undefined: surely not given. */
export function argument(call: Call, index: number): Value | undefined {
  const { args, spreadFrom } = call;
  if (spreadFrom === undefined || index < spreadFrom) return args[index];
  return args.slice(spreadFrom).reduce<Value | undefined>(joinValues, undefined);
}

/** What stands at a position of a call, `result` aside; undefined: surely nothing. */
export function valueAt(frame: Frame, call: Call, position: Position): Value | undefined {
  const place = placeOf(position);
  const base = baseOf(call, place);
  return base === undefined ? undefined : memberAt(frame, call, base, place.keys);
}

function baseOf(call: Call, place: Place): Value | undefined {
  const { base, isOpen } = place;
  if (base === 'this') return call.receiver;
  if (base === 'result') return undefined;
  if (typeof base === 'object') return call.named.get(base.name);
  if (!isOpen) return argument(call, base);
  const rest = [...call.args.slice(base), ...(base === 0 ? call.named.values() : [])];
  return rest.reduce<Value | undefined>(joinValues, undefined);
}

/** Follows members; undefined where an object is known and holds no such member. */
export function memberAt(
  frame: Frame,
  call: Call,
  base: Value,
  keys: readonly string[],
): Value | undefined {
  let at: Value | undefined = base;
  for (const key of keys) {
    if (at === undefined) return undefined;
    const name = filled(call, key);
    at =
      name === undefined
        ? UNKNOWN
        : hasNo(frame, at, name)
          ? undefined
          : loadMember(frame, at, name === '*' ? '' : name, call.site);
  }
  return at;
}

/** Whether every object that it can be is known, and none holds the member. */
function hasNo(frame: Frame, value: Value, key: string): boolean {
  if (value.labels.length > 0 || value.refs.length === 0) return false;
  return (
    value.refs.every((ref) => ref.kind === 'object' && frame.field(ref, key) === undefined) ||
    value.refs.every(
      (ref) =>
        (ref.kind === 'object' && frame.field(ref, key) === undefined) ||
        (ref.kind === 'lib' && value.refs.some((each) => each.kind === 'object')),
    )
  );
}

/** A key with the constant texts of arguments put in; undefined: one is not constant. */
export function filled(call: Call, key: string): string | undefined {
  if (!key.includes('{')) return key;
  let isKnown = true;
  const text = key.replaceAll(/\{(\d)\}/gu, (_, digit: string) => {
    const constants = argument(call, Number(digit))?.constants;
    const [only] = constants ?? [];
    if (constants?.length !== 1 || only === undefined) isKnown = false;
    return String(only);
  });
  return isKnown ? text : undefined;
}

/** Labels at a position: of the value, or (`0*`) of everything inside. */
export function labelsAt(frame: Frame, call: Call, position: Position): Labels {
  const place = placeOf(position);
  const value = valueAt(frame, call, position);
  if (value === undefined) return NO_LABELS;
  if (!place.isOpen && !place.isDeep) return frame.labels(value);
  if (place.isDeep) return frame.deepLabels(value);
  let labels = NO_LABELS;
  for (const each of typeof place.base === 'number' ? call.args.slice(place.base) : []) {
    labels = joinLabels(labels, frame.labels(memberAt(frame, call, each, place.keys) ?? UNKNOWN));
  }
  return labels;
}
