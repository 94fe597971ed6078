import type { Span } from '../../../ir/ir.ts';
import type { Name } from './ast.ts';
import type { Tokens } from './lexer.ts';
import { T, type TokenKind } from './tokens.ts';

/** What parsing throws where the text is no Go; it never leaves the parser. */
class SyntaxTrouble extends Error {}

/** One for all: a stack trace for each of a million broken statements would be what takes the time. */
const trouble = new SyntaxTrouble('no Go');

/** Nobody writes so deep; beyond it the text is data or an attack, and the stack would overflow at about ten times as many. */
const maxDepth = 300;

/** Where the parser stands in the tokens. Each layer above it parses more of the language with it. */
export abstract class Cursor {
  readonly text: string;
  readonly lost: Span[] = [];
  /** Kind of the token that comes next. */
  kind: TokenKind;
  /** After a loss: a declaration begins at the next token, whatever braces are open. */
  protected isResuming = false;
  /** Below 0: in the head of an `if`, `for` or `switch`, where `{` after a name begins the body. */
  protected level = 0;
  readonly #tokens: Tokens;
  #at = 0;
  #depth = 0;

  constructor(text: string, tokens: Tokens) {
    this.text = text;
    this.#tokens = tokens;
    this.kind = tokens.kinds[0] ?? T.end;
  }

  get start(): number {
    return this.#tokens.starts[this.#at] ?? this.text.length;
  }

  /** Where the last token ended. */
  get lastEnd(): number {
    return this.#tokens.ends[this.#at - 1] ?? 0;
  }

  protected get following(): TokenKind {
    return this.#tokens.kinds[this.#at + 1] ?? T.end;
  }

  /** The kind after the `]` of the `[` that is `offset` tokens ahead; `end` where it has none. */
  protected afterBracket(offset: number): TokenKind {
    const close = this.#tokens.closes[this.#at + offset] ?? 0;
    return close === 0 ? T.end : (this.#tokens.kinds[close + 1] ?? T.end);
  }

  /** Whether the `[` that comes next opens type parameters: `[P any]`, not the length `[N]` or `[N * 2]` of an array. */
  protected opensTypeParams(): boolean {
    const { kinds, closes } = this.#tokens;
    if (this.kind !== T.openBracket || this.following !== T.name) return false;
    const second = kinds[this.#at + 2] ?? T.end;
    if (second !== T.multiply && second !== T.openParen) return STARTS_CONSTRAINT.has(second);
    return this.#hasConstraint(closes[this.#at] ?? 0);
  }

  /** `[P *C, Q any]` and `[P *C | D]` are parameters, `[P * C]` is a product. */
  #hasConstraint(close: number): boolean {
    let open = 0;
    for (let at = this.#at + 1; at < close; at++) {
      const kind = this.#tokens.kinds[at] ?? T.end;
      open += DEEPER[kind] ?? 0;
      if (open === 0 && (kind === T.comma || kind === T.tilde || kind === T.or)) return true;
    }
    return false;
  }

  protected advance(): void {
    if (this.kind === T.end) return;
    this.#at += 1;
    this.kind = this.#tokens.kinds[this.#at] ?? T.end;
  }

  protected accept(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  protected expect(kind: TokenKind): void {
    if (!this.accept(kind)) this.fail();
  }

  protected name(): Name {
    const { start } = this;
    this.expect(T.name);
    const end = this.lastEnd;
    return { kind: 'name', name: this.text.slice(start, end), start, end };
  }

  protected fail(): never {
    throw trouble;
  }

  protected enter(): void {
    this.#depth += 1;
    if (this.#depth > maxDepth) this.fail();
  }

  protected leave(): void {
    this.#depth -= 1;
  }

  /** Ends a block. One that the next declaration or the end of the file interrupts is short of its brace, no more. */
  protected closeBrace(): void {
    if (this.isResuming || this.accept(T.closeBrace)) return;
    if (this.kind !== T.end) this.fail();
    this.#resume();
  }

  /** Runs `parse`; where it fails its tokens are lost up to the end of the statement. */
  protected attempt(parse: () => void, isTop = false): void {
    const { start, level } = this;
    const from = this.#at;
    const depth = this.#depth;
    const canResume = !isTop && this.#isDeclaration();
    try {
      parse();
    } catch (error) {
      if (!(error instanceof SyntaxTrouble)) throw error;
      this.#depth = depth;
      this.level = level;
      if (canResume) return this.#goBack(from);
      this.#skip(from);
      this.lost.push({ start, end: Math.max(this.lastEnd, start) });
    }
  }

  /** What looked like a declaration is no statement: it is one, and the braces around are not closed. */
  #goBack(to: number): void {
    this.#at = to;
    this.kind = this.#tokens.kinds[to] ?? T.end;
    this.#resume();
  }

  #resume(): void {
    this.lost.push({ start: this.start, end: this.start });
    this.isResuming = true;
  }

  /** Goes behind the `;` or to the `}` that ends the statement, or to what looks like the next declaration. */
  #skip(from: number): void {
    let open = 0;
    while (this.kind !== T.end) {
      if (this.#at > from && this.#isDeclaration()) {
        this.isResuming = true;
        return;
      }
      const change = DEEPER[this.kind] ?? 0;
      if (open === 0 && this.kind === T.closeBrace) return;
      if (open > 0 || change > 0) open += change;
      const isEnd = open === 0 && this.kind === T.semicolon;
      this.advance();
      if (isEnd) return;
    }
  }

  /** As `gofmt` leaves them, declarations begin at the first column and nothing else does. */
  #isDeclaration(): boolean {
    return STARTS_DECLARATION.has(this.kind) && this.text.charCodeAt(this.start - 1) === newline;
  }
}

const newline = 10;

const STARTS_DECLARATION: ReadonlySet<TokenKind> = new Set([T.func, T.type, T.var, T.const]);

const STARTS_CONSTRAINT: ReadonlySet<TokenKind> = new Set([
  T.name,
  T.comma,
  T.tilde,
  T.interface,
  T.openBracket,
  T.func,
  T.map,
  T.chan,
]);

const DEEPER: Int8Array = new Int8Array(128);
for (const kind of [T.openParen, T.openBracket, T.openBrace]) DEEPER[kind] = 1;
for (const kind of [T.closeParen, T.closeBracket, T.closeBrace]) DEEPER[kind] = -1;
