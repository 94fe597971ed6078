import type { Cursor } from './cursor.ts';
import { literal } from './literals.ts';
import type { CallNode, Expression, NewNode, TypeNode } from './nodes.ts';
import { behindType, elementType, primitives, skipTypeArguments, type } from './types.ts';

type Parse = (cursor: Cursor) => Expression;

/** An operand with what follows it: calls, members, indices, `++`. */
export function postfix(cursor: Cursor, expression: Parse): Expression {
  let node = primary(cursor, expression);
  for (;;) {
    const next = suffix(cursor, node, expression);
    if (next === undefined) return node;
    node = next;
  }
}

function suffix(cursor: Cursor, target: Expression, expression: Parse): Expression | undefined {
  const { start } = target;
  const kind: string = cursor.kind;
  switch (kind) {
    case '.':
      return member(cursor, target, expression);
    case '[': {
      cursor.at += 1;
      const index = expression(cursor);
      cursor.expect(']');
      return { kind: 'index', target, index, start, end: cursor.lastEnd };
    }
    case '++':
    case '--':
      cursor.at += 1;
      return { kind: 'update', operator: kind, value: target, start, end: cursor.lastEnd };
    case '::':
      return reference(cursor, target);
    default:
      return undefined;
  }
}

function member(cursor: Cursor, target: Expression, expression: Parse): Expression {
  const { start } = target;
  cursor.expect('.');
  skipTypeArguments(cursor);
  const kind: string = cursor.kind;
  switch (kind) {
    case 'new':
      return newNode(cursor, expression, target);
    case 'class':
      cursor.at += 1;
      return { kind: 'class literal', of: target, start, end: cursor.lastEnd };
    case 'this':
    case 'super':
      cursor.at += 1;
      if (kind === 'super' && cursor.kind === '(') return call(cursor, undefined, kind, expression);
      return { kind: 'access', target, name: kind, start, end: cursor.lastEnd };
    default: {
      const name = cursor.name();
      if (cursor.kind === '(') return call(cursor, target, name, expression);
      return { kind: 'access', target, name, start, end: cursor.lastEnd };
    }
  }
}

function call(
  cursor: Cursor,
  target: Expression | undefined,
  name: string,
  expression: Parse,
): CallNode {
  const start = target?.start ?? cursor.tokens.starts[cursor.at - 1] ?? 0;
  const args = callArguments(cursor, expression);
  return { kind: 'call', target, name, args, start, end: cursor.lastEnd };
}

export function callArguments(cursor: Cursor, expression: Parse): readonly Expression[] {
  const args: Expression[] = [];
  cursor.expect('(');
  while (cursor.kind !== ')') {
    args.push(expression(cursor));
    if (!cursor.take(',')) break;
  }
  cursor.expect(')');
  return args;
}

function reference(cursor: Cursor, target: Expression | TypeNode): Expression {
  cursor.expect('::');
  skipTypeArguments(cursor);
  const name = cursor.take('new') ? 'new' : cursor.name();
  return { kind: 'reference', target, name, start: target.start, end: cursor.lastEnd };
}

function primary(cursor: Cursor, expression: Parse): Expression {
  const { start } = cursor;
  const kind: string = cursor.kind;
  switch (kind) {
    case 'identifier':
      return named(cursor, expression);
    case '(': {
      cursor.at += 1;
      const inner = expression(cursor);
      cursor.expect(')');
      return inner;
    }
    case 'this':
    case 'super':
      cursor.at += 1;
      if (cursor.kind === '(') return call(cursor, undefined, kind, expression);
      return { kind, start, end: cursor.lastEnd };
    case 'new':
      return newNode(cursor, expression);
    case 'switch':
      return cursor.parts.switchNode(cursor);
    default:
      return literal(cursor) ?? typeOperand(cursor);
  }
}

function named(cursor: Cursor, expression: Parse): Expression {
  const { start } = cursor;
  if (isTypeOperand(cursor)) return typeOperand(cursor);
  const name = cursor.name();
  if (cursor.kind === '(') return call(cursor, undefined, name, expression);
  return { kind: 'name', name, start, end: cursor.lastEnd };
}

/** `List<String>::new`, `String[]::new`, `Foo[].class`: told apart from comparisons and indices by what follows. */
function isTypeOperand(cursor: Cursor): boolean {
  const { kinds } = cursor.tokens;
  let at = cursor.at + 1;
  while (kinds[at] === '.' && kinds[at + 1] === 'identifier') at += 2;
  if (kinds[at] !== '<' && (kinds[at] !== '[' || kinds[at + 1] !== ']')) return false;
  const behind = behindType(cursor, cursor.at);
  if (behind === -1) return false;
  return kinds[behind] === '::' || (kinds[behind] === '.' && kinds[behind + 1] === 'class');
}

function typeOperand(cursor: Cursor): Expression {
  if (!primitives.has(cursor.kind) && cursor.kind !== 'identifier') cursor.fail();
  const { start } = cursor;
  const of = type(cursor);
  if (cursor.kind === '::') return reference(cursor, of);
  cursor.expect('.');
  cursor.expect('class');
  return { kind: 'class literal', of, start, end: cursor.lastEnd };
}

function newNode(cursor: Cursor, expression: Parse, outer?: Expression): Expression {
  const start = outer?.start ?? cursor.start;
  cursor.expect('new');
  skipTypeArguments(cursor);
  const of = elementType(cursor);
  if (cursor.kind === '[' || cursor.kind === '@') return newList(cursor, start, expression);
  const args = callArguments(cursor, expression);
  const body = cursor.kind === '{' ? cursor.parts.anonymous(cursor, start) : undefined;
  const node: NewNode = { kind: 'new', outer, type: of, args, body, start, end: cursor.lastEnd };
  return node;
}

function newList(cursor: Cursor, start: number, expression: Parse): Expression {
  const sizes: Expression[] = [];
  while (cursor.take('[')) {
    if (cursor.kind !== ']') sizes.push(expression(cursor));
    cursor.expect(']');
  }
  if (cursor.kind === '{') return { ...listNode(cursor, expression), start };
  return { kind: 'new list', sizes, start, end: cursor.lastEnd };
}

/** `{a, b}` of an array. */
export function listNode(cursor: Cursor, expression: Parse): Expression {
  const { start } = cursor;
  const elements: Expression[] = [];
  cursor.enter();
  cursor.expect('{');
  while (cursor.kind !== '}') {
    elements.push(valueOrList(cursor, expression));
    if (!cursor.take(',')) break;
  }
  cursor.expect('}');
  cursor.leave();
  return { kind: 'list', elements, start, end: cursor.lastEnd };
}

/** The value of a variable, a field or an element: an array may stand there without `new`. */
export function valueOrList(cursor: Cursor, expression: Parse): Expression {
  return cursor.kind === '{' ? listNode(cursor, expression) : expression(cursor);
}
