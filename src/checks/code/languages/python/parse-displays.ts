import { BIT_OR, OR } from './binding.ts';
import type { ClauseNode, Expression } from './ast.ts';
import type { Parser } from './parser.ts';
import { T } from './tokens.ts';

/** A tuple, a generator, or an expression in parentheses. */
export function parenthesized(p: Parser): Expression {
  const { start } = p;
  p.advance();
  if (p.accept(T.rightParen)) return { type: 'Tuple', elements: [], start, end: p.end };
  const value = p.grammar.expressions(p);
  const whole = isClause(p) ? comprehension(p, { value, start }) : value;
  p.expect(T.rightParen);
  if (whole.type === 'Tuple' || whole.type === 'Comprehension') {
    return { ...whole, start, end: p.end };
  }
  return whole;
}

/** `[a, *b]`, or the comprehension of one. */
export function list(p: Parser): Expression {
  const { start } = p;
  p.advance();
  const elements: Expression[] = [];
  while (p.kind !== T.rightBracket) {
    const value = p.grammar.element(p);
    if (elements.length === 0 && isClause(p)) {
      const made = comprehension(p, { value, start });
      p.expect(T.rightBracket);
      return { ...made, start, end: p.end };
    }
    elements.push(value);
    if (!p.accept(T.comma)) break;
  }
  p.expect(T.rightBracket);
  return { type: 'List', elements, start, end: p.end };
}

/** A dict or a set, or the comprehension of one. */
export function braces(p: Parser): Expression {
  const { start } = p;
  p.advance();
  const entries: { key: Expression | undefined; value: Expression }[] = [];
  const elements: Expression[] = [];
  while (p.kind !== T.rightBrace) {
    const entry = dictEntry(p);
    const { key, value, isElement } = entry;
    if (entries.length + elements.length === 0 && isClause(p)) {
      const made = comprehension(p, { key, value, start });
      p.expect(T.rightBrace);
      return { ...made, start, end: p.end };
    }
    if (isElement) elements.push(value);
    else entries.push({ key, value });
    if (!p.accept(T.comma)) break;
  }
  p.expect(T.rightBrace);
  if (elements.length > 0 && entries.length > 0) p.fail();
  return elements.length > 0
    ? { type: 'Set', elements, start, end: p.end }
    : { type: 'Dict', entries, start, end: p.end };
}

interface Entry {
  readonly key: Expression | undefined;
  readonly value: Expression;
  /** Of a set. */
  readonly isElement: boolean;
}

function dictEntry(p: Parser): Entry {
  if (p.accept(T.power)) {
    return { key: undefined, value: p.grammar.binary(p, BIT_OR), isElement: false };
  }
  const first = p.grammar.element(p);
  if (!p.accept(T.colon)) return { key: undefined, value: first, isElement: true };
  return { key: first, value: p.grammar.expression(p), isElement: false };
}

/** Whether a clause of a comprehension begins here. */
export function isClause(p: Parser): boolean {
  return p.kind === T.for || (p.kind === T.async && p.peek(1) === T.for);
}

/** The clauses behind what a comprehension makes. */
export function comprehension(
  p: Parser,
  made: {
    readonly key?: Expression | undefined;
    readonly value: Expression;
    readonly start: number;
  },
): Expression & { readonly type: 'Comprehension' } {
  const { key, value, start } = made;
  const clauses: ClauseNode[] = [];
  while (isClause(p)) {
    p.accept(T.async);
    p.advance();
    const target = targets(p);
    p.expect(T.in);
    const iterable = p.grammar.binary(p, OR);
    const conditions: Expression[] = [];
    while (p.accept(T.if)) conditions.push(condition(p));
    clauses.push({ target, iterable, conditions });
  }
  return { type: 'Comprehension', key, value, clauses, start, end: p.end };
}

/** A condition of a comprehension: `else` does not belong to it. */
function condition(p: Parser): Expression {
  const { start } = p;
  if (p.kind === T.lambda) return p.grammar.expression(p);
  const target = p.grammar.binary(p, OR);
  if (!p.accept(T.walrus)) return target;
  p.bind(target);
  return { type: 'Walrus', target, value: p.grammar.binary(p, OR), start, end: p.end };
}

/** The targets of a `for`: `in` ends them. */
export function targets(p: Parser): Expression {
  const { start } = p;
  const one = (): Expression => {
    const from = p.start;
    if (!p.accept(T.star)) return p.grammar.binary(p, BIT_OR);
    return { type: 'Starred', value: p.grammar.binary(p, BIT_OR), start: from, end: p.end };
  };
  const first = one();
  if (p.kind !== T.comma) return first;
  const elements = [first];
  while (p.accept(T.comma) && p.kind !== T.in) elements.push(one());
  return { type: 'Tuple', elements, start, end: p.end };
}
