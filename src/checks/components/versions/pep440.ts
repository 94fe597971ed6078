import { Cursor, isDigit, isDigits, isLetter } from './cursor.ts';
import {
  keyOrder,
  numberKey,
  significantDigits,
  textKey,
  type VersionKey,
  type VersionOrder,
} from './key.ts';

/** A version as PEP 440 (now the "Version specifiers" specification of PyPA) divides it. */
export interface PythonVersion {
  /** Digits, as all numbers here; empty for none. */
  readonly epoch: string;
  readonly release: readonly string[];
  readonly pre?: { readonly letter: 'a' | 'b' | 'rc'; readonly number: string };
  readonly post?: string;
  readonly dev?: string;
  /** Parts between dots, in small letters; empty for none. */
  readonly local: readonly string[];
}

const preLetters: readonly (readonly [string, 'a' | 'b' | 'rc'])[] = [
  ['alpha', 'a'],
  ['a', 'a'],
  ['beta', 'b'],
  ['b', 'b'],
  ['preview', 'rc'],
  ['pre', 'rc'],
  ['rc', 'rc'],
  ['c', 'rc'],
];

const postWords: readonly (readonly [string, 'post'])[] = [
  ['post', 'post'],
  ['rev', 'post'],
  ['r', 'post'],
];

/** `[-_.]?word[-_.]?digits?`; leaves the cursor where it was if it is not there. */
function wordAt<Meaning>(
  cursor: Cursor,
  meanings: readonly (readonly [string, Meaning])[],
): { readonly meaning: Meaning; readonly number: string } | undefined {
  const start = cursor.at;
  cursor.eatOneOf('-_.');
  // Nearly always there is no word.
  const found = !isLetter(cursor.code) ? undefined : meanings.find(([word]) => cursor.eat(word));
  if (found === undefined) {
    cursor.at = start;
    return undefined;
  }
  const after = cursor.at;
  cursor.eatOneOf('-_.');
  const number = cursor.digits();
  // The separator belongs to what follows: `1a.dev1`.
  if (number === '') cursor.at = after;
  return { meaning: found[1], number };
}

/** `.post1`, `-r1`, or the short `-1`. */
function postAt(cursor: Cursor): string | undefined {
  if (cursor.code === 0x2d && isDigit(cursor.text.charCodeAt(cursor.at + 1))) {
    cursor.at += 1;
    return cursor.digits();
  }
  return wordAt(cursor, postWords)?.number;
}

function isAlphanumeric(code: number): boolean {
  return isDigit(code) || isLetter(code);
}

/** After `+`; undefined where a part is empty. */
function localAt(cursor: Cursor): readonly string[] | undefined {
  const parts: string[] = [];
  do {
    const part = cursor.while(isAlphanumeric);
    if (part === '') return undefined;
    parts.push(part);
  } while (cursor.eatOneOf('-_.'));
  return parts;
}

function epochAt(cursor: Cursor): string {
  const start = cursor.at;
  const digits = cursor.digits();
  if (cursor.eat('!')) return digits;
  cursor.at = start;
  return '';
}

function releaseAt(cursor: Cursor): readonly string[] {
  const release = [cursor.digits()];
  while (cursor.code === 0x2e && isDigit(cursor.text.charCodeAt(cursor.at + 1))) {
    cursor.at += 1;
    release.push(cursor.digits());
  }
  return release;
}

/** Reads a version in any of its spellings; undefined where PEP 440 does not know it. */
export function readPython(text: string): PythonVersion | undefined {
  const cursor = new Cursor(text.toLowerCase());
  cursor.eat('v');
  const epoch = epochAt(cursor);
  const release = releaseAt(cursor);
  if (release[0] === '') return undefined;
  const pre = wordAt(cursor, preLetters);
  const post = postAt(cursor);
  const dev = wordAt(cursor, [['dev', 'dev']])?.number;
  const local = cursor.eat('+') ? localAt(cursor) : [];
  if (local === undefined || !cursor.done) return undefined;
  return {
    epoch,
    release,
    ...(pre === undefined ? {} : { pre: { letter: pre.meaning, number: pre.number } }),
    ...(post === undefined ? {} : { post }),
    ...(dev === undefined ? {} : { dev }),
    local,
  };
}

/** Numbers without trailing zeros, with an end that is before all that could follow. */
export function releaseKey(release: readonly string[]): string {
  let length = release.length;
  while (length > 0 && significantDigits(release[length - 1] ?? '') === '') length -= 1;
  return `${release
    .slice(0, length)
    .map((part) => `1${numberKey(part)}`)
    .join('')}0`;
}

/** A development release of the release itself comes before its pre-releases. */
function preKey({ pre, post, dev }: PythonVersion): string {
  if (pre !== undefined) {
    return `${{ a: '1', b: '2', rc: '3' }[pre.letter]}${numberKey(pre.number)}`;
  }
  return post === undefined && dev !== undefined ? '0' : '4';
}

function localKey(local: readonly string[]): string {
  if (local.length === 0) return '0';
  return `1${local.map((part) => (isDigits(part) ? `2${numberKey(part)}` : `1${textKey(part)}`)).join('')}0`;
}

/** Key of a version that was read, without what is local to a distributor if it is not `withLocal`. */
export function pythonKey(version: PythonVersion, withLocal = true): VersionKey {
  const { epoch, release, post, dev, local } = version;
  return [
    `1${numberKey(epoch)}`,
    releaseKey(release),
    preKey(version),
    post === undefined ? '0' : `1${numberKey(post)}`,
    dev === undefined ? '1' : `0${numberKey(dev)}`,
    withLocal ? localKey(local) : '',
  ].join('');
}

const legacyWords: ReadonlyMap<string, string> = new Map([
  ['pre', 'c'],
  ['preview', 'c'],
  ['-', 'final-'],
  ['rc', 'c'],
  ['dev', '@'],
]);

/** Digits, small letters, a dot, or a run of the rest: how setuptools split versions before PEP 440. */
function legacyTokens(text: string): readonly string[] {
  const cursor = new Cursor(text);
  const tokens: string[] = [];
  while (!cursor.done) {
    const digits = cursor.digits();
    const letters = digits === '' ? cursor.while(isLetter) : '';
    if (digits + letters === '') {
      cursor.at += 1;
      tokens.push(cursor.text.charAt(cursor.at - 1));
    } else {
      tokens.push(digits + letters);
    }
  }
  return tokens.filter((token) => token !== '.');
}

/** Numbers as eight digits or more, words after `*`; what marks no release takes the zeros before it along. */
function legacyKey(text: string): VersionKey {
  const parts: string[] = [];
  for (const token of [...legacyTokens(text.toLowerCase()), 'final']) {
    const word = legacyWords.get(token) ?? token;
    if (isDigits(word)) {
      parts.push(word.padStart(8, '0'));
      continue;
    }
    if (word < 'final') {
      while (parts.at(-1) === '*final-') parts.pop();
    }
    while (parts.at(-1) === '00000000') parts.pop();
    parts.push(`*${word}`);
  }
  return `0${parts.map(textKey).join('')}`;
}

/** PEP 440; all that it does not know comes before, in the order that setuptools had (`parse_version` before version 8). */
export const pep440: VersionOrder = keyOrder((text) => {
  const version = readPython(text);
  return version === undefined ? legacyKey(text) : pythonKey(version);
});
