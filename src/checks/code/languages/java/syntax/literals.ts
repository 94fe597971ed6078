import type { Cursor } from './cursor.ts';
import type { LiteralNode } from './nodes.ts';

/** Beyond it a number is no number: `BigInt` takes quadratic time. */
const maxDigits = 80;

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  s: ' ',
  '\n': '',
};

/** The literal at the cursor; undefined: there is none. */
export function literal(cursor: Cursor): LiteralNode | undefined {
  const kind: string = cursor.kind;
  const raw = cursor.wordAt(0);
  switch (kind) {
    case 'string':
      return taken(cursor, 'string', unescaped(raw.slice(1, -1)));
    case 'text block':
      return taken(cursor, 'string', textBlock(raw));
    case 'character':
      return taken(cursor, 'character', unescaped(raw.slice(1, -1)));
    case 'number':
      return taken(cursor, 'number', decimal(raw));
    case 'true':
    case 'false':
      return taken(cursor, 'boolean', raw);
    case 'null':
      return taken(cursor, 'nothing', '');
    default:
      return undefined;
  }
}

function taken(cursor: Cursor, type: LiteralNode['type'], text: string): LiteralNode {
  const { start } = cursor;
  cursor.at += 1;
  return { kind: 'literal', type, text, start, end: cursor.lastEnd };
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(/\\(?:u+([\da-fA-F]{4})|([0-3]?[0-7]{1,2})|([^]))/gu, (...match) => {
    const [whole, hex, octal, one] = match.map(String);
    if (whole?.startsWith('\\u') === true && hex !== 'undefined') {
      return String.fromCharCode(Number.parseInt(hex ?? '', 16));
    }
    if (octal !== undefined && octal !== 'undefined') {
      return String.fromCharCode(Number.parseInt(octal, 8));
    }
    return escapes[one ?? ''] ?? one ?? '';
  });
}

/** Without the line of the opening quotes and what all lines are indented by. */
function textBlock(raw: string): string {
  const inner = raw.slice(3, -3).replaceAll('\r\n', '\n');
  const lines = inner.slice(inner.indexOf('\n') + 1).split('\n');
  const last = lines.length - 1;
  const indents = lines.flatMap((line, index) =>
    line.trim() === '' && index !== last ? [] : [line.length - line.trimStart().length],
  );
  const indent = indents.reduce((a, b) => Math.min(a, b), Infinity);
  return unescaped(lines.map((line) => line.slice(indent).trimEnd()).join('\n'));
}

/** `0x1F`, `1_000L`, `0b11`, `017`, `1.50f` as decimal text. */
function decimal(raw: string): string {
  const text = raw.replaceAll('_', '').toLowerCase();
  if (text.length > maxDigits) return text;
  if (/^0[xb][\da-f]+l?$/u.test(text)) return integer(text.replace(/l$/u, ''));
  if (/^\d+l?$/u.test(text)) {
    const digits = text.replace(/l$/u, '');
    return /^0[0-7]+$/u.test(digits) ? integer(`0o${digits}`) : integer(digits);
  }
  const value = Number(text.replace(/[fd]$/u, ''));
  return Number.isNaN(value) ? text : String(value);
}

function integer(text: string): string {
  return /^0b[01]*[2-9a-f]/u.test(text) ? text : BigInt(text).toString();
}
