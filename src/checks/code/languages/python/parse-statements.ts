import type {
  Body,
  ClassStatement,
  Expression,
  FunctionStatement,
  HandlerNode,
  Statement,
} from './ast.ts';
import { targets } from './parse-displays.ts';
import { callArguments, expression, expressions, named } from './parse-expressions.ts';
import { isMatch, matchStatement } from './parse-match.ts';
import { params } from './parse-params.ts';
import { simpleStatement, typeParams } from './parse-simple.ts';
import { newNames, SyntaxFailure, type Parser } from './parser.ts';
import { T } from './tokens.ts';

/** All statements of a file. One that is not Python is lost, and parsing goes on behind it. */
export function fileBody(p: Parser): Body {
  const body: Statement[] = [];
  while (p.kind !== T.eof) {
    if (!p.accept(T.newline)) statement(p, body);
  }
  return body;
}

/** Parses one logical line, or a block, into `out`. */
function statement(p: Parser, out: Statement[]): void {
  const { at, level, depth, names, statements } = p;
  const { length } = out;
  try {
    const compound = compoundStatement(p);
    if (compound === undefined) simpleLine(p, out);
    else out.push(compound);
    p.statements += Math.max(1, out.length - length);
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    out.length = length;
    Object.assign(p, { depth, names, statements });
    skip(p, at, level);
  }
}

function simpleLine(p: Parser, out: Statement[]): void {
  do {
    if (p.kind === T.newline) break;
    const each = simpleStatement(p);
    if (each !== undefined) out.push(each);
  } while (p.accept(T.semicolon));
  p.expect(T.newline);
}

/** Passes the rest of the statement that begins at `first`, with what is indented below it. */
function skip(p: Parser, first: number, level: number): void {
  const failedAt = p.at;
  p.rewind(first);
  const { start } = p;
  let end = start;
  let inner = 0;
  while (p.kind !== T.eof) {
    const { kind, at } = p;
    if (kind === T.dedent && inner === 0) break;
    p.advance();
    if (kind === T.indent) inner++;
    else if (kind === T.dedent) inner--;
    else if (kind !== T.newline) end = p.end;
    const isBetween = kind === T.newline || kind === T.dedent;
    if (isBetween && inner === 0 && at >= failedAt && !goesOn(p.kind)) break;
  }
  p.level = level;
  p.lost.push({ start, end: Math.max(end, start) });
}

/** What cannot begin a statement belongs to the lost one before it. */
function goesOn(kind: number): boolean {
  return (
    kind === T.indent ||
    kind === T.else ||
    kind === T.elif ||
    kind === T.except ||
    kind === T.finally
  );
}

function compoundStatement(p: Parser): Statement | undefined {
  switch (p.kind) {
    case T.if:
      return ifStatement(p);
    case T.while:
      return whileStatement(p);
    case T.for:
      return forStatement(p);
    case T.try:
      return tryStatement(p);
    case T.with:
      return withStatement(p);
    case T.def:
      return functionStatement(p, []);
    case T.class:
      return classStatement(p, []);
    case T.at:
      return decorated(p);
    case T.async:
      return asyncStatement(p, []);
    case T.name:
      return isMatch(p) ? matchStatement(p) : undefined;
    default:
      return undefined;
  }
}

/** `:` and the statements of a block, on the same line or indented. */
export function block(p: Parser): Body {
  p.expect(T.colon);
  const body: Statement[] = [];
  if (p.kind !== T.newline) {
    simpleLine(p, body);
    p.statements += body.length;
    return body;
  }
  p.advance();
  p.indent();
  while (p.kind !== T.dedent && p.kind !== T.eof) {
    if (!p.accept(T.newline)) statement(p, body);
  }
  p.dedent();
  return body;
}

function otherwise(p: Parser): Body {
  return p.accept(T.else) ? block(p) : [];
}

function ifStatement(p: Parser): Statement {
  const { start } = p;
  const arms: { test: Expression; body: Body }[] = [];
  do {
    p.advance();
    arms.push({ test: named(p), body: block(p) });
  } while (p.kind === T.elif);
  return { type: 'If', arms, otherwise: otherwise(p), start, end: p.end };
}

function whileStatement(p: Parser): Statement {
  const { start } = p;
  p.advance();
  const test = named(p);
  return { type: 'While', test, body: block(p), otherwise: otherwise(p), start, end: p.end };
}

function forStatement(p: Parser): Statement {
  const { start } = p;
  p.advance();
  const target = targets(p);
  p.bind(target);
  p.expect(T.in);
  const iterable = expressions(p);
  const body = block(p);
  return { type: 'For', target, iterable, body, otherwise: otherwise(p), start, end: p.end };
}

