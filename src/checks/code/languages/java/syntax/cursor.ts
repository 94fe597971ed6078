import type { Span } from '../../../ir/ir.ts';
import { lex } from './lexer.ts';
import type { BlockNode, ClassNode, Modifiers, SwitchNode } from './nodes.ts';
import type { Kind, TokenList } from './tokens.ts';

/** The parts of the parser that need each other, by way of the cursor. */
export interface Parts {
  block(cursor: Cursor): BlockNode;
  switchNode(cursor: Cursor): SwitchNode;
  /** The class body of `new Base() {…}`; its name is the next number. */
  anonymous(cursor: Cursor, start: number): ClassNode;
  classNode(cursor: Cursor, modifiers: Modifiers, start: number): ClassNode;
  modifiers(cursor: Cursor): Modifiers;
}

/** What is not Java as the parser knows it: caught where the next statement or member can be found. */
class Unparsed extends Error {}

/** One for all: a trace of the stack each time took longer than the parsing. */
const unparsed = new Unparsed();

/** Deeper nesting is data or an attack: people stay below 60. Chosen so that the stack of a thread suffices five times. */
const maxDepth = 250;

/** Where the parser stands in the tokens of a file. */
export class Cursor {
  readonly text: string;
  readonly tokens: TokenList;
  readonly parts: Parts;
  readonly lost: Span[] = [];
  readonly declared: Set<string> = new Set();
  at = 0;
  /** Full name of the class around, and how many without a name it has had. */
  className = '';
  readonly #anonymous = new Map<string, number>();
  #depth = 0;
  /** Behind the last statement or member that was parsed or given up. */
  #reached = 0;

  constructor(text: string, parts: Parts) {
    this.text = text;
    this.tokens = lex(text);
    this.parts = parts;
  }

  get kind(): Kind {
    return this.tokens.kinds[this.at] ?? 'end';
  }

  /** The kind of the token that follows `ahead` tokens later. */
  peek(ahead: number): Kind {
    return this.tokens.kinds[this.at + ahead] ?? 'end';
  }

  get start(): number {
    return this.tokens.starts[this.at] ?? this.text.length;
  }

  /** Where the last token ended. */
  get lastEnd(): number {
    return this.tokens.ends[this.at - 1] ?? 0;
  }

  wordAt(ahead: number): string {
    const index = this.at + ahead;
    return this.text.slice(this.tokens.starts[index], this.tokens.ends[index]);
  }

  /** Whether it is this word, which is a keyword only here. */
  isWord(word: string, ahead = 0): boolean {
    const start = this.tokens.starts[this.at + ahead] ?? 0;
    const end = this.tokens.ends[this.at + ahead] ?? 0;
    return (
      this.peek(ahead) === 'identifier' &&
      end - start === word.length &&
      this.text.startsWith(word, start)
    );
  }

  /** The next token begins where this one ends. */
  touchesNext(ahead: number): boolean {
    const { starts, ends } = this.tokens;
    return ends[this.at + ahead] === starts[this.at + ahead + 1];
  }

  /** The token after the bracket that closes the one at `index`; -1 where nothing closes it. */
  behind(index: number): number {
    const closer = this.tokens.closers[index] ?? -1;
    return closer === -1 ? -1 : closer + 1;
  }

  take(kind: Kind): boolean {
    if (this.kind !== kind) return false;
    this.at += 1;
    return true;
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.at += 1;
    return true;
  }

  expect(kind: Kind): void {
    if (!this.take(kind)) this.fail();
  }

  name(): string {
    if (this.kind !== 'identifier') this.fail();
    const word = this.wordAt(0);
    this.at += 1;
    return word;
  }

  /** `java.util.List`; stops before a dot that no name follows. */
  dotted(): string {
    let name = this.name();
    while (this.kind === '.' && this.peek(1) === 'identifier') {
      this.at += 1;
      name += `.${this.name()}`;
    }
    return name;
  }

  fail(): never {
    throw unparsed;
  }

  enter(): void {
    this.#depth += 1;
    if (this.#depth > maxDepth) this.fail();
  }

  leave(): void {
    this.#depth -= 1;
  }

  /** Parses one statement or member; where that fails, its text is lost and the next one follows. */
  recover<T>(parse: (cursor: Cursor) => T): T | undefined {
    const [start, depth, className] = [this.at, this.#depth, this.className];
    try {
      const parsed = parse(this);
      this.#reached = this.at;
      return parsed;
    } catch (error) {
      if (!(error instanceof Unparsed)) throw error;
      this.#depth = depth;
      this.className = className;
      this.#skipFrom(start);
      this.#reached = this.at;
      return undefined;
    }
  }

  /**
   * Behind the next `;`, or a block that closes, or before what closes the block around. Statements within that were
   * parsed before are not parsed again: with brackets left open each level would double the time.
   */
  #skipFrom(start: number): void {
    const from = this.tokens.starts[start] ?? 0;
    this.at = start;
    while (this.kind !== 'end' && !this.#isAtEnd()) if (this.#passOne()) break;
    // A stray `}` where no block is open would stop everything: it is passed.
    if (this.at === start && this.kind !== 'end') this.at += 1;
    if (this.lastEnd > from) this.lost.push({ start: from, end: this.lastEnd });
  }

  #isAtEnd(): boolean {
    return this.kind === '}' && this.at >= this.#reached;
  }

  /** Passes a token, or what a pair of brackets encloses; true: a statement can begin behind it. */
  #passOne(): boolean {
    const behind = this.behind(this.at);
    const isEnd = this.kind === ';' || (this.kind === '{' && behind !== -1);
    this.at = behind === -1 ? this.at + 1 : behind;
    return isEnd && this.at >= this.#reached;
  }

  /** Says that a class stands here; yields its full name. An empty name is that of an anonymous one. */
  declare(name: string): string {
    const around = this.className;
    const prefix = around === '' ? '' : `${around}.`;
    if (name !== '') {
      this.declared.add(prefix + name);
      return prefix + name;
    }
    const number = (this.#anonymous.get(around) ?? 0) + 1;
    this.#anonymous.set(around, number);
    return `${prefix}$${number}`;
  }
}
