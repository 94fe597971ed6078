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
      for (const object of objectsOf(receiver)) append(frame, object, argument(call, 0) ?? UNKNOWN);
      storeElsewhere(frame, receiver, '*', argument(call, 0));
      return UNKNOWN;
    case 'list-remove': {
      const removed = elementAt(frame, call, receiver);
      for (const object of objectsOf(receiver)) removeAt(frame, object, indexOf(call));
      return removed;
    }
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
