import type {
  ArgumentNode,
  CallNode,
  CompareNode,
  ConstantNode,
  Expression,
  LambdaNode,
} from './ast.ts';
import { BINDING, BIT_OR, COMPARE, NOT, OR } from './binding.ts';
import { decimal } from './literals.ts';
import { braces, comprehension, isClause, list, parenthesized } from './parse-displays.ts';
import { params } from './parse-params.ts';
import { strings } from './parse-strings.ts';
import { newNames, type Parser } from './parser.ts';
import { T } from './tokens.ts';

/** `a, *b`: a tuple where there is a comma. */
export function expressions(p: Parser): Expression {
  const { start } = p;
  const first = element(p);
  if (p.kind !== T.comma) return first;
  const elements = [first];
  while (p.accept(T.comma) && beginsExpression(p.kind)) elements.push(element(p));
  return { type: 'Tuple', elements, start, end: p.end };
}

const NEVER_FIRST: ReadonlySet<number> = new Set([
  T.eof,
  T.newline,
  T.assign,
  T.augmented,
  T.colon,
  T.semicolon,
  T.rightParen,
  T.rightBracket,
  T.rightBrace,
  T.fieldClose,
  T.exclaim,
  T.in,
  T.for,
  T.async,
  T.if,
]);

function beginsExpression(kind: number): boolean {
  return !NEVER_FIRST.has(kind);
}

/** One of a list of expressions. */
export function element(p: Parser): Expression {
  const { start } = p;
  if (p.kind === T.yield) return yielded(p);
  if (!p.accept(T.star)) return named(p);
  return { type: 'Starred', value: binary(p, BIT_OR), start, end: p.end };
}

/** `name := value`, or an expression. */
export function named(p: Parser): Expression {
  const { start } = p;
  const target = expression(p);
  if (p.kind !== T.walrus) return target;
  p.advance();
  p.bind(target);
  return { type: 'Walrus', target, value: expression(p), start, end: p.end };
}

export function expression(p: Parser): Expression {
  const { start } = p;
  p.enter();
  let result: Expression;
  if (p.kind === T.lambda) result = lambda(p);
  else {
    result = binary(p, OR);
    if (p.kind === T.if) {
      p.advance();
      const test = binary(p, OR);
      p.expect(T.else);
      const no = expression(p);
      result = { type: 'Choice', test, yes: result, no, start, end: p.end };
    }
  }
  p.leave();
  return result;
}

function lambda(p: Parser): LambdaNode {
  const { start } = p;
  p.advance();
  const names = newNames();
  return p.scoped(names, () => {
    const taken = params(p, T.colon);
    p.expect(T.colon);
    return { type: 'Lambda', params: taken, body: expression(p), names, start, end: p.end };
  });
}

function yielded(p: Parser): Expression {
  const { start } = p;
  p.advance();
  if (p.accept(T.from)) {
    return { type: 'YieldFrom', value: expression(p), start, end: p.end };
  }
  const value = beginsExpression(p.kind) ? expressions(p) : undefined;
  return { type: 'Yield', value, start, end: p.end };
}

/** Operators that bind at least as tightly as `least`. */
export function binary(p: Parser, least: number): Expression {
  const { start } = p;
  p.enter();
  let left: Expression;
  if (p.kind === T.not) {
    p.advance();
    const operand = binary(p, NOT);
    left = { type: 'Unary', operator: 'not', operand, start, end: p.end };
  } else left = unary(p);
  for (;;) {
    const binding = BINDING[p.kind] ?? 0;
    if (binding === 0 || binding < least) break;
    if (binding === COMPARE) {
      if (p.kind === T.not && p.peek(1) !== T.in) break;
      left = comparison(p, left, start);
    } else if (binding < COMPARE) left = short(p, left, { start, binding });
    else {
      const operator = p.word();
      p.advance();
      const right = binary(p, binding + 1);
      left = { type: 'Binary', operator, left, right, start, end: p.end };
    }
  }
  p.leave();
  return left;
}

function comparison(p: Parser, left: Expression, start: number): CompareNode {
  const rest: { operator: string; right: Expression }[] = [];
  while (BINDING[p.kind] === COMPARE) {
    let operator = p.word();
    p.advance();
    if (operator === 'not') {
      p.expect(T.in);
      operator = 'not in';
    } else if (operator === 'is' && p.accept(T.not)) operator = 'is not';
    rest.push({ operator, right: binary(p, BIT_OR) });
  }
  return { type: 'Compare', left, rest, start, end: p.end };
}

