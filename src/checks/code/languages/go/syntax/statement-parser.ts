import type {
  Assert,
  Block,
  Clause,
  Declaration,
  Expr,
  For,
  If,
  Jump,
  Name,
  Range,
  SelectClause,
  Stmt,
} from './ast.ts';
import { ExpressionParser } from './expression-parser.ts';
import { T, type TokenKind } from './tokens.ts';

/** Parses statements (https://go.dev/ref/spec#Statements). One that is broken is lost, and the next is read. */
export abstract class StatementParser extends ExpressionParser {
  abstract declarations(): readonly Declaration[];

  block(): Block {
    const { start } = this;
    this.expect(T.openBrace);
    const body = this.#body();
    this.closeBrace();
    return { kind: 'block', body, start, end: this.lastEnd };
  }

  #body(): readonly Stmt[] {
    const body: Stmt[] = [];
    while (!ENDS_BODY.has(this.kind) && !this.isResuming) {
      this.attempt(() => {
        const statement = this.#statement();
        if (statement !== undefined) body.push(statement);
        if (this.isResuming || this.accept(T.semicolon) || ENDS_BODY.has(this.kind)) return;
        this.fail();
      });
    }
    return body;
  }

  #statement(): Stmt | undefined {
    this.enter();
    const statement = this.#plainStatement();
    this.leave();
    return statement;
  }

  // oxlint-disable-next-line complexity -- one line a kind of statement
  #plainStatement(): Stmt | undefined {
    const { start } = this;
    switch (this.kind) {
      case T.semicolon:
        return undefined;
      case T.var:
      case T.const:
      case T.type:
        return { kind: 'declare', declarations: this.declarations(), start, end: this.lastEnd };
      case T.openBrace:
        return this.block();
      case T.if:
        return this.#if();
      case T.for:
        return this.#for();
      case T.switch:
        return this.#switch();
      case T.select:
        return this.#select();
      case T.return:
        return this.#return();
      case T.break:
        return this.#jump('break');
      case T.continue:
        return this.#jump('continue');
      case T.goto:
        return this.#jump('goto');
      case T.fallthrough:
        return this.#jump('fallthrough');
      case T.go:
      case T.defer:
        this.advance();
        return { kind: 'expression', value: this.expression(), start, end: this.lastEnd };
      default:
        return this.kind === T.name && this.following === T.colon
          ? this.#labeled()
          : this.#simple();
    }
  }

  #labeled(): Stmt {
    const label = this.name();
    this.expect(T.colon);
    const body = ENDS_BODY.has(this.kind) ? undefined : this.#statement();
    return { kind: 'labeled', label: label.name, body, start: label.start, end: this.lastEnd };
  }

  /** An expression, an assignment, or something sent to a channel. */
  #simple(): Stmt {
    const { start } = this;
    const left = this.expressions();
    const operator = this.kind;
    const [first] = left;
    if (first === undefined) return this.fail();
    if (ASSIGNS.has(operator)) {
      this.advance();
      if (this.kind === T.range) return this.#rangeHead(start, left, operator);
      const values = this.expressions();
      return { kind: 'assign', targets: left, operator, values, start, end: this.lastEnd };
    }
    if (left.length > 1) this.fail();
    if (operator === T.increment || operator === T.decrement) {
      this.advance();
      return { kind: 'assign', targets: left, operator, values: [], start, end: this.lastEnd };
    }
    if (!this.accept(T.arrow)) {
      return { kind: 'expression', value: first, start, end: this.lastEnd };
    }
    return { kind: 'send', channel: first, value: this.expression(), start, end: this.lastEnd };
  }

  #return(): Stmt {
    const { start } = this;
    this.advance();
    const isBare = this.kind === T.semicolon || ENDS_BODY.has(this.kind);
    return {
      kind: 'return',
      values: isBare ? [] : this.expressions(),
      start,
      end: this.lastEnd,
    };
  }

  #jump(what: Jump['what']): Stmt {
    const { start } = this;
    this.advance();
    const label = this.kind === T.name ? this.name().name : '';
    return { kind: 'jump', what, label, start, end: this.lastEnd };
  }

  /** A chain of `else if` is a loop here: generated ones are long. */
  #if(): Stmt {
    const first = this.#ifOnly();
    let last = first;
    while (this.accept(T.else)) {
      if (this.kind !== T.if) {
        last.no = this.block();
        break;
      }
      const next = this.#ifOnly();
      last.no = next;
      last = next;
    }
    return first;
  }

  #ifOnly(): If {
    const { start, level } = this;
    this.expect(T.if);
    this.level = -1;
    let init = this.kind === T.semicolon ? undefined : this.#simple();
    let test = init;
    if (this.accept(T.semicolon)) test = this.#simple();
    else init = undefined;
    if (test?.kind !== 'expression') return this.fail();
    this.level = level;
    const yes = this.block();
    return { kind: 'if', init, test: test.value, yes, no: undefined, start, end: this.lastEnd };
  }

  #for(): Stmt {
    const { start, level } = this;
    this.expect(T.for);
    this.level = -1;
    const head = this.#forHead(start);
    this.level = level;
    const body = this.block();
    return { ...head, body, end: this.lastEnd };
  }

  #forHead(start: number): For | Range {
    const head = { kind: 'for', body: noBlock, start, end: start } as const;
    const nothing = { init: undefined, test: undefined, post: undefined };
    if (this.kind === T.openBrace) return { ...head, ...nothing };
    if (this.kind === T.range) return this.#rangeHead(start, [], T.assign);
    const init = this.kind === T.semicolon ? undefined : this.#simple();
    if (init?.kind === 'range') return init;
    if (init?.kind === 'expression' && this.kind === T.openBrace) {
      return { ...head, ...nothing, test: init.value };
    }
    this.expect(T.semicolon);
    return { ...head, init, ...this.#testAndPost() };
  }

  #testAndPost(): Pick<For, 'test' | 'post'> {
    const isOpen = this.kind === T.semicolon || this.kind === T.openBrace;
    const test = isOpen ? undefined : this.expression();
    if (this.kind !== T.openBrace) this.expect(T.semicolon);
    return { test, post: this.kind === T.openBrace ? undefined : this.#simple() };
  }

  /** The body comes later. */
  #rangeHead(start: number, targets: readonly Expr[], operator: TokenKind): Range {
    if (this.level >= 0) this.fail();
    this.expect(T.range);
    const over = this.expression();
    const end = this.lastEnd;
    const isDefinition = operator === T.define;
    return { kind: 'range', targets, isDefinition, over, body: noBlock, start, end };
  }

  #switch(): Stmt {
    const { start, level } = this;
    this.expect(T.switch);
    this.level = -1;
    const isSimple = this.kind !== T.semicolon && this.kind !== T.openBrace;
    let init = isSimple ? this.#simple() : undefined;
    let tag = init;
    if (this.accept(T.semicolon)) tag = this.kind === T.openBrace ? undefined : this.#simple();
    else init = undefined;
    this.level = level;
    const clauses = this.#clauses(() => this.#clause());
    const base = { init, clauses, start, end: this.lastEnd };
    if (tag === undefined) return { kind: 'switch', tag: undefined, ...base };
    const guard = typeGuard(tag);
    if (guard !== undefined) {
      return { kind: 'type-switch', name: guard.name, subject: guard.assert.base, ...base };
    }
    return tag.kind === 'expression' ? { kind: 'switch', tag: tag.value, ...base } : this.fail();
  }

  #clauses<C>(clause: () => C): readonly C[] {
    this.expect(T.openBrace);
    const clauses: C[] = [];
    while (this.kind !== T.closeBrace && this.kind !== T.end && !this.isResuming) {
      this.attempt(() => clauses.push(clause()));
    }
    this.closeBrace();
    return clauses;
  }

  #clause(): Clause {
    const { start } = this;
    let tests: readonly Expr[] | undefined;
    if (!this.accept(T.default)) {
      this.expect(T.case);
      tests = this.expressions();
    }
    this.expect(T.colon);
    return { tests, body: this.#body(), start, end: this.lastEnd };
  }

  #select(): Stmt {
    const { start } = this;
    this.expect(T.select);
    const clauses = this.#clauses(() => this.#selectClause());
    return { kind: 'select', clauses, start, end: this.lastEnd };
  }

  #selectClause(): SelectClause {
    const { start } = this;
    let on: Stmt | undefined;
    if (!this.accept(T.default)) {
      this.expect(T.case);
      on = this.#simple();
    }
    this.expect(T.colon);
    return { on, body: this.#body(), start, end: this.lastEnd };
  }
}

const noBlock: Block = { kind: 'block', body: [], start: 0, end: 0 };

/** `x.(type)` or `v := x.(type)`. */
function typeGuard(
  tag: Stmt,
): { readonly name: Name | undefined; readonly assert: Assert } | undefined {
  const value =
    tag.kind === 'expression' ? tag.value : tag.kind === 'assign' ? tag.values[0] : undefined;
  if (value?.kind !== 'assert' || value.type !== undefined) return undefined;
  const target = tag.kind === 'assign' ? tag.targets[0] : undefined;
  return { name: target?.kind === 'name' ? target : undefined, assert: value };
}

const ENDS_BODY: ReadonlySet<TokenKind> = new Set([T.closeBrace, T.case, T.default, T.end]);

const ASSIGNS: ReadonlySet<TokenKind> = new Set([
  T.assign,
  T.define,
  T.addTo,
  T.subtractFrom,
  T.multiplyBy,
  T.divideBy,
  T.remainderOf,
  T.andWith,
  T.orWith,
  T.xorWith,
  T.shiftLeftBy,
  T.shiftRightBy,
  T.andNotWith,
]);
