import { ENDS_LINE, KEYWORDS_BY_FIRST, OPERATORS_BY_FIRST, T, type TokenKind } from './tokens.ts';

/** The tokens of a file, with the semicolons that line ends stand for; a token of kind `end` follows the last. */
export interface Tokens {
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Of a `[` the number of its `]`; 0: it has none. */
  readonly closes: Int32Array;
  /** There were more than the bound. */
  readonly isCut: boolean;
}

/** Chosen: about 10 MB of ordinary Go, and some 300 MB of memory for its tree. Generated files reach 400,000. */
const maxTokens = 2_000_000;

export function tokenize(text: string): Tokens {
  return new Lexer(text).run();
}

const OTHER = 0;
const SPACE = 1;
const NEWLINE = 2;
const LETTER = 3;
const DIGIT = 4;
const QUOTE = 5;
const RAW = 6;
const RUNE = 7;
const OPERATOR = 8;
const SEMICOLON = 9;

const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_]/u.test(char)) classes[code] = LETTER;
  else if (/[0-9]/u.test(char)) classes[code] = DIGIT;
  else if ((OPERATORS_BY_FIRST[code]?.length ?? 0) > 0) classes[code] = OPERATOR;
}
for (const char of ' \t\r') classes[char.charCodeAt(0)] = SPACE;
for (const [char, what] of [
  ['\n', NEWLINE],
  ['"', QUOTE],
  ['`', RAW],
  ["'", RUNE],
  [';', SEMICOLON],
] as const) {
  classes[char.charCodeAt(0)] = what;
}

const newline = 10;
const quote = 34;
const apostrophe = 39;
const plus = 43;
const minus = 45;
const dot = 46;
const slash = 47;
const star = 42;
const backslash = 92;
const byteOrderMark = 0xfeff;

class Lexer {
  readonly #text: string;
  #at = 0;
  #kinds = new Uint8Array(1024);
  #starts = new Int32Array(1024);
  #ends = new Int32Array(1024);
  #closes = new Int32Array(1024);
  #count = 0;
  /** The kind of the last token, while its line lasts. */
  #last: TokenKind = T.end;
  readonly #brackets: number[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  run(): Tokens {
    if (this.#text.charCodeAt(0) === byteOrderMark) this.#at = 1;
    while (this.#at < this.#text.length && this.#count < maxTokens) this.#next();
    const isCut = this.#at < this.#text.length;
    this.#endLine(this.#text.length);
    this.#push(T.end, this.#text.length, this.#text.length);
    return {
      kinds: this.#kinds,
      starts: this.#starts,
      ends: this.#ends,
      closes: this.#closes,
      isCut,
    };
  }

  // oxlint-disable-next-line complexity -- one line a class of character
  #next(): void {
    const start = this.#at;
    const code = this.#text.charCodeAt(start);
    switch (classes[code] ?? OTHER) {
      case SPACE:
        this.#at = start + 1;
        return;
      case NEWLINE:
        this.#endLine(start);
        this.#at = start + 1;
        return;
      case LETTER:
        return this.#word(start, code);
      case DIGIT:
        return this.#number(start);
      case QUOTE:
        return this.#quoted(start, { end: quote, kind: T.string });
      case RUNE:
        return this.#quoted(start, { end: apostrophe, kind: T.rune });
      case RAW:
        return this.#raw(start);
      case SEMICOLON:
        return this.#finish(T.semicolon, start, start + 1);
      case OPERATOR:
        return this.#operator(start, code);
      default:
        return this.#word(start, code);
    }
  }

  #endLine(at: number): void {
    if (ENDS_LINE[this.#last] === 1) this.#push(T.semicolon, at, at);
    this.#last = T.end;
  }

  #finish(kind: TokenKind, start: number, end: number): void {
    this.#push(kind, start, end);
    this.#at = end;
  }

