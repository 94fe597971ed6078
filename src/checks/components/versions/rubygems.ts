import { Cursor, isDigit, isDigits, isLetter } from './cursor.ts';
import {
  keyOrder,
  numberKey,
  significantDigits,
  textKey,
  type VersionKey,
  type VersionOrder,
} from './key.ts';

const wordRank = '1';
/** A zero that a word follows: against the end of a version the word decides, and it is before. */
const zeroBeforeWordRank = '2';
const endRank = '3';
const numberRank = '4';

/** Numbers and words, a hyphen being `.pre.`; undefined where another character is among them. */
export function gemSegments(text: string): readonly string[] | undefined {
  const cursor = new Cursor(text);
  const segments: string[] = [];
  while (!cursor.done) {
    const segment = isDigit(cursor.code) ? cursor.digits() : cursor.while(isLetter);
    if (segment !== '') segments.push(segment);
    else if (cursor.eat('-')) segments.push('pre');
    else if (!cursor.eatOneOf('._')) return undefined;
  }
  return segments.length === 0 ? undefined : segments;
}

function isZero(segment: string): boolean {
  return isDigits(segment) && significantDigits(segment) === '';
}

function withoutZeros(segments: readonly string[]): readonly string[] {
  const last = segments.findLastIndex((segment) => !isZero(segment));
  return segments.slice(0, last + 1);
}

/** Key of segments; from the end, as a zero needs to know what follows. */
export function gemKey(segments: readonly string[]): VersionKey {
  const firstWord = segments.findIndex((segment) => !isDigits(segment));
  const split = firstWord < 0 ? segments.length : firstWord;
  const canonical = [
    ...withoutZeros(segments.slice(0, split)),
    ...withoutZeros(segments.slice(split)),
  ];
  const parts = [endRank];
  let wordFollows = false;
  for (const segment of canonical.toReversed()) {
    if (!isDigits(segment)) {
      parts.push(wordRank + textKey(segment));
      wordFollows = true;
    } else if (isZero(segment) && wordFollows) {
      parts.push(zeroBeforeWordRank);
    } else {
      parts.push(numberRank + numberKey(segment));
      wordFollows = false;
    }
  }
  return parts.toReversed().join('');
}

/** RubyGems' `Gem::Version`: words are before numbers, trailing zeros count for nothing. */
export const rubygems: VersionOrder = keyOrder((text) => {
  const segments = gemSegments(text);
  return segments === undefined ? undefined : gemKey(segments);
});
