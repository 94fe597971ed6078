import {
  BACKSLASH,
  CLOSE_PAREN,
  COMMA,
  DOT,
  HASH,
  isNameCode,
  nameEnd,
  NEWLINE,
  OPEN_PAREN,
  STAR,
} from './characters.ts';

/** A statement of more names is none that people wrote; the rest of it is not read. */
const MAX_NAMES = 5000;

interface ImportStatement {
  readonly modules: readonly string[];
  /** Behind what was read. */
  readonly end: number;
}

/** Reads `import a.b as c, d` or `from a.b import (c as d, e)`; of relative ones no module. */
export function readImportStatement(
  text: string,
  at: number,
  word: 'import' | 'from',
): ImportStatement {
  const reader = new Reader(text, at + word.length);
  return word === 'import' ? plain(reader) : from(reader);
}

function plain(reader: Reader): ImportStatement {
  const modules: string[] = [];
  for (let count = 0; count < MAX_NAMES; count++) {
    const module = reader.dotted();
    if (module === '') break;
    modules.push(module);
    reader.alias();
    if (!reader.take(COMMA)) break;
  }
  return { modules, end: reader.at };
}

function from(reader: Reader): ImportStatement {
  const isRelative = reader.take(DOT);
  while (reader.take(DOT)) continue;
  const module = reader.dotted();
  if ((module === '' && !isRelative) || !reader.word('import')) {
    return { modules: [], end: reader.at };
  }
  const modules = isRelative ? [] : [module];
  reader.isParenthesised = reader.take(OPEN_PAREN);
  for (let count = 0; count < MAX_NAMES; count++) {
    if (reader.take(STAR)) break;
    const name = reader.name();
    if (name === '') break;
    if (!isRelative) modules.push(`${module}.${name}`);
    reader.alias();
    if (!reader.take(COMMA)) break;
  }
  if (reader.isParenthesised) reader.take(CLOSE_PAREN);
  return { modules, end: reader.at };
}

class Reader {
  readonly #text: string;
  at: number;
  /** Then line breaks and comments are space. */
  isParenthesised = false;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  take(code: number): boolean {
    this.#space();
    if (this.#text.charCodeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }

  name(): string {
    this.#space();
    const start = this.at;
    this.at = nameEnd(this.#text, start);
    return this.#text.slice(start, this.at);
  }

  word(expected: string): boolean {
    this.#space();
    const end = this.at + expected.length;
    if (!this.#text.startsWith(expected, this.at) || isNameCode(this.#text.charCodeAt(end))) {
      return false;
    }
    this.at = end;
    return true;
  }

  dotted(): string {
    let module = this.name();
    while (module !== '' && module.length < 1000 && this.take(DOT)) module += `.${this.name()}`;
    return module;
  }

  alias(): void {
    if (this.word('as')) this.name();
  }

  #space(): void {
    for (; this.at < this.#text.length; this.at++) {
      const code = this.#text.charCodeAt(this.at);
      if (code === 32 || code === 9 || code === 12 || code === 13) continue;
      if (code === BACKSLASH && this.#isLineBreak(this.at + 1)) this.#toLineBreak();
      else if (this.isParenthesised && code === HASH) this.#toLineBreak();
      else if (!this.isParenthesised || code !== NEWLINE) return;
    }
  }

  #isLineBreak(at: number): boolean {
    return this.#text.charCodeAt(at) === NEWLINE || this.#text.startsWith('\r\n', at);
  }

  #toLineBreak(): void {
    const end = this.#text.indexOf('\n', this.at);
    this.at = end === -1 ? this.#text.length : end;
  }
}
