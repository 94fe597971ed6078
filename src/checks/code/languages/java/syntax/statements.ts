import type { Cursor } from './cursor.ts';
import { expression } from './expressions.ts';
import { isLocalClass, modifiers } from './modifiers.ts';
import type { BlockNode, CatchNode, DeclaratorNode, LocalNode, Statement } from './nodes.ts';
import { valueOrList } from './primary.ts';
import { switchNode } from './switches.ts';
import { behindType, dimensions, type } from './types.ts';

/** `{…}`. A block that the end of the file cuts off is one too. */
export function block(cursor: Cursor): BlockNode {
  const { start } = cursor;
  cursor.enter();
  cursor.expect('{');
  const body: Statement[] = [];
  while (cursor.kind !== '}' && cursor.kind !== 'end') {
    const parsed = cursor.recover(statement);
    if (parsed !== undefined) body.push(parsed);
  }
  cursor.take('}');
  cursor.leave();
  return { kind: 'block', body, start, end: cursor.lastEnd };
}

export function statement(cursor: Cursor): Statement {
  cursor.enter();
  const parsed = anyStatement(cursor);
  cursor.leave();
  return parsed;
}

// oxlint-disable-next-line complexity -- one line a kind of statement
function anyStatement(cursor: Cursor): Statement {
  const { start } = cursor;
  const kind: string = cursor.kind;
  switch (kind) {
    case '{':
      return block(cursor);
    case 'if':
      return ifStatement(cursor);
    case 'for':
      return forStatement(cursor);
    case 'while': {
      const test = parenthesized(cursor);
      const body = statement(cursor);
      return { kind, test, body, start, end: cursor.lastEnd };
    }
    case 'do': {
      cursor.at += 1;
      const body = statement(cursor);
      if (cursor.kind !== 'while') cursor.fail();
      const test = parenthesized(cursor);
      return { kind, test, body, start, end: endOf(cursor) };
    }
    case 'try':
      return tryStatement(cursor);
    case 'switch':
      return switchNode(cursor, statement);
    case 'return': {
      cursor.at += 1;
      const value = cursor.kind === ';' ? undefined : expression(cursor);
      return { kind, value, start, end: endOf(cursor) };
    }
    case 'throw': {
      cursor.at += 1;
      const value = expression(cursor);
      return { kind, value, start, end: endOf(cursor) };
    }
    case 'break':
    case 'continue': {
      cursor.at += 1;
      const label = cursor.kind === 'identifier' ? cursor.name() : '';
      return { kind, label, start, end: endOf(cursor) };
    }
    case 'synchronized': {
      const lock = parenthesized(cursor);
      const body = block(cursor);
      return { kind, lock, body, start, end: cursor.lastEnd };
    }
    case 'assert': {
      cursor.at += 1;
      const values = [expression(cursor)];
      if (cursor.take(':')) values.push(expression(cursor));
      return { kind, values, start, end: endOf(cursor) };
    }
    case ';':
      cursor.at += 1;
      return { kind: 'empty', start, end: cursor.lastEnd };
    default:
      return plain(cursor);
  }
}

/** What begins with a name or a type: a declaration, a label, `yield`, an expression. */
function plain(cursor: Cursor): Statement {
  const { start } = cursor;
  if (isLocalClass(cursor)) return cursor.parts.classNode(cursor, modifiers(cursor), start);
  if (cursor.kind === 'identifier' && cursor.peek(1) === ':') {
    const label = cursor.name();
    cursor.at += 1;
    const body = statement(cursor);
    return { kind: 'label', label, body, start, end: cursor.lastEnd };
  }
  if (isYield(cursor)) {
    cursor.at += 1;
    const value = expression(cursor);
    return { kind: 'yield', value, start, end: endOf(cursor) };
  }
  if (isDeclaration(cursor)) {
    const node = local(cursor);
    return { ...node, end: endOf(cursor) };
  }
  const value = expression(cursor);
  return { kind: 'expression', value, start, end: endOf(cursor) };
}

function endOf(cursor: Cursor): number {
  cursor.expect(';');
  return cursor.lastEnd;
}

/** `yield` is a word like others where it is assigned to, called without arguments or looked into. */
function isYield(cursor: Cursor): boolean {
  if (!cursor.isWord('yield')) return false;
  const next = cursor.peek(1);
  if (next === '(') return cursor.peek(2) !== ')';
  const isOperand = next !== '.' && next !== '[' && next !== '++' && next !== '--';
  return isOperand && !next.endsWith('=') && next !== '::' && next !== ';';
}

function isDeclaration(cursor: Cursor): boolean {
  if (cursor.kind === 'final' || cursor.kind === '@') return true;
  const behind = behindType(cursor, cursor.at);
  return behind !== -1 && cursor.tokens.kinds[behind] === 'identifier';
}

