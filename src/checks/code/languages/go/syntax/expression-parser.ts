import type { Block, Element, Expr, Operation } from './ast.ts';
import { PRECEDENCE, T, type TokenKind } from './tokens.ts';
import { TypeParser } from './type-parser.ts';

/** Parses expressions (https://go.dev/ref/spec#Expressions), of which types are a part. */
export abstract class ExpressionParser extends TypeParser {
  abstract block(): Block;

  expression(): Expr {
    return this.#binary(1);
  }

  protected expressions(): Expr[] {
    const list = [this.expression()];
    while (this.accept(T.comma)) list.push(this.expression());
    return list;
  }

  #binary(least: number): Expr {
    let left = this.#unary();
    for (;;) {
      const operator = this.kind;
      const power = PRECEDENCE[operator] ?? 0;
      if (power < least) return left;
      this.advance();
      left = joined(left, operator, this.#binary(power + 1));
    }
  }

  #unary(): Expr {
    this.enter();
    const operand = PREFIXES.has(this.kind) ? this.#prefixed() : this.#primary();
    this.leave();
    return operand;
  }

  #prefixed(): Expr {
    const { start, kind } = this;
    if (kind === T.arrow && this.following === T.chan) return this.#suffixed(this.chanType());
    this.advance();
    const operand = this.#unary();
    const end = this.lastEnd;
    return kind === T.multiply
      ? { kind: 'star', operand, start, end }
      : { kind: 'unary', operator: kind, operand, start, end };
  }

  #primary(): Expr {
    return this.#suffixed(this.#operand());
  }

  // oxlint-disable-next-line complexity -- one line a kind of operand
  #operand(): Expr {
    const { start, kind } = this;
    switch (kind) {
      case T.name:
        return this.name();
      case T.number:
      case T.string:
      case T.raw:
      case T.rune:
        this.advance();
        return { kind: 'literal', token: kind, start, end: this.lastEnd };
      case T.openParen:
        return this.#parenthesised();
      case T.func:
        return this.#function();
      case T.openBracket:
        return this.arrayType();
      case T.map:
        return this.mapType();
      case T.chan:
        return this.chanType();
      case T.struct:
        return this.structType();
      case T.interface:
        return this.interfaceType();
      default:
        return this.fail();
    }
  }

  #parenthesised(): Expr {
    const { level } = this;
    this.expect(T.openParen);
    this.level = 0;
    const inner = this.expression();
    this.level = level;
    this.expect(T.closeParen);
    return inner;
  }

  #function(): Expr {
    const { start, level } = this;
    this.expect(T.func);
    const type = this.signature(start);
    if (this.kind !== T.openBrace) return type;
    this.level = 0;
    const body = this.block();
    this.level = level;
    return { kind: 'func-literal', type, body, start, end: this.lastEnd };
  }

  #suffixed(first: Expr): Expr {
    let base = first;
    for (;;) {
      switch (this.kind) {
        case T.dot:
          base = this.#selected(base);
          break;
        case T.openBracket:
          base = this.#indexed(base);
          break;
        case T.openParen:
          base = this.#called(base);
          break;
        case T.openBrace:
          if (!this.#beginsComposite(base)) return base;
          base = this.#composite(base, base.start);
          break;
        default:
          return base;
      }
    }
  }

  #selected(base: Expr): Expr {
    const { start } = base;
    this.expect(T.dot);
    if (!this.accept(T.openParen)) {
      return { kind: 'selector', base, name: this.name(), start, end: this.lastEnd };
    }
    const type = this.accept(T.type) ? undefined : this.type();
    this.expect(T.closeParen);
    return { kind: 'assert', base, type, start, end: this.lastEnd };
  }

  #indexed(base: Expr): Expr {
    const { start } = base;
    const { level } = this;
    this.expect(T.openBracket);
    this.level = 0;
    const parts: (Expr | undefined)[] = [];
    let isSlice = false;
    let isList = false;
    do {
      const isGap = this.kind === T.colon || this.kind === T.closeBracket;
      parts.push(isGap ? undefined : this.expression());
      if (this.kind === T.colon) isSlice = true;
      if (this.kind === T.comma) isList = true;
    } while (this.accept(T.colon) || this.accept(T.comma));
    this.level = level;
    this.expect(T.closeBracket);
    if (isSlice && !isList) return { kind: 'slice', base, bounds: parts, start, end: this.lastEnd };
    const indices = parts.filter((part) => part !== undefined);
    if (isSlice || indices.length === 0) this.fail();
    return { kind: 'index', base, indices, start, end: this.lastEnd };
  }

  #called(callee: Expr): Expr {
    const { level } = this;
    this.expect(T.openParen);
    this.level = 0;
    const args: Expr[] = [];
    let isSpread = false;
    while (this.kind !== T.closeParen) {
      args.push(this.expression());
      if (this.accept(T.ellipsis)) isSpread = true;
      if (!this.accept(T.comma)) break;
    }
    this.level = level;
    this.expect(T.closeParen);
    return { kind: 'call', callee, args, isSpread, start: callee.start, end: this.lastEnd };
  }

  #beginsComposite({ kind }: Expr): boolean {
    if (kind === 'array-type' || kind === 'map-type' || kind === 'struct-type') return true;
    return this.level >= 0 && (kind === 'name' || kind === 'selector' || kind === 'index');
  }

  #composite(type: Expr | undefined, start: number): Expr {
    const { level } = this;
    this.expect(T.openBrace);
    this.level = 0;
    const elements: Element[] = [];
    while (this.kind !== T.closeBrace) {
      elements.push(this.#element());
      if (!this.accept(T.comma)) break;
    }
    this.level = level;
    this.expect(T.closeBrace);
    return { kind: 'composite', type, elements, start, end: this.lastEnd };
  }

  #element(): Element {
    const { start } = this;
    const first = this.#elementValue();
    if (!this.accept(T.colon)) return { key: undefined, value: first, start, end: this.lastEnd };
    return { key: first, value: this.#elementValue(), start, end: this.lastEnd };
  }

  #elementValue(): Expr {
    if (this.kind !== T.openBrace) return this.expression();
    this.enter();
    const value = this.#composite(undefined, this.start);
    this.leave();
    return value;
  }
}

function joined(left: Expr, operator: TokenKind, right: Expr): Operation {
  if (left.kind === 'operation' && left.operator === operator) {
    left.operands.push(right);
    left.end = right.end;
    return left;
  }
  const { start } = left;
  return { kind: 'operation', operator, operands: [left, right], start, end: right.end };
}

const PREFIXES: ReadonlySet<TokenKind> = new Set([
  T.add,
  T.subtract,
  T.not,
  T.xor,
  T.multiply,
  T.and,
  T.arrow,
  T.tilde,
]);
