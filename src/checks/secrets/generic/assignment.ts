import type { FileKind } from './file-kind.ts';

/** A name and the literal that is given to it. Offsets into the text, `end` exclusive. */
export interface Assignment {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly form: Form;
}

export type Form =
  /** `name = "value"`, `name: 'value'`. */
  | 'quoted'
  /** `name=value`, `name: value`. */
  | 'bare'
  /** `"name", "value"`: two arguments, or two of a list. */
  | 'pair'
  /** `setName("value")`. */
  | 'call'
  /** `name == "value"`. */
  | 'compared'
  /** `<name>value</name>`. */
  | 'element'
  /** `--name value`. */
  | 'flag'
  /** `name=value` inside a string: a URL query, a connection string, a command. */
  | 'embedded';

/** A name, by its place. */
export interface Name {
  readonly start: number;
  readonly end: number;
}

/** Longer names are generated, or no names at all. */
const maxName = 64;
/** Alignment of values under one another. */
const maxSpaces = 40;
/** Longer values are documents, not credentials; tokens of 500 characters exist. */
const maxValue = 600;

const nameByte = byteSet('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.');
const bareEnd = byteSet(' \t\r\n"\'`,;)&<>|}]\\');

function byteSet(characters: string): Uint8Array {
  const set = new Uint8Array(256);
  for (const character of characters) set[character.charCodeAt(0)] = 1;
  return set;
}

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

/** What is assigned to the name; undefined when nothing is, or no literal. */
export function assignmentOf(text: string, name: Name, kind: FileKind): Assignment | undefined {
  const link = linkAfter(text, name);
  if (link === undefined) return undefined;
  const value = valueAt(text, link, kind, name);
  if (value === undefined) return undefined;
  return { name: text.slice(name.start, name.end), ...value };
}

type Operator = '=' | ':' | ',' | '(' | '>' | '==' | ' ';

interface Link {
  readonly operator: Operator;
  /** Offset behind the operator. */
  readonly at: number;
  /** White space around the operator. */
  readonly spaced: boolean;
}