/** `final int a = 1, b[] = {2}` without what ends it. */
function local(cursor: Cursor): LocalNode {
  const { start } = cursor;
  modifiers(cursor);
  const of = type(cursor);
  const all = declarators(cursor);
  return { kind: 'local', type: of, declarators: all, start, end: cursor.lastEnd };
}

export function declarators(cursor: Cursor): readonly DeclaratorNode[] {
  const all: DeclaratorNode[] = [];
  do {
    const { start } = cursor;
    const name = cursor.name();
    const dims = dimensions(cursor);
    const value = cursor.take('=') ? valueOrList(cursor, expression) : undefined;
    all.push({ name, dims, value, start, end: cursor.lastEnd });
  } while (cursor.take(','));
  return all;
}

/** The condition behind a keyword. */
function parenthesized(cursor: Cursor): ReturnType<typeof expression> {
  cursor.at += 1;
  cursor.expect('(');
  const inner = expression(cursor);
  cursor.expect(')');
  return inner;
}

function ifStatement(cursor: Cursor): Statement {
  const { start } = cursor;
  const arms: { test: ReturnType<typeof expression>; body: Statement }[] = [];
  let otherwise: Statement | undefined;
  do {
    const test = parenthesized(cursor);
    arms.push({ test, body: statement(cursor) });
    if (!cursor.take('else')) break;
    if (cursor.kind !== 'if') otherwise = statement(cursor);
  } while (otherwise === undefined);
  return { kind: 'if', arms, otherwise, start, end: cursor.lastEnd };
}

function forStatement(cursor: Cursor): Statement {
  const { start } = cursor;
  cursor.at += 1;
  cursor.expect('(');
  const init: Statement[] = [];
  if (cursor.kind !== ';' && isDeclaration(cursor)) {
    const node = forEachHead(cursor);
    if (node !== undefined) {
      const body = statement(cursor);
      return { kind: 'each', ...node, body, start, end: cursor.lastEnd };
    }
    init.push(local(cursor));
  } else {
    for (const value of expressionsUntil(cursor, ';')) {
      init.push({ kind: 'expression', value, start: value.start, end: value.end });
    }
  }
  cursor.expect(';');
  const test = cursor.kind === ';' ? undefined : expression(cursor);
  cursor.expect(';');
  const update = expressionsUntil(cursor, ')');
  cursor.expect(')');
  const body = statement(cursor);
  return { kind: 'for', init, test, update, body, start, end: cursor.lastEnd };
}

interface EachHead {
  readonly type: LocalNode['type'];
  readonly name: string;
  readonly list: ReturnType<typeof expression>;
}

function forEachHead(cursor: Cursor): EachHead | undefined {
  const from = cursor.at;
  modifiers(cursor);
  const of = type(cursor);
  const name = cursor.name();
  if (!cursor.take(':')) {
    cursor.at = from;
    return undefined;
  }
  const list = expression(cursor);
  cursor.expect(')');
  return { type: of, name, list };
}

function expressionsUntil(
  cursor: Cursor,
  end: ';' | ')',
): readonly ReturnType<typeof expression>[] {
  const all: ReturnType<typeof expression>[] = [];
  if (cursor.kind === end) return all;
  do all.push(expression(cursor));
  while (cursor.take(','));
  return all;
}

function tryStatement(cursor: Cursor): Statement {
  const { start } = cursor;
  cursor.at += 1;
  const resources: Statement[] = [];
  if (cursor.take('(')) {
    while (cursor.kind !== ')') {
      resources.push(resource(cursor));
      if (!cursor.take(';')) break;
    }
    cursor.expect(')');
  }
  const body = block(cursor);
  const handlers: CatchNode[] = [];
  while (cursor.kind === 'catch') handlers.push(catchNode(cursor));
  const last = cursor.take('finally') ? block(cursor) : undefined;
  return { kind: 'try', resources, body, handlers, last, start, end: cursor.lastEnd };
}

function resource(cursor: Cursor): Statement {
  const { start } = cursor;
  if (isDeclaration(cursor)) return local(cursor);
  const value = expression(cursor);
  return { kind: 'expression', value, start, end: cursor.lastEnd };
}

function catchNode(cursor: Cursor): CatchNode {
  const { start } = cursor;
  cursor.at += 1;
  cursor.expect('(');
  modifiers(cursor);
  const of = type(cursor);
  while (cursor.take('|')) type(cursor);
  const name = cursor.name();
  cursor.expect(')');
  const body = block(cursor);
  return { type: of, name, body, start, end: cursor.lastEnd };
}
