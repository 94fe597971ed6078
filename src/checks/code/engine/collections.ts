import { argument, type Call } from './arguments.ts';
import type { Obj } from './entities.ts';
import type { Frame } from './frame.ts';
import { loadMember, storeMember } from './members.ts';
import { loose } from './state.ts';
import { UNKNOWN, type Value } from './value.ts';

/**
 * Lists and maps whose elements keep their places, so that what is taken out is what was put in: `list.add(a)`,
 * `list.remove(0)`, `list.get(1)`. A model names its operation in `folds`; undefined: the name is none of these.
 */
export function collection(frame: Frame, call: Call, name: string | undefined): Value | undefined {
  const { receiver } = call;
  if (receiver === undefined || name === undefined) return undefined;
  switch (name) {
    case 'list-add':
      return addAll(frame, call, receiver);
    case 'list-insert':
      return insert(frame, receiver, indexOf(call), argument(call, 1));
    case 'list-first':
      return insert(frame, receiver, 0, argument(call, 0));
    case 'list-shift':
      return removed(frame, call, receiver, () => 0);
    case 'list-remove':
      return removed(frame, call, receiver, (length) =>
        call.args.length > 0 ? indexOf(call) : length === undefined ? undefined : length - 1,
      );
    case 'list-get':
      return elementAt(frame, call, receiver);
    case 'map-put':
      storeMember(frame, receiver, { key: keyOf(call), value: argument(call, 1) ?? UNKNOWN });
      return UNKNOWN;
    case 'map-get':
      return loadMember(frame, receiver, keyOf(call), call.site);
    default:
      return undefined;
  }
}

/** At the end; Java's `add(0, value)` at that place. */
function addAll(frame: Frame, call: Call, receiver: Value): Value {
  if (frame.module.language === 'java' && call.args.length === 2) {
    return insert(frame, receiver, indexOf(call), argument(call, 1));
  }
  const { args, spreadFrom } = call;
  for (const [place, value] of args.entries()) {
    const isSpread = spreadFrom !== undefined && place >= spreadFrom;
    for (const object of objectsOf(receiver)) {
      if (isSpread) frame.put(object, '*', value);
      else append(frame, object, value);
    }
    storeElsewhere(frame, receiver, '*', value);
  }
  return UNKNOWN;
}

function insert(
  frame: Frame,
  receiver: Value,
  index: number | undefined,
  value: Value = UNKNOWN,
): Value {
  for (const object of objectsOf(receiver)) insertAt(frame, object, index, value);
  storeElsewhere(frame, receiver, '*', value);
  return UNKNOWN;
}

function insertAt(frame: Frame, object: Obj, index: number | undefined, value: Value): void {
  const contents = frame.contents(object);
  const { length } = contents ?? {};
  if (contents === undefined || length === undefined || index === undefined || index > length) {
    if (contents !== undefined) frame.setContents(object, loose(contents));
    frame.put(object, '*', value);
    return;
  }
  const fields = new Map(contents.fields);
  for (let at = length; at > index; at--) {
    const before = fields.get(String(at - 1));
    if (before === undefined) fields.delete(String(at));
    else fields.set(String(at), before);
  }
  frame.setContents(object, { fields: fields.set(String(index), value), length: length + 1 });
}

/** Takes out the element at a place, of lists that are at hand; undefined: there are none. */
function removed(
  frame: Frame,
  call: Call,
  receiver: Value,
  placeIn: (length: number | undefined) => number | undefined,
): Value | undefined {
  const objects = objectsOf(receiver);
  if (objects.length === 0) return undefined;
  const [place, ...others] = new Set(
    objects.map((object) => placeIn(frame.contents(object)?.length)),
  );
  const index = others.length === 0 ? place : undefined;
  const value = loadMember(frame, receiver, index === undefined ? '' : String(index), call.site);
  for (const object of objects) removeAt(frame, object, index);
  return value;
}

function objectsOf({ refs }: Value): readonly Obj[] {
  return refs.filter((ref) => ref.kind === 'object');
}

/** Where the receiver came from outside: callers learn what was put in. */
function storeElsewhere(
  frame: Frame,
  receiver: Value,
  key: string,
  value: Value | undefined,
): void {
  const outside = { ...receiver, refs: receiver.refs.filter(({ kind }) => kind !== 'object') };
  if (value !== undefined) storeMember(frame, outside, { key, value });
}

function append(frame: Frame, object: Obj, value: Value): void {
  const contents = frame.contents(object);
  if (contents?.length === undefined) {
    frame.put(object, '*', value);
    return;
  }
  const fields = new Map(contents.fields).set(String(contents.length), value);
  frame.setContents(object, { fields, length: contents.length + 1 });
}

function removeAt(frame: Frame, object: Obj, index: number | undefined): void {
  const contents = frame.contents(object);
  if (contents === undefined) return;
  const { length } = contents;
  if (index === undefined || length === undefined || index >= length) {
    frame.setContents(object, loose(contents));
    return;
  }
  const fields = new Map(contents.fields);
  for (let at = index; at < length; at++) {
    const next = fields.get(String(at + 1));
    if (next === undefined || at + 1 >= length) fields.delete(String(at));
    else fields.set(String(at), next);
  }
  frame.setContents(object, { fields, length: length - 1 });
}

function elementAt(frame: Frame, call: Call, receiver: Value): Value {
  const index = indexOf(call);
  return loadMember(frame, receiver, index === undefined ? '' : String(index), call.site);
}

function indexOf(call: Call): number | undefined {
  const constants = argument(call, 0)?.constants ?? [];
  const [only] = constants;
  return constants.length === 1 && typeof only === 'number' ? only : undefined;
}

function keyOf(call: Call): string {
  const constants = argument(call, 0)?.constants ?? [];
  const [only] = constants;
  return constants.length === 1 && only !== undefined ? String(only) : '';
}
