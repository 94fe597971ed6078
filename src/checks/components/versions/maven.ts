import { Cursor, isDigit } from './cursor.ts';
import {
  compareKeys,
  keyOrder,
  numberKey,
  significantDigits,
  type VersionKey,
  type VersionOrder,
} from './key.ts';

interface Token {
  /** `-` also where digits and letters meet. */
  readonly separator: '.' | '-';
  readonly text: string;
}

/** Spelling → the one that counts; an empty one is the release itself. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['ga', ''],
  ['final', ''],
  ['release', ''],
  ['cr', 'rc'],
]);

const shortQualifiers: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

/**
 * What can stand at one place of a version, in order. `zero`: a number 0 that only qualifiers before the end follow;
 * `other`: any other qualifier, in the order of the alphabet.
 */
const order =
  '.alpha .beta .milestone .rc .snapshot -alpha -beta -milestone -rc -snapshot zero end . - .sp .other -sp -other -number .number'.split(
    ' ',
  );

/** Place in the order → one unit of a key. */
const ranks: ReadonlyMap<string, string> = new Map(
  order.map((place, index) => [place, String.fromCharCode(0x61 + index)]),
);
const endKey = rankOf('end');
const zeroKey = rankOf('zero');

/** First unit of a key: whether it has a `zero`, for which text order is not enough. */
const plainMark = '0';
const zeroMark = '1';

function rankOf(place: string): string {
  return ranks.get(place) ?? '';
}

function isNumber({ text }: Token): boolean {
  return isDigit(text.charCodeAt(0));
}

function isSeparator(code: number): boolean {
  return code === 0x2e || code === 0x2d;
}

function wordAt(cursor: Cursor): string {
  const word = cursor.while((code) => code > 0 && !isDigit(code) && !isSeparator(code));
  const short = isDigit(cursor.code) ? shortQualifiers.get(word) : undefined;
  return short ?? aliases.get(word) ?? word;
}

/** Tokens in small letters; an empty one is 0. */
function tokensOf(text: string): readonly Token[] {
  const cursor = new Cursor(text.toLowerCase());
  const tokens: Token[] = [];
  let separator: Token['separator'] = '.';
  let joined = true;
  for (;;) {
    if (isSeparator(cursor.code) || cursor.done) {
      if (joined) tokens.push({ separator, text: '0' });
      if (cursor.done) return tokens;
      separator = cursor.eat('.') ? '.' : '-';
      if (separator === '-') cursor.eat('-');
      joined = true;
      continue;
    }
    const token = isDigit(cursor.code) ? cursor.digits() : wordAt(cursor);
    tokens.push({ separator: joined ? separator : '-', text: token });
    joined = false;
  }
}

/** Zeros and release words at the end and before a hyphen say nothing. */
function withoutNulls(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  const drop = (): void => {
    for (let last = kept.at(-1); last !== undefined && isNull(last); last = kept.at(-1)) kept.pop();
  };
  for (const token of tokens) {
    if (token.separator === '-') drop();
    kept.push(token);
  }
  drop();
  return kept;
}

function isNull(token: Token): boolean {
  return isNumber(token) ? significantDigits(token.text) === '' : token.text === '';
}

function tokenKey(token: Token): string {
  const { separator, text } = token;
  if (isNumber(token)) return rankOf(`${separator}number`) + numberKey(text);
  return ranks.get(separator + text) ?? rankOf(`${separator}other`) + text;
}

function mavenKey(text: string): VersionKey {
  const keys = [endKey];
  let qualifierFollows = false;
  for (const token of withoutNulls(tokensOf(text)).toReversed()) {
    const key = tokenKey(token);
    if (!isNull(token)) qualifierFollows = key < zeroKey;
    keys.push(isNull(token) && qualifierFollows ? zeroKey : key);
  }
  return (keys.includes(zeroKey) ? zeroMark : plainMark) + keys.toReversed().join('\u0001');
}

/** Whether a part is after the end and yet, behind its hyphen, before any number after a dot. */
function isLaterBehindHyphen(part: string): boolean {
  return part >= rankOf('-sp') && part < rankOf('.number');
}

/** Part by part, where one version has a `zero`: against the end its qualifier decides, against `-1` it is a number after a dot. */
function compareWithZeros(a: VersionKey, b: VersionKey): number {
  const left = a.slice(1).split('\u0001');
  const right = b.slice(1).split('\u0001');
  const at = left.findIndex((part, index) => part !== right[index]);
  const one = left[at] ?? endKey;
  const other = right[at] ?? endKey;
  if (one === zeroKey && isLaterBehindHyphen(other)) return 1;
  if (other === zeroKey && isLaterBehindHyphen(one)) return -1;
  return compareKeys(one, other);
}

/**
 * Maven's "Version Order Specification" (POM Reference) in its earlier wording, which OSV follows: `.rc` is before `-rc`,
 * where Maven itself (3.8.7) takes both for the same. It is no order everywhere: `2.9.0.RC1` is before `2.9.0`, that before `2.9.0-1`,
 * and that before `2.9.0.RC1`.
 */
export const maven: VersionOrder = {
  ...keyOrder(mavenKey),
  compare: (a, b) =>
    a.startsWith(zeroMark) || b.startsWith(zeroMark) ? compareWithZeros(a, b) : compareKeys(a, b),
};
