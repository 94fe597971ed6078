import { Buffer } from 'node:buffer';
import type { Excerpt } from '../../../model/location.ts';
import type { Hidden, MaskedText, Stretch } from './hidden.ts';
import { around, firstEndingAfter } from './hidden.ts';
import type { Place } from './place.ts';

/** Model `Excerpt`: at most so many characters, of which so many stand before the secret. */
const maxExcerpt = 240;
const maxBefore = 120;
/** Characters on each side of a secret that tell it from others; longer lines are generated and say nothing more. */
const maxStatement = 200;

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
  place: Place,
  as: 'mask' | 'kind',
): { readonly before: string; readonly after: string } {
  const { start, end } = around(target, place);
  return {
    before: shown(text, { start, end: target.start }, as),
    after: shown(text, { start: target.end, end }, as),
  };
}

/** The bytes from `start` to `end` as text, with what is hidden replaced. */
function shown(text: MaskedText, { start, end }: Stretch, as: 'mask' | 'kind'): string {
  let result = '';
  let offset = start;
  for (let index = firstEndingAfter(text.hidden, start); offset < end; index += 1) {
    const stretch = text.hidden[index];
    const until = Math.min(end, stretch?.start ?? end);
    if (offset < until) result += plain(text, offset, until);
    if (stretch === undefined || stretch.start >= end) break;
    result += stretch[as];
    offset = stretch.end;
  }
  return result;
}

function plain({ bytes, encoding }: MaskedText, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    encoding,
    start,
    end,
  );
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
