import { byteSet, isQuote, quoteLength, skipSpaces } from './scan.ts';

/** A name, by its place. */
export interface Name {
  readonly start: number;
  readonly end: number;
}

export type Operator = '=' | ':' | ',' | '(' | '>' | '==' | ' ';

/** What joins a name to its value. */
export interface Link {
  readonly operator: Operator;
  /** Offset behind the operator and its white space. */
  readonly at: number;
  /** White space around the operator. */
  readonly spaced: boolean;
}

/** Longer names are generated, or no names at all. */
const maxName = 64;

const nameByte = byteSet('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.');
/** First characters of operators. */
const operatorByte = byteSet('=:,(>!|?');

/** The whole name in which a key word stands. */
export function nameAround(text: string, hit: number): Name | undefined {
  let start = hit;
  while (start > 0 && nameByte[text.charCodeAt(start - 1)] === 1) {
    start -= 1;
    if (hit - start > maxName) return undefined;
  }
  let end = hit;
  while (end < text.length && nameByte[text.charCodeAt(end)] === 1) {
    end += 1;
    if (end - start > maxName) return undefined;
  }
  return { start, end };
}

/** Undefined when the name is not given a value. */
export function linkAfter(text: string, name: Name): Link | undefined {
  if (isExpansion(text, name)) return undefined;
  const quote = quoteLength(text, name.end);
  if (quote > 0 && !isQuote(text.charCodeAt(name.start - 1))) return undefined;
  const isQuoted = quote > 0;
  const behindQuote = name.end + quote;
  if (isQuoted && text.charAt(behindQuote) === ')') return fallbackAfter(text, behindQuote + 1);
  const behindName = behindQuote + bracketLength(text, behindQuote);
  const at = skipSpaces(text, behindName);
  if (operatorByte[text.charCodeAt(at)] === 1) {
    return operatorAt(text, { name, isQuoted, behindName, at });
  }
  if (at === behindName || isQuoted) return undefined;
  return spaceLink(text, name, at) ?? sqlLink(text, name);
}

/** `--name value`, `#define NAME "value"`, `%global name value`. */
function spaceLink(text: string, { start, end }: Name, at: number): Link | undefined {
  const isFlag = at === end + 1 && text.startsWith('--', start);
  if (!isFlag && !/[#%](?:define|global) {1,4}$/.test(text.slice(Math.max(0, start - 12), start))) {
    return undefined;
  }
  return { operator: ' ', at, spaced: true };
}

/** `${NAME:-default}`, `${NAME:default}`. */
function isExpansion(text: string, { start }: Name): boolean {
  return text.charCodeAt(start - 1) === 0x7b && text.charCodeAt(start - 2) === 0x24;
}

/** `["name"]`, `name[]`. */
function bracketLength(text: string, at: number): number {
  if (text.charAt(at) === ']') return 1;
  return text.startsWith('[]', at) ? 2 : 0;
}

interface Found {
  readonly name: Name;
  readonly isQuoted: boolean;
  readonly behindName: number;
  readonly at: number;
}

const operators = /(:=|=>|={2,3}|!={1,2}|\|\|=?|\?\?=?|\?:|\?=|[=:,(>])(?![:=~>])/y;

function operatorAt(text: string, found: Found): Link | undefined {
  const { behindName, at } = found;
  operators.lastIndex = at;
  const written = operators.exec(text)?.[1];
  if (written === undefined) return undefined;
  const operator = meaning(written);
  if (!fits(text, operator, found)) return undefined;
  const behind = skipSpaces(text, at + written.length);
  return { operator, at: behind, spaced: at > behindName || behind > at + written.length };
}

function meaning(found: string): Operator {
  if (found === '==' || found === '===' || found.startsWith('!')) return '==';
  if (found === ':' || found === '?:') return ':';
  if (found === ',' || found === '(' || found === '>') return found;
  return '=';
}

/** `setPassword(`, `withToken(`, `builder.password(`. */
const setter = /^.{0,2}(?:set|with|add|use)|(?:\.|->|::)\w{1,40}$/i;

function fits(text: string, operator: Operator, { name, isQuoted }: Found): boolean {
  const before = text.charAt(name.start - 1);
  // `arn:…:secret:name`, `x:Key="name"`
  if (!isQuoted && before === ':') return false;
  if (operator === '(') return setter.test(text.slice(Math.max(0, name.start - 2), name.end));
  const opens = isQuoted ? codeBefore(text, name.start) : 0;
  if (operator === ',') return opens === 0x28;
  // `passed ? 'pass' : 'block'`
  if (operator === ':' && opens === 0x3f) return false;
  return operator !== '>' || before === '<';
}

/** What stands in front of a quoted name: `(` before the first argument of a call. */
function codeBefore(text: string, at: number): number {
  let before = at - 2;
  while (before > at - 12 && text.charCodeAt(before) <= 0x20) before -= 1;
  return text.charCodeAt(before);
}

/** `WITH PASSWORD '…'`, `IDENTIFIED BY '…'`: PostgreSQL, MySQL, Oracle, ClickHouse, Cassandra. */
const sql =
  /(?:identified {1,4}(?:with {1,4}[\w']{1,40} {1,4})?(?:by|as) {1,4}(?:password {1,4})?|(?<=(?:with|encrypted|login|superuser|set) {1,4})password {1,4})(?=['"])/iy;

function sqlLink(text: string, name: Name): Link | undefined {
  sql.lastIndex = name.start;
  const length = sql.exec(text)?.[0].length;
  return length === undefined
    ? undefined
    : { operator: '=', at: name.start + length, spaced: true };
}

/** `getenv("name") or "value"`. */
function fallbackAfter(text: string, from: number): Link | undefined {
  const operator = /(?:or|\|\||\?\?|\?:)(?=[ \t])/y;
  operator.lastIndex = skipSpaces(text, from);
  if (!operator.test(text)) return undefined;
  return { operator: '=', at: skipSpaces(text, operator.lastIndex), spaced: true };
}
