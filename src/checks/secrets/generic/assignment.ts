import type { FileKind } from './file-kind.ts';
import type { Link, Name, Operator } from './link.ts';
import { byteSet, isInString, isQuote, quoteLength, skipSpaces, startsLine } from './scan.ts';

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

/** Longer values are documents, not credentials; tokens of 500 characters exist. */
const maxValue = 600;

const bareEnd = byteSet(' \t\r\n"\'`,;)&<>|}]\\');

/** A name, what joins it to its value, and how values are written there. */
export interface Place {
  readonly link: Link;
  readonly kind: FileKind;
  readonly name: Name;
}

/** What is assigned to the name; undefined when it is no literal. */
export function assignmentOf(text: string, place: Place): Assignment | undefined {
  const value = valueAt(text, place);
  if (value === undefined) return undefined;
  const start = value.start + schemeLength(text, value);
  return { name: text.slice(place.name.start, place.name.end), ...value, start };
}

/** `Bearer …`: the scheme of an `Authorization` header is no part of the secret. */
const scheme = /(?:bearer|token|apikey|api-key|jwt|oauth|key) {1,3}(?=[\w.~+/=-]{16})/iy;

function schemeLength(text: string, { start, end }: Pick<Value, 'start' | 'end'>): number {
  scheme.lastIndex = start;
  const length = scheme.exec(text)?.[0].length ?? 0;
  return start + length < end ? length : 0;
}

type Value = Pick<Assignment, 'start' | 'end' | 'form'>;

const forms: Readonly<Record<Operator, Form>> = {
  '=': 'quoted',
  ':': 'quoted',
  ',': 'pair',
  '(': 'call',
  '==': 'compared',
  ' ': 'flag',
  '>': 'element',
};

/** What may stand between an operator and a quote: string prefixes, conversions, a type. */
const wrapper =
  /(?:(?:[\w.<>[\]&|?' ]{1,40}=\s{0,4})?(?:new )?(?:Some|String|str|bytes|Buffer\.from|(?:Base64|base64|Hex|hex)\.(?:decode|DecodeString|b64decode|StdEncoding\.DecodeString)|(?:binascii\.)?(?:a2b_hex|unhexlify)|atob|hexToBytes|fromhex|\[\]byte|SecureString|Optional\.of|Just|Secret|SecretString|of|toBytes)\(|[\w.<>[\]&|?' ]{1,40}= {0,4}|[bBuUrRL@]{1,2})(?=["'`])/y;

function valueAt(text: string, place: Place): Value | undefined {
  const { operator, at } = place.link;
  const form = forms[operator];
  if (form === 'element') return elementAt(text, at);
  let start = at;
  if (quoteLength(text, at) === 0 && (form === 'quoted' || form === 'call')) {
    wrapper.lastIndex = at;
    start += wrapper.exec(text)?.[0].length ?? 0;
  }
  const quote = quoteLength(text, start);
  if (quote > 0) return quotedAt(text, { at: start, quote, form });
  if (form === 'flag') return bareAt(text, at, form);
  return form === 'quoted' ? unquotedAt(text, place) : undefined;
}

interface Opening {
  readonly at: number;
  /** Characters of the quote: 2 when it is escaped. */
  readonly quote: number;
  readonly form: Form;
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
  const length = text.slice(at, at + maxValue).indexOf('<');
  if (length < 0 || text.charAt(at + length + 1) !== '/') return undefined;
  return { start: at, end: at + length, form: 'element' };
}

function unquotedAt(text: string, place: Place): Value | undefined {
  const { link, kind, name } = place;
  if (isHeader(text, place)) return headerAt(text, link.at);
  switch (kind) {
    case 'prose':
      return wordAt(text, link);
    case 'settings':
      return isSetting(text, link, name) ? lineAt(text, link.at) : undefined;
    case 'yaml':
      return yamlAt(text, link);
    case 'code':
    case 'markup':
      return isInString(text, name.start) ? pairAt(text, link) : undefined;
    default:
      return undefined;
  }
}

/** `"X-Auth-Token: value"`. */
function isHeader(text: string, { link, name }: Place): boolean {
  return (
    link.operator === ':' &&
    link.spaced &&
    isQuote(text.charCodeAt(name.start - 1)) &&
    quoteLength(text, name.end) === 0
  );
}

function yamlAt(text: string, link: Link): Value | undefined {
  if (link.operator !== ':') return pairAt(text, link);
  const item = firstItem(text, link.at);
  return item !== undefined || link.spaced ? lineAt(text, item ?? link.at) : undefined;
}

/** `name=value` inside other text. */
function pairAt(text: string, { operator, spaced, at }: Link): Value | undefined {
  return operator === '=' && !spaced ? bareAt(text, at, 'embedded') : undefined;
}

/** The value of a list of one, on the next line: recorded HTTP headers are written so. */
const item = /\r?\n[ \t]{0,40}- {1,4}["']?/y;

function firstItem(text: string, at: number): number | undefined {
  item.lastIndex = at;
  const length = item.exec(text)?.[0].length;
  return length === undefined
    ? undefined
    : at + length + schemeLength(text, { start: at + length, end: text.length });
}

/** `"X-Auth-Token: value"`: a header in quotes, or `"name: value"`. */
function headerAt(text: string, at: number): Value | undefined {
  scheme.lastIndex = at;
  const start = at + (scheme.exec(text)?.[0].length ?? 0);
  const value = bareAt(text, start, 'embedded');
  return value !== undefined && quoteLength(text, value.end) > 0 ? value : undefined;
}

/** `name=value` anywhere; `name = value` and `name: value` alone on their line. */
function isSetting(text: string, { operator, spaced }: Link, name: Name): boolean {
  return (operator === '=' && !spaced) || startsLine(text, name.start);
}

/** A value to the end of its line, without a comment; one word. */
function lineAt(text: string, at: number): Value | undefined {
  const limit = Math.min(text.length, at + maxValue);
  let end = at;
  while (end < limit && text.charCodeAt(end) > 0x20) end += 1;
  if (end === at + maxValue) return undefined;
  while (end > at && /[;,"']/.test(text.charAt(end - 1))) end -= 1;
  return end === at ? undefined : { start: at, end, form: 'bare' };
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
