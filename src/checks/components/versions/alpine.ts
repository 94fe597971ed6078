import { Cursor, isDigit, isLower } from './cursor.ts';
import { keyOrder, numberKey, textKey, type VersionKey, type VersionOrder } from './key.ts';

/**
 * What can follow the same beginning, in order: what is not understood, a suffix of a pre-release, the end, `-r1`, a
 * commit, the number of a suffix, a suffix of a later patch, a letter, a further number.
 */
const ranks = {
  invalid: '0',
  preSuffix: '1',
  end: '2',
  revision: '3',
  commit: '4',
  suffixNumber: '5',
  postSuffix: '6',
  letter: '7',
  number: '8',
} as const;
type Kind = keyof typeof ranks;

const preSuffixes = ['alpha', 'beta', 'pre', 'rc'];
const postSuffixes = ['cvs', 'svn', 'git', 'hg', 'p'];

interface Token {
  readonly kind: Kind;
  readonly key: string;
  /** Where it says nothing about what follows, as an empty number. */
  readonly number?: boolean;
}

const invalid: Token = { kind: 'invalid', key: ranks.invalid };

/** A number after the first: by value, but as text if one begins with a zero; so 1.1 < 1.10 and 1.01 < 1.1. */
function laterNumber(digits: string): Token {
  if (digits === '') return { kind: 'invalid', key: ranks.invalid, number: true };
  const value = digits.startsWith('0') ? `0${textKey(digits)}` : `1${numberKey(digits)}`;
  return { kind: 'number', key: ranks.number + value, number: true };
}

function suffixAt(cursor: Cursor): Token {
  const word = cursor.while(isLower);
  const pre = preSuffixes.indexOf(word);
  if (pre >= 0) return { kind: 'preSuffix', key: ranks.preSuffix + String(pre) };
  const post = postSuffixes.indexOf(word);
  if (post >= 0) return { kind: 'postSuffix', key: ranks.postSuffix + String(post) };
  return invalid;
}

/** A revision is the last part. */
function revisionAt(cursor: Cursor): Token {
  if (!cursor.eat('r')) return invalid;
  const digits = cursor.digits();
  return cursor.done ? { kind: 'revision', key: ranks.revision + numberKey(digits) } : invalid;
}

function isHexadecimal(code: number): boolean {
  return isDigit(code) || (code >= 0x61 && code <= 0x66);
}

function digitsAt(cursor: Cursor, last: Token): Token {
  if (last.kind === 'letter') return laterNumber(cursor.digits());
  if (last.kind !== 'preSuffix' && last.kind !== 'postSuffix') return invalid;
  return { kind: 'suffixNumber', key: ranks.suffixNumber + numberKey(cursor.digits()) };
}

function letterAt(cursor: Cursor, last: Token): Token {
  if (last.number !== true) return invalid;
  cursor.at += 1;
  return { kind: 'letter', key: ranks.letter + cursor.text.charAt(cursor.at - 1) };
}

function tokenAt(cursor: Cursor, last: Token): Token {
  if (isDigit(cursor.code)) return digitsAt(cursor, last);
  if (isLower(cursor.code)) return letterAt(cursor, last);
  if (last.kind === 'revision') return invalid;
  if (cursor.eat('-')) return revisionAt(cursor);
  if (last.kind === 'commit') return invalid;
  if (cursor.eat('~')) {
    return { kind: 'commit', key: ranks.commit + textKey(cursor.while(isHexadecimal)) };
  }
  if (cursor.eat('_')) return suffixAt(cursor);
  return last.number === true && cursor.eat('.') ? laterNumber(cursor.digits()) : invalid;
}

function alpineKey(text: string): VersionKey {
  const cursor = new Cursor(text);
  const first = cursor.digits();
  let last: Token =
    first === ''
      ? { ...invalid, number: true }
      : { kind: 'number', key: ranks.number + numberKey(first), number: true };
  let key = last.key;
  while (!cursor.done) {
    last = tokenAt(cursor, last);
    key += last.key;
    // Nothing after it has a say.
    if (last.kind === 'invalid' && last.number !== true) return key;
  }
  return key + ranks.end;
}

/**
 * Alpine and its kin: `{number{.number}...}{letter}{_suffix{number}}...{~commit}{-r#}` of apk-tools 3, where a part that
 * is not understood makes the version lower than all that agree up to it.
 */
export const alpine: VersionOrder = keyOrder(alpineKey);
