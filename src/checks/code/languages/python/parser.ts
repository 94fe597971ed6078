import type { Span } from '../../ir/ir.ts';
import type { Body, Expression, Names } from './ast.ts';
import { T, type Tokens } from './tokens.ts';

/** Thrown where the text is not Python; one for all, because the place of the token tells what a stack would. */
export class SyntaxFailure extends Error {}
const failure = new SyntaxFailure('not Python');

/** CPython refuses more than 200 brackets in each other; operators and strings add to them here. */
const maxExpressionDepth = 250;
/** CPython allows 100 levels of indentation; a deeper file is data or an attack. */
const maxLevels = 100;

/** The rules that others build on, which call each other by way of the parser. */
export interface Grammar {
  expression(p: Parser): Expression;
  /** With commas a tuple. */
  expressions(p: Parser): Expression;
  /** One of a list: may be starred or a `yield`. */
  element(p: Parser): Expression;
  binary(p: Parser, least: number): Expression;
  /** `:` and the statements of a block. */
  block(p: Parser): Body;
}

/** Where the parser stands in the tokens, and what it has gathered about names. */
export class Parser {
  readonly text: string;
  readonly grammar: Grammar;
  readonly lost: Span[] = [];
  readonly imports: Map<string, string> = new Map();
  readonly chains: Set<string> = new Set();
  readonly classes: Set<string> = new Set();
  statements = 0;
  /** Index of the next token. */
  at = 0;
  /** Its kind. */
  kind: number;
  /** Number of blocks around. */
  level = 0;
  depth = 0;
  names: Names = newNames();
  readonly #kinds: Uint8Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;

  constructor(tokens: Tokens, grammar: Grammar) {
    this.grammar = grammar;
    this.text = tokens.text;
    this.#kinds = tokens.kinds;
    this.#starts = tokens.starts;
    this.#ends = tokens.ends;
    this.kind = tokens.kinds[0] ?? T.eof;
  }

  /** Where the next token begins. */
  get start(): number {
    return this.#starts[this.at] ?? 0;
  }

  /** Where the last token ended. */
  get end(): number {
    return this.at === 0 ? 0 : (this.#ends[this.at - 1] ?? 0);
  }

  /** The kind of the token `ahead` of the next one. */
  peek(ahead: number): number {
    return this.#kinds[this.at + ahead] ?? T.eof;
  }

  /** The text of the next token. */
  word(): string {
    return this.text.slice(this.#starts[this.at], this.#ends[this.at]);
  }

  isWord(word: string): boolean {
    return this.kind === T.name && this.word() === word;
  }

  advance(): void {
    if (this.kind === T.eof) return;
    this.at += 1;
    this.kind = this.#kinds[this.at] ?? T.eof;
  }

  /** Goes back to a token that was passed. */
  rewind(at: number): void {
    this.at = at;
    this.kind = this.#kinds[at] ?? T.eof;
  }

  accept(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  expect(kind: number): void {
    if (this.kind !== kind) this.fail();
    this.advance();
  }

  fail(): never {
    throw failure;
  }

  name(): string {
    if (this.kind !== T.name) this.fail();
    const name = this.word();
    this.advance();
    return name;
  }

  enter(): void {
    this.depth += 1;
    if (this.depth > maxExpressionDepth) this.fail();
  }

  leave(): void {
    this.depth -= 1;
  }

  /** Into a block. */
  indent(): void {
    this.expect(T.indent);
    this.level += 1;
    if (this.level > maxLevels) this.fail();
  }

  dedent(): void {
    this.accept(T.dedent);
    this.level -= 1;
  }

  bindName(name: string, annotation?: Expression): void {
    if (annotation !== undefined || !this.names.bound.has(name)) {
      this.names.bound.set(name, annotation);
    }
  }

  /** Binds the names of a target; what is no target is not Python. */
  bind(target: Expression, annotation?: Expression): void {
    if (target.type === 'Name') this.bindName(target.name, annotation);
    else if (target.type === 'List' || target.type === 'Tuple') {
      for (const each of target.elements) this.bind(each);
    } else if (target.type === 'Starred' && target.value !== undefined) this.bind(target.value);
    else if (target.type !== 'Attribute' && target.type !== 'Subscript') this.fail();
  }

  /** Parses what has names of its own. */
  scoped<R>(names: Names, parse: () => R): R {
    const outer = this.names;
    this.names = names;
    const result = parse();
    this.names = outer;
    return result;
  }
}

export function newNames(): Names {
  return { bound: new Map(), outer: undefined };
}