function tryStatement(p: Parser): Statement {
  const { start } = p;
  p.advance();
  const body = block(p);
  const handlers: HandlerNode[] = [];
  while (p.kind === T.except) handlers.push(handler(p));
  const orElse = otherwise(p);
  const hasLast = p.accept(T.finally);
  const last = hasLast ? block(p) : [];
  if (handlers.length === 0 && !hasLast) p.fail();
  return { type: 'Try', body, handlers, otherwise: orElse, last, start, end: p.end };
}

function handler(p: Parser): HandlerNode {
  const { start } = p;
  p.advance();
  p.accept(T.star);
  let what = p.kind === T.colon ? undefined : expressions(p);
  let target: Expression | undefined;
  if (p.kind === T.as) {
    p.advance();
    const at = p.start;
    target = { type: 'Name', name: p.name(), start: at, end: p.end };
  } else if (what?.type === 'Tuple' && p.text.charCodeAt(what.start) !== 40) {
    // Python 2: `except Error, error`.
    target = what.elements[1];
    what = what.elements[0];
  }
  if (target !== undefined) p.bind(target);
  return { what, target, body: block(p), start, end: p.end };
}

function withStatement(p: Parser): Statement {
  const { start } = p;
  p.advance();
  const items = parenthesizedItems(p) ?? withItems(p, T.colon);
  return { type: 'With', items, body: block(p), start, end: p.end };
}

interface WithItem {
  value: Expression;
  target: Expression | undefined;
}

/** `with (open(a) as f, open(b) as g):`; undefined: the parenthesis begins an expression. */
function parenthesizedItems(p: Parser): WithItem[] | undefined {
  if (p.kind !== T.leftParen || !closesBeforeColon(p)) return undefined;
  p.advance();
  const items = withItems(p, T.rightParen);
  p.expect(T.rightParen);
  return items;
}

/** Whether the parenthesis that opens here holds an `as` of its own and ends right before the colon. */
function closesBeforeColon(p: Parser): boolean {
  let depth = 0;
  let hasAs = false;
  for (let ahead = 0; ; ahead++) {
    const kind = p.peek(ahead);
    if (kind === T.newline || kind === T.eof) return false;
    if (kind >= T.leftParen && kind <= T.rightBrace) {
      // Kinds of brackets that open are odd.
      depth += kind % 2 === T.leftParen % 2 ? 1 : -1;
    } else if (kind === T.as && depth === 1) hasAs = true;
    if (depth === 0) return hasAs && p.peek(ahead + 1) === T.colon;
  }
}

function withItems(p: Parser, end: number): WithItem[] {
  const items: WithItem[] = [];
  do {
    if (p.kind === end) break;
    const value = named(p);
    const target = p.accept(T.as) ? withTarget(p) : undefined;
    items.push({ value, target });
  } while (p.accept(T.comma));
  return items;
}

function withTarget(p: Parser): Expression {
  const target = expression(p);
  p.bind(target);
  return target;
}

function decorated(p: Parser): Statement {
  const decorators: Expression[] = [];
  while (p.accept(T.at)) {
    decorators.push(named(p));
    p.expect(T.newline);
    while (p.accept(T.newline));
  }
  if (p.kind === T.class) return classStatement(p, decorators);
  return p.kind === T.async ? asyncStatement(p, decorators) : functionStatement(p, decorators);
}

function asyncStatement(p: Parser, decorators: readonly Expression[]): Statement {
  const { start } = p;
  p.advance();
  if (p.kind === T.def) return { ...functionStatement(p, decorators), isAsync: true, start };
  if (decorators.length > 0) p.fail();
  if (p.kind === T.for) return { ...forStatement(p), start };
  return p.kind === T.with ? { ...withStatement(p), start } : p.fail();
}

function functionStatement(p: Parser, decorators: readonly Expression[]): FunctionStatement {
  const { start } = p;
  p.expect(T.def);
  const name = p.name();
  p.bindName(name);
  const names = newNames();
  return p.scoped(names, () => {
    typeParams(p);
    p.expect(T.leftParen);
    const list = params(p, T.rightParen);
    p.expect(T.rightParen);
    const returns = p.accept(T.arrow) ? expressions(p) : undefined;
    const body = block(p);
    return {
      type: 'Function',
      name,
      decorators,
      params: list,
      returns,
      body,
      names,
      isAsync: false,
      start,
      end: p.end,
    };
  });
}

function classStatement(p: Parser, decorators: readonly Expression[]): ClassStatement {
  const { start } = p;
  p.advance();
  const name = p.name();
  p.bindName(name);
  p.classes.add(name);
  typeParams(p);
  const args = p.kind === T.leftParen ? callArguments(p) : [];
  const names = newNames();
  const body = p.scoped(names, () => block(p));
  return { type: 'Class', name, decorators, args, body, names, start, end: p.end };
}
