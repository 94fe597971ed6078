import type { Budget, Piece } from './decoding.ts';

const percent = 0x25;
/** Chosen: below it no rule finds anything. */
const minStretch = 12;

/**
 * What stands in a percent-encoded component (RFC 3986 §2.3, and what `encodeURIComponent` leaves as it is, without quotes
 * and parentheses, which end a string in the source around it).
 */
const inComponent = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!*+%') {
  inComponent[character.charCodeAt(0)] = 1;
}

/** @yields Percent-encoded components, decoded one level deep. `+` stays what it is: only forms write spaces so. */
export function* percentPieces(bytes: Uint8Array, budget: Budget): Generator<Piece> {
  let behind = 0;
  let at = bytes.indexOf(percent);
  while (at !== -1) {
    if (escapeAt(bytes, at) === undefined) {
      at = bytes.indexOf(percent, at + 1);
      continue;
    }
    const { start, end } = componentAround(bytes, at, behind);
    behind = end;
    at = bytes.indexOf(percent, end);
    if (end - start >= minStretch) yield decode(bytes, start, start + budget.take(end - start));
  }
}

function componentAround(
  bytes: Uint8Array,
  at: number,
  behind: number,
): { readonly start: number; readonly end: number } {
  let start = at;
  while (start > behind && inComponent[bytes[start - 1] ?? 0] === 1) start -= 1;
  let end = at;
  while (end < bytes.length && inComponent[bytes[end] ?? 0] === 1) end += 1;
  return { start, end };
}

function decode(bytes: Uint8Array, from: number, to: number): Piece {
  const decoded = new Uint8Array(to - from);
  /** For each decoded byte, and for the one behind the last, where it stands in the text. */
  const offsets = new Uint32Array(to - from + 1);
  let length = 0;
  let at = from;
  while (at < to) {
    const escaped = escapeAt(bytes, at);
    decoded[length] = escaped ?? bytes[at] ?? 0;
    offsets[length] = at;
    length += 1;
    at += escaped === undefined ? 1 : 3;
  }
  offsets[length] = at;
  return {
    bytes: decoded.subarray(0, length),
    encoding: 'url',
    place: (start, end) => ({ start: offsets[start] ?? from, end: offsets[end] ?? to }),
  };
}

/** The byte that `%XX` at `at` stands for. */
function escapeAt(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] !== percent) return undefined;
  const high = hexDigit(bytes[at + 1]);
  const low = hexDigit(bytes[at + 2]);
  return high === undefined || low === undefined ? undefined : high * 16 + low;
}

function hexDigit(byte: number | undefined): number | undefined {
  if (byte === undefined) return undefined;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : undefined;
}
