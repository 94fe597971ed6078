import type { Cursor } from './cursor.ts';
import type { PatternNode } from './nodes.ts';
import { behindType, type } from './types.ts';

/** What follows `instanceof`, or `case` where `isPattern`: `String s`, `Point(int x, var y)`, or a type alone. */
export function pattern(cursor: Cursor): PatternNode {
  cursor.enter();
  const { start } = cursor;
  cursor.parts.modifiers(cursor);
  const of = type(cursor);
  let parsed: PatternNode;
  if (cursor.take('(')) {
    const parts: PatternNode[] = [];
    while (cursor.kind !== ')') {
      parts.push(pattern(cursor));
      if (!cursor.take(',')) break;
    }
    cursor.expect(')');
    if (cursor.kind === 'identifier' && !cursor.isWord('when')) cursor.at += 1;
    parsed = { kind: 'record pattern', type: of, parts, start, end: cursor.lastEnd };
  } else {
    const isNamed = cursor.kind === 'identifier' && !cursor.isWord('when');
    const name = isNamed ? cursor.name() : '';
    parsed = { kind: 'type pattern', type: of, name, start, end: cursor.lastEnd };
  }
  cursor.leave();
  return parsed;
}

/** Whether a label of a `case` is a pattern and not a constant: `Type name`, `Type(…)`. */
export function isPattern(cursor: Cursor): boolean {
  if (cursor.kind === 'final' || cursor.kind === '@') return true;
  const behind = behindType(cursor, cursor.at);
  const next = cursor.tokens.kinds[behind];
  return behind !== -1 && (next === 'identifier' || next === '(');
}
