import type { Cursor } from './cursor.ts';
import type { TypeNode, TypeParameterNode } from './nodes.ts';
import type { Kind } from './tokens.ts';

export const primitives: ReadonlySet<Kind> = new Set([
  'boolean',
  'byte',
  'char',
  'double',
  'float',
  'int',
  'long',
  'short',
  'void',
] as const);

/** What may stand between `<` and `>` of type arguments. */
const inArguments: ReadonlySet<Kind> = new Set([
  ...primitives,
  ...(['identifier', '.', ',', '?', '&', 'extends', 'super', '[', ']'] as const),
]);

/** Longer type arguments are taken for comparisons: without a bound `a < b < c …` would be looked through again at each `<`. */
const maxArgumentTokens = 400;

export function type(cursor: Cursor): TypeNode {
  skipMarks(cursor);
  const { start } = cursor;
  const name = primitives.has(cursor.kind) ? primitive(cursor) : className(cursor);
  const dims = dimensions(cursor);
  return { kind: 'type', name, dims, start, end: cursor.lastEnd };
}

/** A type whose brackets belong to something else: `int` of `new int[3]`. */
export function elementType(cursor: Cursor): TypeNode {
  skipMarks(cursor);
  const { start } = cursor;
  const name = primitives.has(cursor.kind) ? primitive(cursor) : className(cursor);
  return { kind: 'type', name, dims: 0, start, end: cursor.lastEnd };
}

function primitive(cursor: Cursor): string {
  const word = cursor.wordAt(0);
  cursor.at += 1;
  return word;
}

function className(cursor: Cursor): string {
  let name = cursor.name();
  skipTypeArguments(cursor);
  while (cursor.kind === '.' && (cursor.peek(1) === 'identifier' || cursor.peek(1) === '@')) {
    cursor.at += 1;
    skipMarks(cursor);
    name += `.${cursor.name()}`;
    skipTypeArguments(cursor);
  }
  return name;
}

/** Pairs of brackets, each with its annotations. */
export function dimensions(cursor: Cursor): number {
  let count = 0;
  for (;;) {
    const at = behindMarks(cursor, cursor.at);
    const { kinds } = cursor.tokens;
    if (kinds[at] !== '[' || kinds[at + 1] !== ']') return count;
    cursor.at = at + 2;
    count += 1;
  }
}

export function skipMarks(cursor: Cursor): void {
  cursor.at = behindMarks(cursor, cursor.at);
}

export function skipTypeArguments(cursor: Cursor): void {
  if (cursor.kind !== '<') return;
  const behind = behindArguments(cursor, cursor.at);
  if (behind === -1) cursor.fail();
  cursor.at = behind;
}

/** `<T, U extends Foo & Bar>`. */
export function typeParameters(cursor: Cursor): readonly TypeParameterNode[] {
  if (!cursor.take('<')) return [];
  const all: TypeParameterNode[] = [];
  do {
    skipMarks(cursor);
    const name = cursor.name();
    const bound = cursor.take('extends') ? type(cursor) : undefined;
    while (cursor.take('&')) type(cursor);
    all.push({ name, bound });
  } while (cursor.take(','));
  cursor.expect('>');
  return all;
}

/** The token behind the type that begins at a token, or -1 where none begins there. Looks only, and bounded. */
export function behindType(cursor: Cursor, from: number): number {
  const { kinds } = cursor.tokens;
  let at = behindMarks(cursor, from);
  const first = kinds[at] ?? 'end';
  if (first !== 'identifier' && !primitives.has(first)) return -1;
  at += 1;
  for (;;) {
    if (kinds[at] === '<') {
      at = behindArguments(cursor, at);
      if (at === -1) return -1;
    }
    if (kinds[at] !== '.') break;
    const next = behindMarks(cursor, at + 1);
    if (kinds[next] !== 'identifier') break;
    at = next + 1;
  }
  return behindDimensions(cursor, at);
}

function behindDimensions(cursor: Cursor, from: number): number {
  const { kinds } = cursor.tokens;
  let at = from;
  for (;;) {
    const next = behindMarks(cursor, at);
    if (kinds[next] !== '[' || kinds[next + 1] !== ']') return at;
    at = next + 2;
  }
}

function behindArguments(cursor: Cursor, from: number): number {
  const { kinds } = cursor.tokens;
  let depth = 0;
  let at = from;
  while (at < from + maxArgumentTokens) {
    const kind = kinds[at] ?? 'end';
    if (kind === '<') depth += 1;
    else if (kind === '>') depth -= 1;
    else if (kind !== '@' && !inArguments.has(kind)) return -1;
    const next = kind === '@' ? behindMarks(cursor, at) : at + 1;
    // An `@` that no name follows is no annotation: nothing is behind it.
    if (next === at) return -1;
    at = next;
    if (depth === 0) return at;
  }
  return -1;
}

function behindMarks(cursor: Cursor, from: number): number {
  const { kinds } = cursor.tokens;
  let at = from;
  while (kinds[at] === '@' && kinds[at + 1] === 'identifier') {
    at += 2;
    while (kinds[at] === '.' && kinds[at + 1] === 'identifier') at += 2;
    const behind = kinds[at] === '(' ? cursor.behind(at) : -1;
    if (behind !== -1) at = behind;
  }
  return at;
}
