import {
  CLOSE_BRACE,
  CLOSE_PAREN,
  CLOSE_SQUARE,
  DOUBLE_QUOTE,
  BACKTICK,
  GREATER,
  isNameCode,
  isSpaceCode,
  LESS,
  nameStart,
  SINGLE_QUOTE,
  SLASH,
  STAR,
} from './characters.ts';
import { commentEnd, regexEnd } from './javascript-text.ts';

/** Words behind which an expression begins, so that a slash opens a regular expression (ECMA-262, 12.9.5). */
const beforeExpression: ReadonlySet<string> = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'delete',
  'void',
  'instanceof',
  'new',
  'throw',
  'do',
  'else',
  'await',
  'yield',
  'default',
  'extends',
]);

/** Words whose parentheses are followed by a statement. */
const heads: ReadonlySet<string> = new Set(['if', 'while', 'for', 'with']);

/** Tells what a slash is, from what stands before it: a comment, a division, or a regular expression. */
export class SlashReading {
  readonly #text: string;
  /** Of each parenthesis that is open: whether it belongs to `if`, `while`, `for` or `with`. */
  readonly #parens: boolean[] = [];
  /** The last one that closed such a head. */
  #headClose = -1;
  /** Comments right before one another, as one. */
  #comment: { start: number; end: number } = { start: -1, end: -1 };
  /** Up to here no regular expression is closed, so there is none. */
  #divisionsTo = 0;

  constructor(text: string) {
    this.#text = text;
  }

  open(at: number): void {
    const end = this.#before(at) + 1;
    const code = this.#text.charCodeAt(end - 1);
    // The last letters of the heads: most parentheses are told by one comparison.
    const maybe = code === 102 || code === 101 || code === 114 || code === 104;
    this.#parens.push(maybe && heads.has(this.#wordBefore(end)));
  }

  close(at: number): void {
    if (this.#parens.pop() === true) this.#headClose = at;
  }

  /** Behind what the slash at `at` begins. */
  read(at: number): number {
    const next = this.#text.charCodeAt(at + 1);
    if (next === SLASH || next === STAR) return this.#commentAt(at);
    if (at < this.#divisionsTo || !this.#isExpressionAt(at, next)) return at + 1;
    const end = regexEnd(this.#text, at);
    if (end !== undefined) return end + 1;
    const line = this.#text.indexOf('\n', at);
    this.#divisionsTo = line === -1 ? this.#text.length : line;
    return at + 1;
  }

  #commentAt(at: number): number {
    const end = commentEnd(this.#text, at);
    const adjoins = this.#before(at) === this.#comment.start - 1 && this.#comment.end > 0;
    this.#comment = { start: adjoins ? this.#comment.start : at, end };
    return end;
  }

  #isExpressionAt(at: number, next: number): boolean {
    const before = this.#before(at);
    const code = this.#text.charCodeAt(before);
    switch (code) {
      case CLOSE_PAREN:
        return before === this.#headClose;
      case CLOSE_BRACE:
        // `}` of a block at the end of a line, else of an object or of JSX.
        return next !== GREATER && this.#text.slice(before, at).includes('\n');
      case CLOSE_SQUARE:
      case SINGLE_QUOTE:
      case DOUBLE_QUOTE:
      case BACKTICK:
      // `</p>`
      case LESS:
        return false;
      default:
        return !isNameCode(code) || beforeExpression.has(this.#wordBefore(before + 1));
    }
  }

  /** Offset of the last character before `at` that is neither space nor comment; -1 where there is none. */
  #before(at: number): number {
    let before = at - 1;
    for (;;) {
      while (before >= 0 && isSpaceCode(this.#text.charCodeAt(before))) before--;
      // A line comment ends before its line break, which was skipped already.
      if (before < 0 || before + 1 !== this.#comment.end) return before;
      before = this.#comment.start - 1;
    }
  }

  /** The word that ends before `end`; empty for a property. */
  #wordBefore(end: number): string {
    // Longer ones are no keyword.
    const start = nameStart(this.#text.slice(Math.max(0, end - 12), end), Math.min(end, 12));
    const word = this.#text.slice(Math.max(0, end - 12) + start, end);
    return this.#text.charCodeAt(end - word.length - 1) === 46 ? '' : word;
  }
}
