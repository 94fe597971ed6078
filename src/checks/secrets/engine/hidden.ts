import { KnownTexts } from './known-texts.ts';
import { latin1 } from './match.ts';
import type { Place } from './place.ts';

/** Bytes looked at on each side of a secret: more than the excerpt can show in any encoding. */
const maxAround = 1200;
/** Shorter secrets occur in ordinary words, and replacing them there would give them away. */
const minRepeat = 6;

/** A stretch of bytes that nobody must see. */
export interface Hidden {
  readonly start: number;
  readonly end: number;
  /** What stands in its place in an excerpt: `ghp_********`. */
  readonly mask: string;
  /** What stands in its place in a statement: `<GitHub personal access token>`. */
  readonly kind: string;
}

/** A text whose secrets are all known. */
export interface MaskedText {
  readonly bytes: Uint8Array;
  readonly encoding: 'utf8' | 'latin1';
  /** Ascending and disjoint. */
  readonly hidden: readonly Hidden[];
}

export interface Secrets {
  /** Ascending and disjoint. */
  readonly own: readonly Hidden[];
  /** Of each of `own`, where it begins. */
  readonly places: readonly Place[];
  /** Every text to be hidden wherever else it stands, one character a byte. */
  readonly texts: ReadonlyMap<string, Hidden>;
}

/**
 * Hides the secrets, and their texts wherever they are written out again in what an excerpt or a statement could show. Each
 * byte of that is looked at once.
 */
export function maskedText(
  bytes: Uint8Array,
  encoding: 'utf8' | 'latin1',
  { own, places, texts }: Secrets,
): MaskedText {
  const known = new Map([...texts].filter(([text]) => text.length >= minRepeat));
  const longest = [...known.keys()].reduce((most, { length }) => Math.max(most, length), 0);
  const lookup = new KnownTexts(known);
  const repeats = windows(own, places, longest).flatMap((window) =>
    repeatsIn(bytes, window, lookup),
  );
  return { bytes, encoding, hidden: [...own, ...without(repeats, own)].toSorted(byStart) };
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What can be shown, and as much around it as a text may reach out of it; ascending and disjoint. */
function windows(
  own: readonly Hidden[],
  places: readonly Place[],
  longest: number,
): readonly Stretch[] {
  const merged: Stretch[] = [];
  for (const [index, target] of own.entries()) {
    const place = places[index];
    if (place === undefined) continue;
    const { start, end } = around(target, place, longest);
    const last = merged.at(-1);
    if (last === undefined || start > last.end) merged.push({ start, end });
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) };
  }
  return merged;
}

/** Where known texts stand; those that overlap are one. */
function repeatsIn(
  bytes: Uint8Array,
  { start, end }: Stretch,
  known: KnownTexts<Hidden>,
): readonly Hidden[] {
  const repeats: Hidden[] = [];
  const text = latin1(bytes.subarray(start, end));
  for (let at = 0; at < text.length; at += 1) {
    const found = known.longestAt(text, at);
    if (found === undefined) continue;
    const stretch = { ...found.value, start: start + at, end: start + at + found.length };
    const last = repeats.at(-1);
    if (last === undefined || stretch.start >= last.end) repeats.push(stretch);
    else if (stretch.end > last.end) repeats[repeats.length - 1] = { ...last, end: stretch.end };
  }
  return repeats;
}

/** @yields What of the repeats is not hidden already. */
function* without(repeats: readonly Hidden[], own: readonly Hidden[]): Generator<Hidden> {
  for (const repeat of repeats) {
    let { start } = repeat;
    for (let index = firstEndingAfter(own, start); start < repeat.end; index += 1) {
      const next = own[index];
      const end = Math.min(repeat.end, next?.start ?? repeat.end);
      if (start < end) yield { ...repeat, start, end };
      start = next?.end ?? repeat.end;
    }
  }
}

function byStart(a: Hidden, b: Hidden): number {
  return a.start - b.start;
}

/** The secret and what can be shown of its line on each side; `more`: so many bytes more. */
export function around(target: Hidden, { lineStart, lineEnd }: Place, more: number = 0): Stretch {
  return {
    start: Math.max(lineStart, target.start - maxAround - more),
    end: Math.max(target.end, Math.min(lineEnd, target.end + maxAround + more)),
  };
}

/** `hidden` is ascending and disjoint. */
export function firstEndingAfter(hidden: readonly Hidden[], offset: number): number {
  let low = 0;
  let high = hidden.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hidden[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
