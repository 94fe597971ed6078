import {
  BACKSLASH,
  CLOSE_PAREN,
  COMMA,
  isNameCode,
  isSpaceCode,
  nameStart,
  NEWLINE,
  OPEN_PAREN,
} from './characters.ts';
import { maxMentionChars, type FoundImports } from './file-imports.ts';
import { isQuote } from './javascript-text.ts';
import type { LineCounter } from './line-counter.ts';

/** A dotted name of modules, as settings name an application or a class to load. */
const dotted = /^[A-Za-z_]\w*(?:[.]\w+)*$/u;

/** Literals of Python, and calls that import by one. */
export class PythonStrings {
  readonly #text: string;
  readonly #found: FoundImports;
  readonly #lines: LineCounter;

  constructor(text: string, found: FoundImports, lines: LineCounter) {
    this.#text = text;
    this.#found = found;
    this.#lines = lines;
  }

  /** Behind the literal whose first quote stands at `at`. */
  skip(at: number): number {
    const quote = this.#text.charAt(at);
    const triple = quote.repeat(3);
    if (this.#text.startsWith(triple, at)) return this.#skipLong(at, triple);
    const end = this.#lineStringEnd(at, this.#text.charCodeAt(at));
    this.#mention(at + 1, end);
    // The line break of an unclosed one ends the statement.
    return this.#text.charCodeAt(end) === NEWLINE ? end : end + 1;
  }

  /** `import_module("a.b")` and `__import__("a")`, whose name is between `start` and `end`. */
  importCall(start: number, end: number): void {
    const open = this.#space(end);
    if (this.#text.charCodeAt(open) !== OPEN_PAREN || this.#isDefinition(start)) return;
    const at = this.#space(open + 1);
    const code = this.#text.charCodeAt(at);
    if (code === CLOSE_PAREN) return;
    const prefix = /^[rRbBuUfF]{0,2}(?=["'])/u.exec(this.#text.slice(at, at + 3))?.[0] ?? '';
    const quoteAt = at + prefix.length;
    if (!isQuote(this.#text.charCodeAt(quoteAt))) {
      this.#gap(start);
      return;
    }
    const close = this.#lineStringEnd(quoteAt, this.#text.charCodeAt(quoteAt));
    const value = this.#text.slice(quoteAt + 1, close);
    const next = this.#text.charCodeAt(this.#space(close + 1));
    const isWhole = next === CLOSE_PAREN || next === COMMA;
    this.#importNamed(start, value, isWhole && !/f/iu.test(prefix));
  }

  /** `beginning` is all of the name, or what is constant of it. */
  #importNamed(at: number, value: string, isConstant: boolean): void {
    if (value.startsWith('.')) return;
    if (isConstant && dotted.test(value)) {
      this.#found.add(value, this.#lines.at(at));
      return;
    }
    const brace = value.indexOf('{');
    const beginning = brace === -1 ? value : value.slice(0, brace);
    const module = beginning.slice(0, Math.max(0, beginning.lastIndexOf('.')));
    if (dotted.test(module)) this.#found.add(module, this.#lines.at(at));
    else this.#gap(at);
  }

  #isDefinition(start: number): boolean {
    let end = start;
    while (end > 0 && this.#text.charCodeAt(end - 1) === 32) end--;
    const word = this.#text.slice(Math.max(0, end - 8), end);
    return word.slice(nameStart(word, word.length)) === 'def';
  }

  #skipLong(at: number, triple: string): number {
    const from = at + 3;
    let end = this.#text.indexOf(triple, from);
    while (end !== -1 && this.#isEscaped(end, from)) end = this.#text.indexOf(triple, end + 1);
    if (end !== -1) return end + 3;
    const detail = 'cannot be followed to its end: a string is not closed';
    this.#found.gap(this.#lines.at(at), detail);
    return this.#text.length;
  }

  #isEscaped(at: number, from: number): boolean {
    let slashes = 0;
    while (at - slashes > from && this.#text.charCodeAt(at - slashes - 1) === BACKSLASH) slashes++;
    return slashes % 2 === 1;
  }

  /** Offset of the closing quote, or of the line break that ends an unclosed literal. */
  #lineStringEnd(at: number, quote: number): number {
    let end = at + 1;
    for (; end < this.#text.length; end++) {
      const code = this.#text.charCodeAt(end);
      if (code === quote || code === NEWLINE) return end;
      if (code === BACKSLASH) end += this.#text.startsWith('\r\n', end + 1) ? 2 : 1;
    }
    return this.#text.length;
  }

  #mention(start: number, end: number): void {
    const length = end - start;
    if (length < 2 || length > maxMentionChars) return;
    if (!isNameCode(this.#text.charCodeAt(start))) return;
    const value = this.#text.slice(start, end);
    if (dotted.test(value)) this.#found.mention(value);
  }

  #space(from: number): number {
    let at = from;
    while (at < this.#text.length && isSpaceCode(this.#text.charCodeAt(at))) at++;
    return at;
  }

  #gap(at: number): void {
    this.#found.gap(this.#lines.at(at), 'imports a module whose name is computed');
  }
}