  #push(kind: TokenKind, start: number, end: number): void {
    const index = this.#count;
    // One more than is used, so that a parser may look one token beyond the end.
    if (index + 2 > this.#kinds.length) this.#grow();
    this.#kinds[index] = kind;
    this.#starts[index] = start;
    this.#ends[index] = end;
    if (kind === T.openBracket) this.#brackets.push(index);
    else if (kind === T.closeBracket) {
      const open = this.#brackets.pop();
      if (open !== undefined) this.#closes[open] = index;
    }
    this.#count = index + 1;
    this.#last = kind;
  }

  #grow(): void {
    const length = this.#kinds.length * 2;
    const kinds = new Uint8Array(length);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    this.#starts = wider(this.#starts, length);
    this.#ends = wider(this.#ends, length);
    this.#closes = wider(this.#closes, length);
  }

  #word(start: number, first: number): void {
    const at = this.#endOfWord(start);
    if (at === start) return this.#finish(T.invalid, start, start + 1);
    for (const { text: keyword, kind } of KEYWORDS_BY_FIRST[first] ?? []) {
      if (keyword.length === at - start && this.#text.startsWith(keyword, start)) {
        return this.#finish(kind, start, at);
      }
    }
    this.#finish(T.name, start, at);
  }

  #endOfWord(start: number): number {
    const text = this.#text;
    let at = start;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      const what = classes[code] ?? OTHER;
      if (what === LETTER || what === DIGIT) at += 1;
      else if (code < 128) return at;
      else {
        const point = text.codePointAt(at) ?? 0;
        if (!isLetter(point)) return at;
        at += point > 0xffff ? 2 : 1;
      }
    }
    return at;
  }

  #number(start: number): void {
    const text = this.#text;
    const isHex = /^0[xX]/u.test(text.slice(start, start + 2));
    let at = start;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const what = classes[code] ?? OTHER;
      if (what === LETTER || what === DIGIT || code === dot) continue;
      const isSign = code === plus || code === minus;
      if (!isSign || !isExponent(text.charCodeAt(at - 1), isHex)) break;
    }
    this.#finish(T.number, start, at);
  }

  #quoted(start: number, { end, kind }: { readonly end: number; readonly kind: TokenKind }): void {
    const text = this.#text;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === end) return this.#finish(kind, start, at + 1);
      if (code === newline) return this.#finish(T.invalid, start, at);
      if (code === backslash) at++;
    }
    this.#finish(T.invalid, start, text.length);
  }

  #raw(start: number): void {
    const end = this.#text.indexOf('`', start + 1);
    if (end === -1) this.#finish(T.invalid, start, this.#text.length);
    else this.#finish(T.raw, start, end + 1);
  }

  #operator(start: number, code: number): void {
    const text = this.#text;
    if (code === slash) {
      const next = text.charCodeAt(start + 1);
      if (next === slash) return this.#lineComment(start);
      if (next === star) return this.#blockComment(start);
    }
    if (code === dot && classes[text.charCodeAt(start + 1)] === DIGIT) return this.#number(start);
    const known = OPERATORS_BY_FIRST[code] ?? [];
    if (known.length > 1) {
      for (const { text: operator, kind } of known) {
        if (text.startsWith(operator, start)) {
          return this.#finish(kind, start, start + operator.length);
        }
      }
    }
    this.#finish(known[0]?.kind ?? T.invalid, start, start + 1);
  }

  #lineComment(start: number): void {
    const end = this.#text.indexOf('\n', start);
    this.#at = end === -1 ? this.#text.length : end;
  }

  /** One that holds a line end acts like one. */
  #blockComment(start: number): void {
    const end = this.#text.indexOf('*/', start + 2);
    if (end === -1) return this.#finish(T.invalid, start, this.#text.length);
    if (ENDS_LINE[this.#last] === 1 && this.#text.slice(start, end).includes('\n')) {
      this.#endLine(start);
    }
    this.#at = end + 2;
  }
}

function wider(from: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}

function isLetter(point: number): boolean {
  return /[\p{L}\p{Nd}]/u.test(String.fromCodePoint(point));
}

/** Whether a sign may follow: `1e-9`, `0x1p-2`, not `0xe-1`. */
function isExponent(code: number, isHex: boolean): boolean {
  const char = String.fromCharCode(code).toLowerCase();
  return char === (isHex ? 'p' : 'e');
}
