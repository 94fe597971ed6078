import { Buffer } from 'node:buffer';
import type { Excerpt } from '../../../model/location.ts';
import type { Place } from './place.ts';

/** Model `Excerpt`: at most so many characters, of which so many stand before the secret. */
const maxExcerpt = 240;
const maxBefore = 120;
/** Bytes looked at on each side of a secret: more than the excerpt can show in any encoding. */
const maxAround = 1200;
/** Characters on each side of a secret that tell it from others; longer lines are generated and say nothing more. */
const maxStatement = 200;
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
  /** Every hidden text, to be masked wherever else it stands. */
  readonly secrets: ReadonlyMap<string, Hidden>;
  /** Bytes of the longest of them. */
  readonly longestSecret: number;
}

/** At most the first four characters, and never more than a fifth of the secret. */
export function prefixOf(secret: string): string {
  const characters = Array.from(secret.slice(0, 40));
  return characters.slice(0, Math.min(4, Math.floor(characters.length / 5))).join('');
}

/** Characters, not code units. */
export function lengthOf(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

/** The line around one hidden stretch, masked, cut and without control characters. */
export function excerptOf(text: MaskedText, target: Hidden, place: Place): Excerpt {
  const { before, after } = surroundings(text, target, place, 'mask');
  const mask = escapeControls(target.mask);
  const head = cutStart(escapeControls(before), maxBefore);
  const tail = cutEnd(escapeControls(after), maxExcerpt - head.length - mask.length);
  return {
    text: head + mask + tail,
    highlight: { start: head.length, length: mask.length },
  };
}

/** The line around one hidden stretch, with every secret replaced by its kind. */
export function statementOf(text: MaskedText, target: Hidden, place: Place): string {
  const { before, after } = surroundings(text, target, place, 'kind');
  return before.slice(-maxStatement) + target.kind + after.slice(0, maxStatement);
}

/**
 * The name that the value is assigned to: `"apiKey": "` gives `apiKey`, `export TOKEN=` gives `TOKEN`. Undefined when the
 * text before the value does not end like an assignment.
 */
export function keyBefore(text: MaskedText, target: Hidden, place: Place): string | undefined {
  const { before } = surroundings(text, target, place, 'kind');
  const name = /([A-Za-z_][\w.-]{0,60})["'`\])]{0,3}\s{0,8}(?::=|=>|[:=])\s{0,8}["'`]{0,3}$/.exec(
    before.slice(-100),
  );
  return name?.[1];
}

function surroundings(
  text: MaskedText,
  target: Hidden,
  { lineStart, lineEnd }: Place,
  as: 'mask' | 'kind',
): { readonly before: string; readonly after: string } {
  // A secret written out again must not be cut in two: half of it would not be known as one.
  const around = maxAround + text.longestSecret;
  const from = Math.max(lineStart, target.start - around);
  const to = Math.max(target.end, Math.min(lineEnd, target.end + around));
  const hidden = text.hidden.slice(firstEndingAfter(text.hidden, from));
  return {
    before: shown(text, hidden, { start: from, end: target.start }, as),
    after: shown(text, hidden, { start: target.end, end: to }, as),
  };
}

/** The bytes from `start` to `end` as text, with what is hidden replaced. */
function shown(
  text: MaskedText,
  hidden: readonly Hidden[],
  { start, end }: { readonly start: number; readonly end: number },
  as: 'mask' | 'kind',
): string {
  let result = '';
  let offset = start;
  for (const stretch of hidden) {
    if (stretch.start >= end) break;
    if (stretch.end <= offset) continue;
    result += plain(text, offset, Math.max(offset, stretch.start), as) + stretch[as];
    offset = Math.min(end, stretch.end);
  }
  return result + plain(text, offset, end, as);
}

function plain(text: MaskedText, start: number, end: number, as: 'mask' | 'kind'): string {
  if (start >= end) return '';
  const { buffer, byteOffset, byteLength } = text.bytes;
  let result = Buffer.from(buffer, byteOffset, byteLength).toString(text.encoding, start, end);
  for (const [secret, hidden] of text.secrets) {
    if (secret.length >= minRepeat) result = result.replaceAll(secret, () => hidden[as]);
  }
  return result;
}

function firstEndingAfter(hidden: readonly Hidden[], offset: number): number {
  let low = 0;
  let high = hidden.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hidden[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

function escapeControls(text: string): string {
  // eslint-disable-next-line no-control-regex -- finding control characters is the purpose
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) =>
    character === '\t' ? ' ' : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** Without half a surrogate pair at the cut. */
function cutStart(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `…${text.slice(1 - limit).replace(/^[\udc00-\udfff]/, '')}`;
}

function cutEnd(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
