import type { Cursor } from './cursor.ts';
import { expression } from './expressions.ts';
import type { Expression, MarkNode, Modifiers } from './nodes.ts';
import { listNode } from './primary.ts';
import type { Kind } from './tokens.ts';

const keywords: ReadonlySet<Kind> = new Set([
  ...(['public', 'protected', 'private', 'abstract', 'final', 'native', 'static'] as const),
  ...(['strictfp', 'synchronized', 'transient', 'volatile', 'default'] as const),
]);

/** Annotations and keywords before a declaration. */
export function modifiers(cursor: Cursor): Modifiers {
  const marks: MarkNode[] = [];
  let isStatic = false;
  for (;;) {
    const { kind } = cursor;
    if (kind === '@' && cursor.peek(1) === 'identifier') {
      marks.push(mark(cursor));
    } else if (keywords.has(kind)) {
      isStatic ||= kind === 'static';
      cursor.at += 1;
    } else if (!takeSealed(cursor)) {
      return { marks, isStatic };
    }
  }
}

/** `sealed` and `non-sealed`, where a declaration goes on behind them. */
function takeSealed(cursor: Cursor): boolean {
  const size = cursor.isWord('sealed') ? 1 : cursor.isWord('non') && cursor.peek(1) === '-' ? 3 : 0;
  if (size === 0 || (size === 3 && !cursor.isWord('sealed', 2))) return false;
  const next = cursor.peek(size);
  if (next !== 'class' && next !== 'interface' && !keywords.has(next)) return false;
  cursor.at += size;
  return true;
}

function mark(cursor: Cursor): MarkNode {
  const { start } = cursor;
  cursor.enter();
  cursor.expect('@');
  const name = cursor.dotted();
  const args: { name: string; value: Expression }[] = [];
  if (cursor.take('(')) {
    while (cursor.kind !== ')') {
      const isNamed = cursor.kind === 'identifier' && cursor.peek(1) === '=';
      const key = isNamed ? cursor.name() : 'value';
      if (isNamed) cursor.at += 1;
      args.push({ name: key, value: markValue(cursor) });
      if (!cursor.take(',')) break;
    }
    cursor.expect(')');
  }
  cursor.leave();
  return { name, args, start, end: cursor.lastEnd };
}

/** A constant, a list, or another annotation, which says nothing here. */
export function markValue(cursor: Cursor): Expression {
  if (cursor.kind === '{') return listNode(cursor, markValue);
  if (cursor.kind !== '@') return expression(cursor);
  const { start, end } = mark(cursor);
  return { kind: 'literal', type: 'nothing', text: '', start, end };
}

/** What a declaration of a class begins with, behind its modifiers. */
export function isClass(cursor: Cursor): boolean {
  const { kind } = cursor;
  if (kind === 'class' || kind === 'interface' || kind === 'enum') return true;
  if (kind === '@') return cursor.peek(1) === 'interface';
  if (!cursor.isWord('record') || cursor.peek(1) !== 'identifier') return false;
  return cursor.peek(2) === '(' || cursor.peek(2) === '<';
}

/** A class within a block. Its modifiers are looked over, not parsed. */
export function isLocalClass(cursor: Cursor): boolean {
  const from = cursor.at;
  if (isClass(cursor)) return true;
  if (!keywords.has(cursor.kind) && cursor.kind !== '@' && !cursor.isWord('sealed')) return false;
  modifiers(cursor);
  const found = isClass(cursor);
  cursor.at = from;
  return found;
}
