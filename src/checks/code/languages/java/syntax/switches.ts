import type { Cursor } from './cursor.ts';
import { choice, expression } from './expressions.ts';
import type { CaseNode, Expression, PatternNode, Statement, SwitchNode } from './nodes.ts';
import { isPattern, pattern } from './patterns.ts';

type Parse = (cursor: Cursor) => Statement;

/** `switch`, as a statement or as an expression. */
export function switchNode(cursor: Cursor, statement: Parse): SwitchNode {
  const { start } = cursor;
  cursor.enter();
  cursor.expect('switch');
  cursor.expect('(');
  const subject = expression(cursor);
  cursor.expect(')');
  cursor.expect('{');
  const cases: CaseNode[] = [];
  while (cursor.kind === 'case' || cursor.kind === 'default') {
    cases.push(caseNode(cursor, statement));
  }
  if (cursor.kind !== 'end') cursor.expect('}');
  cursor.leave();
  return { kind: 'switch', subject, cases, start, end: cursor.lastEnd };
}

function caseNode(cursor: Cursor, statement: Parse): CaseNode {
  const { start } = cursor;
  const labels: (Expression | PatternNode)[] = [];
  let isDefault = cursor.take('default');
  let guard: Expression | undefined;
  if (!isDefault) {
    cursor.expect('case');
    do {
      if (cursor.take('default')) isDefault = true;
      else labels.push(isPattern(cursor) ? pattern(cursor) : choice(cursor));
    } while (cursor.take(','));
    if (cursor.takeWord('when')) guard = choice(cursor);
  }
  const isArrow = cursor.take('->');
  if (!isArrow) cursor.expect(':');
  const body = isArrow ? arrowBody(cursor, statement) : bodyOf(cursor, statement);
  return { labels, guard, isDefault, isArrow, body, start, end: cursor.lastEnd };
}

function arrowBody(cursor: Cursor, statement: Parse): readonly Statement[] {
  if (cursor.kind === '{' || cursor.kind === 'throw') {
    const parsed = cursor.recover(statement);
    return parsed === undefined ? [] : [parsed];
  }
  const { start } = cursor;
  const parsed = cursor.recover((from): Statement => {
    const value = expression(from);
    from.expect(';');
    return { kind: 'expression', value, start, end: from.lastEnd };
  });
  return parsed === undefined ? [] : [parsed];
}

function bodyOf(cursor: Cursor, statement: Parse): readonly Statement[] {
  const body: Statement[] = [];
  for (;;) {
    const { kind } = cursor;
    if (kind === '}' || kind === 'end' || kind === 'case' || isDefaultLabel(cursor)) return body;
    const parsed = cursor.recover(statement);
    if (parsed !== undefined) body.push(parsed);
  }
}

function isDefaultLabel(cursor: Cursor): boolean {
  const next = cursor.peek(1);
  return cursor.kind === 'default' && (next === ':' || next === '->');
}
