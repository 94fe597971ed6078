import type { Cursor } from './cursor.ts';
import { expression, param } from './expressions.ts';
import { isClass, markValue, modifiers } from './modifiers.ts';
import type { EnumConstantNode, MemberNode, MethodNode, Modifiers, ParamNode } from './nodes.ts';
import { callArguments } from './primary.ts';
import { block, declarators } from './statements.ts';
import { dimensions, skipMarks, type, typeParameters } from './types.ts';

interface Body {
  readonly constants: readonly EnumConstantNode[];
  readonly members: readonly MemberNode[];
}

/** `{…}` of a class; `name` is empty where it has none, and no constructor. */
export function classBody(cursor: Cursor, name: string): Body {
  cursor.expect('{');
  return { constants: [], members: members(cursor, name) };
}

/** The body of an enum: its constants, and behind `;` its members. */
export function enumBody(cursor: Cursor, name: string): Body {
  cursor.expect('{');
  const constants: EnumConstantNode[] = [];
  while (cursor.kind === 'identifier' || cursor.kind === '@') {
    const constant = enumConstant(cursor);
    constants.push(constant);
    if (!cursor.take(',')) break;
  }
  cursor.take(',');
  if (cursor.kind !== ';' && cursor.kind !== '}') cursor.fail();
  return { constants, members: members(cursor, name) };
}

function enumConstant(cursor: Cursor): EnumConstantNode {
  skipMarks(cursor);
  const { start } = cursor;
  const name = cursor.name();
  const args = cursor.kind === '(' ? callArguments(cursor, expression) : [];
  const body = cursor.kind === '{' ? cursor.parts.anonymous(cursor, start) : undefined;
  return { name, args, body, start, end: cursor.lastEnd };
}

function members(cursor: Cursor, name: string): readonly MemberNode[] {
  const all: MemberNode[] = [];
  while (cursor.kind !== '}' && cursor.kind !== 'end') {
    if (cursor.take(';')) continue;
    const parsed = cursor.recover((from) => member(from, name));
    if (parsed !== undefined) all.push(parsed);
  }
  cursor.take('}');
  return all;
}

function member(cursor: Cursor, className: string): MemberNode {
  const { start } = cursor;
  const had = modifiers(cursor);
  if (cursor.kind === '{') {
    const body = block(cursor);
    return { kind: 'initializer', isStatic: had.isStatic, body, start, end: cursor.lastEnd };
  }
  if (isClass(cursor)) return cursor.parts.classNode(cursor, had, start);
  const head = { modifiers: had, typeParameters: typeParameters(cursor), start };
  skipMarks(cursor);
  const next = cursor.peek(1);
  if (cursor.kind === 'identifier' && (next === '(' || next === '{')) {
    return constructor(cursor, head, className);
  }
  const of = type(cursor);
  if (cursor.peek(1) === '(') {
    const name = cursor.name();
    return method(cursor, { ...head, form: 'method', name, returns: of });
  }
  const all = declarators(cursor);
  cursor.expect(';');
  return { kind: 'field', modifiers: had, type: of, declarators: all, start, end: cursor.lastEnd };
}

type Head = Pick<MethodNode, 'typeParameters' | 'start'> & { readonly modifiers: Modifiers };

function constructor(cursor: Cursor, head: Head, className: string): MethodNode {
  const name = cursor.name();
  if (name !== className) cursor.fail();
  if (cursor.kind === '(') {
    return method(cursor, { ...head, form: 'constructor', name, returns: undefined });
  }
  const body = block(cursor);
  const rest = { params: [], returns: undefined, body, end: cursor.lastEnd };
  return { kind: 'method', ...head, form: 'compact', name, ...rest };
}

function method(
  cursor: Cursor,
  head: Head & Pick<MethodNode, 'form' | 'name' | 'returns'>,
): MethodNode {
  const params = parameters(cursor);
  const dims = dimensions(cursor);
  const returns =
    head.returns === undefined ? undefined : { ...head.returns, dims: head.returns.dims + dims };
  if (cursor.take('throws')) {
    do type(cursor);
    while (cursor.take(','));
  }
  if (cursor.take('default')) markValue(cursor);
  const body = cursor.kind === '{' ? block(cursor) : undefined;
  if (body === undefined) cursor.expect(';');
  return { kind: 'method', ...head, returns, params, body, end: cursor.lastEnd };
}

function parameters(cursor: Cursor): readonly ParamNode[] {
  const all: ParamNode[] = [];
  cursor.expect('(');
  while (cursor.kind !== ')') {
    if (!takeReceiver(cursor)) all.push(param(cursor));
    if (!cursor.take(',')) break;
  }
  cursor.expect(')');
  return all;
}

/** `Foo this`, `Outer Outer.this`: there for its annotations alone. */
function takeReceiver(cursor: Cursor): boolean {
  const { at } = cursor;
  skipMarks(cursor);
  if (cursor.kind === 'identifier') {
    type(cursor);
    if (cursor.kind === 'identifier' && cursor.peek(1) === '.') cursor.at += 2;
    if (cursor.take('this')) return true;
  }
  cursor.at = at;
  return false;
}
