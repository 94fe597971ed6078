import type { Position } from '../models/model.ts';
import { filled, memberAt, valueAt, type Call } from './arguments.ts';
import { CONTENT, type Frame } from './frame.ts';
import { storeMember } from './members.ts';
import { placeOf } from './position.ts';
import type { Value } from './value.ts';

/** Stores at a position: in a member, or (without one) into what a library object holds. */
export function storeAt(
  frame: Frame,
  call: Call,
  to: Position,
  { value, result }: { readonly value: Value; readonly result: Value },
): void {
  const place = placeOf(to);
  const base = place.base === 'result' ? result : valueAt(frame, call, baseText(to));
  if (base === undefined) return;
  const keys = place.keys.map((key) => filled(call, key) ?? '*');
  const last = keys.at(-1);
  const target = keys.length < 2 ? base : memberAt(frame, call, base, keys.slice(0, -1));
  if (target !== undefined) storeMember(frame, target, { key: last ?? CONTENT, value });
}

function baseText(position: Position): Position {
  const dot = position.indexOf('.');
  return dot === -1 ? position : position.slice(0, dot);
}
