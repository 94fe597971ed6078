import type { ConstantKind } from '../../ir/ir.ts';
import type { Literal } from './syntax/ast.ts';
import { T } from './syntax/tokens.ts';

export interface Constant {
  readonly kind: ConstantKind;
  readonly text: string;
}

/** The value of a literal. A rune is the string that it is a part of, because that is what it is compared with. */
export function literalValue(text: string, { token, start, end }: Literal): Constant {
  switch (token) {
    case T.number:
      return { kind: 'number', text: decimal(text.slice(start, end)) };
    case T.raw:
      return { kind: 'string', text: text.slice(start + 1, end - 1).replaceAll('\r', '') };
    default:
      return { kind: 'string', text: unescaped(text.slice(start + 1, end - 1)) };
  }
}

/** Longer ones are no numbers that anybody compares; turning them into decimals takes more than linear time. */
const maxDigits = 40;

function decimal(written: string): string {
  const plain = written.replaceAll('_', '').toLowerCase();
  if (plain.length > maxDigits) return plain;
  const isOctal = /^0\d+$/u.test(plain);
  const digits = isOctal ? plain.replace(/^0/u, '0o') : plain;
  if (/^(?:0[xob][\da-f]+|\d+)$/u.test(digits)) return wholeNumber(digits);
  const value = Number(digits);
  return Number.isNaN(value) ? plain : String(value);
}

function wholeNumber(digits: string): string {
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return String(value);
  return Number.isNaN(value) ? digits : String(BigInt(digits));
}

/** https://go.dev/ref/spec#Rune_literals */
const ESCAPE = /\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|x[\da-fA-F]{2}|[0-7]{3}|[abfnrtv\\'"])/gu;

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, unescapeOne);
}

function unescapeOne(all: string): string {
  const kind = all.charAt(1);
  const digits = 'uUx'.includes(kind) ? all.slice(2) : all.slice(1);
  if (digits.length === 1) return SIMPLE[kind] ?? kind;
  const point = Number.parseInt(digits, 'uUx'.includes(kind) ? 16 : 8);
  return point <= 0x10ffff ? String.fromCodePoint(point) : all;
}

/** `json:"name,omitempty" xml:"n"` of a struct's field, by key. */
export function tagsOf(tag: string): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {};
  for (const [, key, value] of tag.matchAll(/([^\s:"\\]{1,100}):"((?:[^"\\]|\\.)*)"/gu)) {
    if (key !== undefined && value !== undefined) tags[key] = unescaped(value);
  }
  return tags;
}