const operators = /(:=|=>|={2,3}|!={1,2}|\|\|=?|\?\?=?|\?:|\?=|[=:,(>])(?![:=~>])/y;

/** `setPassword(`, `withToken(`, `builder.password(`. */
const isSetter = /^.{0,2}(?:set|with|add|use)|(?:\.|->|::)\w{1,40}$/i;

function linkAfter(text: string, name: Name): Link | undefined {
  // `${NAME:-default}` and `${NAME:default}`.
  if (text.charCodeAt(name.start - 1) === 0x7b && text.charCodeAt(name.start - 2) === 0x24)
    return undefined;
  let at = name.end;
  const closing = quoteLength(text, at);
  if (closing > 0) {
    if (quoteLengthBefore(text, name.start) === 0) return undefined;
    at += closing;
  }
  const code = text.charCodeAt(at);
  if (code === 0x5b && text.charCodeAt(at + 1) === 0x5d) at += 2;
  else if (code === 0x5d) at += 1;
  const beforeSpaces = at;
  at = skipSpaces(text, at);
  const next = text.charCodeAt(at);
  const isFlag = closing === 0 && at === beforeSpaces + 1 && text.startsWith('--', name.start);
  if (!couldBeOperator(next)) return isFlag ? { operator: ' ', at, spaced: true } : undefined;
  operators.lastIndex = at;
  const found = operators.exec(text)?.[1];
  if (found === undefined) return undefined;
  const operator = meaning(found);
  if (operator === '(' && !isSetter.test(text.slice(Math.max(0, name.start - 2), name.end)))
    return undefined;
  if (operator === ',' && (closing === 0 || !followsParenthesis(text, name.start)))
    return undefined;
  if (operator === '>' && text.charCodeAt(name.start - 1) !== 0x3c) return undefined;
  const behind = skipSpaces(text, at + found.length);
  const spaced = at > beforeSpaces || behind > at + found.length;
  return { operator, at: behind, spaced };
}

/** `("name"`: the first argument of a call. */
function followsParenthesis(text: string, at: number): boolean {
  let before = at - 2;
  while (before > at - 12 && /\s/.test(text.charAt(before))) before -= 1;
  return text.charAt(before) === '(';
}

function couldBeOperator(code: number): boolean {
  // = : , ( > ! | ?
  return (
    code === 0x3d ||
    code === 0x3a ||
    code === 0x2c ||
    code === 0x28 ||
    code === 0x3e ||
    code === 0x21 ||
    code === 0x7c ||
    code === 0x3f
  );
}

function meaning(found: string): Operator {
  if (found === '==' || found === '===' || found.startsWith('!')) return '==';
  if (found === ':' || found === '?:') return ':';
  if (found === ',' || found === '(' || found === '>') return found;
  return '=';
}

type Value = Pick<Assignment, 'start' | 'end' | 'form'>;

/** What may stand between an operator and a quote: string prefixes, conversions, a type. */
const wrapper =
  /(?:(?:[\w.<>[\]&|?' ]{1,40}=\s{0,4})?(?:new )?(?:Some|String|str|bytes|Buffer\.from|Base64\.decode|\[\]byte|SecureString|Optional\.of|Just|Secret|SecretString|of|toBytes)\(|[\w.<>[\]&|?' ]{1,40}= {0,4}|[bBuUrRL@]{1,2})(?=["'`])/y;

function valueAt(text: string, link: Link, kind: FileKind, name: Name): Value | undefined {
  const form = formOf(link.operator);
  if (link.operator === '>') return elementAt(text, link.at);
  let at = link.at;
  let quote = quoteLength(text, at);
  if (quote === 0 && (form === 'quoted' || form === 'call')) {
    wrapper.lastIndex = at;
    at += wrapper.exec(text)?.[0].length ?? 0;
    quote = quoteLength(text, at);
  }
  if (quote > 0) return quotedAt(text, { at, quote, form, kind });
  if (link.operator === ' ') return bareAt(text, at, 'flag');
  if (link.operator !== '=' && link.operator !== ':') return undefined;
  return unquotedAt(text, link, kind, name);
}

function formOf(operator: Operator): Form {
  switch (operator) {
    case ',':
      return 'pair';
    case '(':
      return 'call';
    case '==':
      return 'compared';
    case ' ':
      return 'flag';
    case '>':
      return 'element';
    case '=':
    case ':':
      return 'quoted';
  }
}

interface Opening {
  readonly at: number;
  /** Characters of the quote: 2 when it is escaped. */
  readonly quote: number;
  readonly form: Form;
  readonly kind: FileKind;
}

function quotedAt(text: string, { at, quote, form }: Opening): Value | undefined {
  const mark = text.charCodeAt(at + quote - 1);
  const start = at + quote;
  const limit = Math.min(text.length, start + maxValue);
  let end = start;
  while (end < limit) {
    const code = text.charCodeAt(end);
    if (code === mark && quote === 1) break;
    if (code === 0x5c) {
      if (quote === 2 && text.charCodeAt(end + 1) === mark) break;
      end += 1;
    } else if (code === 0x0a) return undefined;
    end += 1;
  }
  if (end >= limit || !endsThere(text, end + quote, form)) return undefined;
  return { start, end, form };
}

/** The literal is the whole value: it is not joined to something, and is not itself a key. */
function endsThere(text: string, offset: number, form: Form): boolean {
  const at = skipSpaces(text, offset);
  const next = text.charAt(at);
  if (form === 'call') return next === ')' || next === ',';
  if (form === 'pair') return next === ')';
  if (next === '+' || next === '%' || next === '=' || next === ':') return false;
  return !(next === '.' && /[\s$"']/.test(text.charAt(at + 1)));
}

function elementAt(text: string, at: number): Value | undefined {
  const end = text.indexOf('<', at);
  if (end < 0 || end - at > maxValue || text.charAt(end + 1) !== '/') return undefined;
  return { start: at, end, form: 'element' };
}

function unquotedAt(text: string, link: Link, kind: FileKind, name: Name): Value | undefined {
  if (kind === 'yaml' && link.operator === ':' && link.spaced) return lineAt(text, link.at);
  if (
    kind === 'settings' &&
    (!link.spaced || startsLine(text, name.start)) &&
    (link.operator === '=' || startsLine(text, name.start))
  )
    return lineAt(text, link.at);
  if (kind === 'prose') return wordAt(text, link);
  if (link.operator === '=' && !link.spaced) {
    if (kind === 'yaml' || isInString(text, name.start)) return bareAt(text, link.at, 'embedded');
  }
  return undefined;
}

/** A value to the end of its line, without a comment; one word. */
function lineAt(text: string, at: number): Value | undefined {
  const limit = Math.min(text.length, at + maxValue);
  let end = at;
  while (end < limit && text.charCodeAt(end) > 0x20) end += 1;
  if (end === at || end === limit)
    return end === text.length && end > at ? { start: at, end, form: 'bare' } : undefined;
  return { start: at, end, form: 'bare' };
}

function wordAt(text: string, { at, operator, spaced }: Link): Value | undefined {
  if (operator === '=' && !spaced) return bareAt(text, at, 'bare');
  const value = lineAt(text, at);
  if (value === undefined) return undefined;
  const behind = text.charAt(skipSpaces(text, value.end));
  return behind === '' || behind === '\n' || behind === '\r' ? value : undefined;
}

function bareAt(text: string, at: number, form: Form): Value | undefined {
  const limit = Math.min(text.length, at + maxValue);
  let end = at;
  while (end < limit && bareEnd[text.charCodeAt(end)] !== 1) end += 1;
  if (end === at || end === at + maxValue) return undefined;
  return { start: at, end, form };
}

/** Only spaces, a list dash, `export` or a comment sign before it on its line. */
function startsLine(text: string, at: number): boolean {
  const line = text.slice(Math.max(0, at - 40), at);
  return /(?:^|\n)[ \t#;-]{0,12}(?:export |set |ENV |ARG )?$/.test(line);
}

/** Chosen: how far back a string may begin. */
const maxBack = 240;

function isInString(text: string, at: number): boolean {
  const from = Math.max(0, at - maxBack, text.lastIndexOf('\n', at) + 1);
  for (const mark of [0x22, 0x27, 0x60]) {
    let count = 0;
    for (let index = from; index < at; index += 1) {
      if (text.charCodeAt(index) === mark) count += 1;
    }
    if (count % 2 === 1) return true;
  }
  return false;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (at - from < maxSpaces) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x09) break;
    at += 1;
  }
  return at;
}

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27 || code === 0x60;
}

/** 1 for a quote, 2 for an escaped one, 0 for none. */
function quoteLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (isQuote(code)) return 1;
  return code === 0x5c && isQuote(text.charCodeAt(at + 1)) ? 2 : 0;
}

function quoteLengthBefore(text: string, at: number): number {
  return isQuote(text.charCodeAt(at - 1)) ? 1 : 0;
}
