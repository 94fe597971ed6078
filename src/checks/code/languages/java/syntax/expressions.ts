import type { Cursor } from './cursor.ts';
import type { AssignNode, Expression, InstanceofNode, LambdaNode, ParamNode } from './nodes.ts';
import { pattern } from './patterns.ts';
import { postfix } from './primary.ts';
import type { Kind } from './tokens.ts';
import { behindType, primitives, type } from './types.ts';

const assignments: ReadonlySet<string> = new Set([
  '=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '<<=',
  '>>=',
  '>>>=',
]);

const precedences: ReadonlyMap<string, number> = new Map(
  [
    ['||'],
    ['&&'],
    ['|'],
    ['^'],
    ['&'],
    ['==', '!='],
    ['<', '>', '<=', '>=', 'instanceof'],
    ['<<', '>>', '>>>'],
    ['+', '-'],
    ['*', '/', '%'],
  ].flatMap((level, index) => level.map((operator): [string, number] => [operator, index + 1])),
);

/** What may follow `(Type)` so that it is a cast: anything that begins an operand but a sign. */
const afterCast: ReadonlySet<Kind> = new Set([
  ...primitives,
  ...(['identifier', 'string', 'text block', 'character', 'number', 'true', 'false'] as const),
  ...(['null', '(', '!', '~', 'this', 'super', 'new', 'switch'] as const),
]);

export function expression(cursor: Cursor): Expression {
  cursor.enter();
  const parsed = isLambda(cursor) ? lambda(cursor) : assignment(cursor);
  cursor.leave();
  return parsed;
}

function assignment(cursor: Cursor): Expression {
  const target = choice(cursor);
  const operator = operatorAt(cursor);
  if (!assignments.has(operator)) return target;
  takeOperator(cursor, operator);
  const value = expression(cursor);
  const node: AssignNode = {
    kind: 'assign',
    operator,
    target,
    value,
    start: target.start,
    end: cursor.lastEnd,
  };
  return node;
}

/** Anything but an assignment and a lambda: `case (A) -> …` only looks like one. */
export function choice(cursor: Cursor): Expression {
  const test = binary(cursor, 0);
  if (!cursor.take('?')) return test;
  const yes = expression(cursor);
  cursor.expect(':');
  const no = expression(cursor);
  return { kind: 'choice', test, yes, no, start: test.start, end: cursor.lastEnd };
}

function binary(cursor: Cursor, above: number): Expression {
  let left = unary(cursor);
  for (;;) {
    const operator = operatorAt(cursor);
    const precedence = precedences.get(operator) ?? 0;
    if (precedence <= above) return left;
    takeOperator(cursor, operator);
    if (operator === 'instanceof') {
      left = instanceOf(cursor, left);
    } else {
      const right = binary(cursor, precedence);
      left = { kind: 'binary', operator, left, right, start: left.start, end: cursor.lastEnd };
    }
  }
}

function instanceOf(cursor: Cursor, value: Expression): InstanceofNode {
  const asked = pattern(cursor);
  return { kind: 'instanceof', value, pattern: asked, start: value.start, end: cursor.lastEnd };
}

/** The operator at the cursor, `>` and what touches it put together. */
function operatorAt(cursor: Cursor): string {
  const { kind } = cursor;
  if (kind !== '>') return kind;
  let operator = '>';
  while (operator.length < 3 && cursor.touchesNext(operator.length - 1)) {
    if (cursor.peek(operator.length) !== '>') break;
    operator += '>';
  }
  const ends = cursor.touchesNext(operator.length - 1) && cursor.peek(operator.length) === '=';
  return ends ? `${operator}=` : operator;
}

function takeOperator(cursor: Cursor, operator: string): void {
  cursor.at += operator.startsWith('>') ? operator.length : 1;
}

function unary(cursor: Cursor): Expression {
  const { start } = cursor;
  const kind: string = cursor.kind;
  switch (kind) {
    case '+':
    case '-':
    case '!':
    case '~': {
      cursor.at += 1;
      const value = operand(cursor);
      return { kind: 'unary', operator: kind, value, start, end: cursor.lastEnd };
    }
    case '++':
    case '--': {
      cursor.at += 1;
      const value = operand(cursor);
      return { kind: 'update', operator: kind, value, start, end: cursor.lastEnd };
    }
    case '(':
      return isCast(cursor) ? cast(cursor) : postfix(cursor, expression);
    default:
      return postfix(cursor, expression);
  }
}

function operand(cursor: Cursor): Expression {
  cursor.enter();
  const parsed = unary(cursor);
  cursor.leave();
  return parsed;
}

function isCast(cursor: Cursor): boolean {
  const { kinds } = cursor.tokens;
  const behind = cursor.behind(cursor.at);
  let at = behindType(cursor, cursor.at + 1);
  while (at !== -1 && kinds[at] === '&') at = behindType(cursor, at + 1);
  if (at === -1 || at !== behind - 1) return false;
  const isPrimitive = primitives.has(cursor.peek(1)) && at === cursor.at + 2;
  return isPrimitive || afterCast.has(kinds[behind] ?? 'end');
}

function cast(cursor: Cursor): Expression {
  const { start } = cursor;
  cursor.expect('(');
  const to = type(cursor);
  while (cursor.take('&')) type(cursor);
  cursor.expect(')');
  cursor.enter();
  const value = isLambda(cursor) ? lambda(cursor) : unary(cursor);
  cursor.leave();
  return { kind: 'cast', type: to, value, start, end: cursor.lastEnd };
}

function isLambda(cursor: Cursor): boolean {
  if (cursor.kind === 'identifier') return cursor.peek(1) === '->';
  return cursor.kind === '(' && cursor.tokens.kinds[cursor.behind(cursor.at)] === '->';
}

function lambda(cursor: Cursor): LambdaNode {
  const { start } = cursor;
  const params: ParamNode[] = [];
  if (cursor.take('(')) {
    while (cursor.kind !== ')') {
      params.push(lambdaParam(cursor));
      if (!cursor.take(',')) break;
    }
    cursor.expect(')');
  } else {
    params.push(lambdaParam(cursor));
  }
  cursor.expect('->');
  const body = cursor.kind === '{' ? cursor.parts.block(cursor) : expression(cursor);
  return { kind: 'lambda', params, body, start, end: cursor.lastEnd };
}

function lambdaParam(cursor: Cursor): ParamNode {
  const { start } = cursor;
  const next = cursor.peek(1);
  if (cursor.kind === 'identifier' && (next === ',' || next === ')' || next === '->')) {
    const name = cursor.name();
    return { name, type: undefined, isRest: false, marks: [], start, end: cursor.lastEnd };
  }
  return param(cursor);
}

/** `final @Valid String... names`. */
export function param(cursor: Cursor): ParamNode {
  const { start } = cursor;
  const { marks } = cursor.parts.modifiers(cursor);
  const of = type(cursor);
  const isRest = cursor.take('...');
  const name = cursor.name();
  let { dims } = of;
  while (cursor.take('[')) {
    cursor.expect(']');
    dims += 1;
  }
  return { name, type: { ...of, dims }, isRest, marks, start, end: cursor.lastEnd };
}