function short(
  p: Parser,
  first: Expression,
  { start, binding }: { readonly start: number; readonly binding: number },
): Expression {
  const { kind } = p;
  const values = [first];
  while (p.accept(kind)) values.push(binary(p, binding + 1));
  return { type: 'Bool', operator: kind === T.or ? 'or' : 'and', values, start, end: p.end };
}

function unary(p: Parser): Expression {
  const { start, kind } = p;
  if (kind !== T.minus && kind !== T.plus && kind !== T.tilde) return power(p);
  p.enter();
  p.advance();
  const operator = kind === T.minus ? '-' : kind === T.plus ? '+' : '~';
  const operand = unary(p);
  p.leave();
  return { type: 'Unary', operator, operand, start, end: p.end };
}

function power(p: Parser): Expression {
  const { start } = p;
  let base: Expression;
  if (p.kind === T.await) {
    p.enter();
    p.advance();
    base = { type: 'Await', value: primary(p), start, end: p.end };
    p.leave();
  } else base = primary(p);
  if (p.kind !== T.power) return base;
  p.enter();
  p.advance();
  const right = unary(p);
  p.leave();
  return { type: 'Binary', operator: '**', left: base, right, start, end: p.end };
}

/** An atom and what follows it: members, calls, subscripts. */
export function primary(p: Parser): Expression {
  const { start } = p;
  let base = atom(p);
  for (;;) {
    if (p.kind === T.dot) {
      p.advance();
      base = { type: 'Attribute', base, name: p.name(), start, end: p.end };
    } else if (p.kind === T.leftParen) base = call(p, base, start);
    else if (p.kind === T.leftBracket) {
      p.advance();
      const index = subscript(p);
      p.expect(T.rightBracket);
      base = { type: 'Subscript', base, index, start, end: p.end };
    } else return base;
  }
}

function call(p: Parser, callee: Expression, start: number): CallNode {
  const args = callArguments(p);
  return { type: 'Call', callee, args, start, end: p.end };
}

/** `(a, *b, c=d, **e)`. */
export function callArguments(p: Parser): readonly ArgumentNode[] {
  p.expect(T.leftParen);
  const args: ArgumentNode[] = [];
  while (p.kind !== T.rightParen) {
    args.push(argument(p));
    if (!p.accept(T.comma)) break;
  }
  p.expect(T.rightParen);
  return args;
}

function argument(p: Parser): ArgumentNode {
  if (p.accept(T.star)) return { name: '*', value: expression(p) };
  if (p.accept(T.power)) return { name: '**', value: expression(p) };
  if (p.kind === T.name && p.peek(1) === T.assign) {
    const name = p.name();
    p.advance();
    return { name, value: expression(p) };
  }
  const { start } = p;
  const value = named(p);
  return { name: '', value: isClause(p) ? comprehension(p, { value, start }) : value };
}

function subscript(p: Parser): Expression {
  const { start } = p;
  const one = (): Expression => (p.kind === T.colon ? slice(p, []) : sliceOrElement(p));
  const first = one();
  if (p.kind !== T.comma) return first;
  const elements = [first];
  while (p.accept(T.comma) && p.kind !== T.rightBracket) elements.push(one());
  return { type: 'Tuple', elements, start, end: p.end };
}

function sliceOrElement(p: Parser): Expression {
  const lower = element(p);
  return p.kind === T.colon ? slice(p, [lower]) : lower;
}

function slice(p: Parser, bounds: Expression[]): Expression {
  const start = bounds[0]?.start ?? p.start;
  while (p.accept(T.colon)) {
    if (p.kind !== T.colon && p.kind !== T.comma && p.kind !== T.rightBracket) {
      bounds.push(expression(p));
    }
  }
  return { type: 'Slice', bounds, start, end: p.end };
}

function atom(p: Parser): Expression {
  const { start } = p;
  switch (p.kind) {
    case T.name:
      return { type: 'Name', name: p.name(), start, end: p.end };
    case T.string:
    case T.fstringStart:
      return strings(p);
    case T.number:
      return constant(p, 'number', decimal(p.word()));
    case T.true:
      return constant(p, 'boolean', 'true');
    case T.false:
      return constant(p, 'boolean', 'false');
    case T.none:
      return constant(p, 'nothing', '');
    case T.ellipsis:
      return constant(p, 'other', '');
    case T.leftParen:
      return parenthesized(p);
    case T.leftBracket:
      return list(p);
    case T.leftBrace:
      return braces(p);
    default:
      return p.fail();
  }
}

function constant(p: Parser, kind: ConstantNode['kind'], text: string): ConstantNode {
  const { start } = p;
  p.advance();
  return { type: 'Constant', kind, text, start, end: p.end };
}
