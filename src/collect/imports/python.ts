import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_PAREN,
  CLOSE_SQUARE,
  COLON,
  DOUBLE_QUOTE,
  HASH,
  isNameCode,
  isSpaceCode,
  NEWLINE,
  OPEN_BRACE,
  OPEN_PAREN,
  OPEN_SQUARE,
  SEMICOLON,
  SINGLE_QUOTE,
  UNDERSCORE,
} from './characters.ts';
import { FoundImports } from './file-imports.ts';
import { LineCounter } from './line-counter.ts';
import { readImportStatement } from './python-statement.ts';
import { PythonStrings } from './python-strings.ts';

const LOWER_F = 102;
const LOWER_I = 105;

/**
 * Modules that a file of Python imports, wherever the statement stands: in a function, under `if` or `try`. Of
 * `from a import b` both `a` and `a.b` are told, because `b` may be a module. Follows the lexical rules of the language
 * reference (docs.python.org/3/reference/lexical_analysis.html) in one pass.
 */
export function pythonImports(text: string): FoundImports {
  const found = new FoundImports('PyPI');
  new Scanner(text, found).scan();
  return found;
}

class Scanner {
  readonly #text: string;
  readonly #found: FoundImports;
  readonly #lines: LineCounter;
  readonly #strings: PythonStrings;
  /** Of brackets, in which a line break ends no statement. */
  #depth = 0;
  #isStart = true;

  constructor(text: string, found: FoundImports) {
    this.#text = text;
    this.#found = found;
    this.#lines = new LineCounter(text);
    this.#strings = new PythonStrings(text, found, this.#lines);
  }

  scan(): void {
    let at = 0;
    while (at < this.#text.length) at = this.#step(at);
  }

  #step(at: number): number {
    const code = this.#text.charCodeAt(at);
    switch (code) {
      case NEWLINE:
        if (this.#depth === 0) this.#isStart = true;
        return at + 1;
      case HASH:
        return this.#lineEnd(at);
      case SINGLE_QUOTE:
      case DOUBLE_QUOTE:
        this.#isStart = false;
        return this.#strings.skip(at);
      case BACKSLASH:
        return at + (this.#text.startsWith('\r\n', at + 1) ? 3 : 2);
      default:
        return isSpaceCode(code) ? at + 1 : this.#token(at, code);
    }
  }

  #token(at: number, code: number): number {
    if (isNameCode(code)) return this.#word(at, code);
    // Behind a colon a statement may begin: `try: import a`. In `x: int` or a slice none that imports can.
    this.#isStart = (code === COLON || code === SEMICOLON) && this.#depth === 0;
    switch (code) {
      case OPEN_PAREN:
      case OPEN_SQUARE:
      case OPEN_BRACE:
        this.#depth++;
        return at + 1;
      case CLOSE_PAREN:
      case CLOSE_SQUARE:
      case CLOSE_BRACE:
        this.#depth = Math.max(0, this.#depth - 1);
        return at + 1;
      default:
        return at + 1;
    }
  }

  #word(at: number, code: number): number {
    const isStart = this.#isStart;
    this.#isStart = false;
    const end = this.#wordEnd(at);
    if (code !== LOWER_I && code !== LOWER_F && code !== UNDERSCORE) return end;
    const word = this.#text.slice(at, Math.min(end, at + 20));
    if (word === 'import' || word === 'from') {
      // A bracket that was never closed, above: what looks like a statement at the start of a line is taken as one.
      if (isStart || (this.#depth > 0 && this.#isAtMargin(at))) return this.#statement(at, word);
    } else if (word === 'import_module' || word === '__import__') {
      this.#strings.importCall(at, end);
    }
    return end;
  }

  #statement(at: number, word: 'import' | 'from'): number {
    const read = readImportStatement(this.#text, at, word);
    for (const module of read.modules) this.#found.add(module, this.#lines.at(at));
    return Math.max(read.end, at + word.length);
  }

  #isAtMargin(at: number): boolean {
    return at === 0 || this.#text.charCodeAt(at - 1) === NEWLINE;
  }

  #wordEnd(at: number): number {
    let end = at + 1;
    while (end < this.#text.length && isNameCode(this.#text.charCodeAt(end))) end++;
    return end;
  }

  #lineEnd(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end === -1 ? this.#text.length : end;
  }
}
