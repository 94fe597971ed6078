import { Cursor, isDigit } from './cursor.ts';
import { compareKeys, keyOrder, numberKey, type VersionKey, type VersionOrder } from './key.ts';

/** Beginning of a word → rank, the first that fits (`version_compare` of PHP); any other word is before all. */
const forms: readonly (readonly [string, string])[] = [
  ['dev', '1'],
  ['a', '2'],
  ['b', '3'],
  ['RC', '4'],
  ['rc', '4'],
  ['#', '6'],
  ['p', '8'],
];
const unknownRank = '0';
const endRank = '5';
const hashRank = '6';
const numberRank = '7';

/** First unit of a key: whether it has a `#`, which equals any number and the end, so that text order is not enough. */
const plainMark = '0';
const hashMark = '1';

function isSeparator(code: number): boolean {
  return code === 0x2e || code === 0x2d || code === 0x5f || code === 0x2b;
}

function partsOf(text: string): readonly string[] {
  const cursor = new Cursor(text);
  cursor.eatOneOf('vV');
  const parts: string[] = [];
  while (!cursor.done) {
    const part = isDigit(cursor.code)
      ? numberRank + numberKey(cursor.digits())
      : wordKey(cursor.while((code) => code > 0 && !isDigit(code) && !isSeparator(code)));
    if (part !== '') parts.push(part);
    cursor.eatOneOf('.-_+');
  }
  return parts;
}

function wordKey(word: string): string {
  if (word === '') return '';
  return forms.find(([form]) => word.startsWith(form))?.[1] ?? unknownRank;
}

function packagistKey(text: string): VersionKey | undefined {
  const parts = partsOf(text);
  if (parts.length === 0) return undefined;
  const mark = parts.includes(hashRank) ? hashMark : plainMark;
  return `${mark}${[...parts, endRank].join('\u0001')}`;
}

/** Part by part, where one version has a `#`. */
function compareHashed(a: VersionKey, b: VersionKey): number {
  const left = a.slice(1).split('\u0001');
  const right = b.slice(1).split('\u0001');
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const one = left[at] ?? endRank;
    const other = right[at] ?? endRank;
    if (![one, other].includes(hashRank)) {
      if (one !== other) return compareKeys(one, other);
    } else if (!fitsHash(one) || !fitsHash(other)) {
      return compareKeys(one, other);
    }
  }
  return 0;
}

function fitsHash(part: string): boolean {
  return part === endRank || part === hashRank || part.startsWith(numberRank);
}

/**
 * Packagist, as `version_compare` of PHP has it, with a leading `v` passed over: `1.0` is before `1.0.0`, words are
 * before the end except `p`, `pl`, `patch`, and a word that it does not know is before all, `BETA` too.
 */
export const packagist: VersionOrder = {
  ...keyOrder(packagistKey),
  compare: (a, b) =>
    a.startsWith(hashMark) || b.startsWith(hashMark) ? compareHashed(a, b) : compareKeys(a, b),
};
