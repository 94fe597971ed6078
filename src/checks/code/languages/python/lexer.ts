import {
  endOfNumber,
  isDigit,
  endOfString,
  isNamePart,
  isNameStart,
  stringPrefix,
} from './literals.ts';
import {
  beginsStatement,
  DOUBLED,
  KEYWORDS,
  SINGLE_KINDS,
  T,
  TokenWriter,
  WITH_EQUALS,
  type Tokens,
} from './tokens.ts';

const TAB = 9;
const NEWLINE = 10;
const FORM_FEED = 12;
const RETURN = 13;
const SPACE = 32;
const HASH = 35;
const MINUS = 45;
const DOT = 46;
const COLON = 58;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;

/** Where the lexer is inside an f-string. */
interface Frame {
  /** In the text between fields, in the expression of a field, in the format of one. */
  readonly state: 'text' | 'field' | 'format';
  /** What ends the f-string. */
  readonly quote: string;
  readonly isRaw: boolean;
  /** Number of brackets open around the field. */
  readonly depth: number;
}

/** Splits a file into tokens; whatever the text is, there are some, and their places rise. */
export function tokenize(text: string): Tokens {
  return new Lexer(text).run();
}

class Lexer {
  readonly #text: string;
  readonly #out: TokenWriter;
  readonly #indents: number[] = [0];
  readonly #frames: Frame[] = [];
  #at = 0;
  /** Number of open brackets. */
  #depth = 0;
  /** Only space was seen since the line began, though brackets are open. */
  #isFirstOfLine = false;

  constructor(text: string) {
    this.#text = text;
    // Measured on the standard library: a token has 4 characters and more, with the space around it.
    this.#out = new TokenWriter(Math.ceil(text.length / 4) + 16);
  }

  run(): Tokens {
    if (this.#text.charCodeAt(0) === 0xfe_ff) this.#at = 1;
    this.#line();
    while (this.#at < this.#text.length) {
      const frame = this.#frames.at(-1);
      if (frame === undefined || frame.state === 'field') this.#token(frame);
      else this.#fstringText(frame);
    }
    const end = this.#text.length;
    if (this.#out.last() !== T.newline) this.#out.push(T.newline, end, end);
    for (let level = this.#indents.length; level > 1; level--) this.#out.push(T.dedent, end, end);
    this.#out.push(T.eof, end, end);
    return this.#out.finish(this.#text);
  }

  /** Begins a logical line: passes empty ones, and tells where blocks begin and end. */
  #line(): void {
    const { length } = this.#text;
    for (;;) {
      const column = this.#column();
      const code = this.#text.charCodeAt(this.#at);
      if (code === HASH) this.#comment();
      else if (!isBreak(code)) return this.#indent(column);
      if (this.#at >= length) return;
      this.#passBreak();
    }
  }

  #column(): number {
    let column = 0;
    for (; ; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === SPACE) column++;
      else if (code === TAB) column = (Math.trunc(column / 8) + 1) * 8;
      else if (code === FORM_FEED) column = 0;
      else return column;
    }
  }

  #comment(): void {
    const { length } = this.#text;
    for (; this.#at < length; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (isBreak(code)) return;
    }
  }

  #passBreak(): void {
    const code = this.#text.charCodeAt(this.#at);
    if (!isBreak(code)) return;
    this.#at++;
    if (code === RETURN && this.#text.charCodeAt(this.#at) === NEWLINE) this.#at++;
  }

  #indent(column: number): void {
    const at = this.#at;
    if (at >= this.#text.length) return;
    let top = this.#indents.at(-1) ?? 0;
    if (column > top) {
      this.#indents.push(column);
      this.#out.push(T.indent, at, at);
      return;
    }
    while (column < top) {
      this.#indents.pop();
      this.#out.push(T.dedent, at, at);
      top = this.#indents.at(-1) ?? 0;
    }
    // A dedent to a column where no block began: the statement is lost, the ones after it are not.
    if (column !== top) this.#out.push(T.error, at, at);
  }

  #token(field: Frame | undefined): void {
    const start = this.#at;
    const code = this.#text.charCodeAt(start);
    if (isSpace(code)) this.#at++;
    else if (isNameStart(code)) this.#word(start);
    else if (isBreak(code)) this.#break();
    else if (code === HASH) this.#comment();
    else if (isDigit(code)) this.#push(T.number, endOfNumber(this.#text, start));
    else if (isQuote(code)) this.#string(start, '');
    else if (code === BACKSLASH) this.#join();
    else if (!this.#endOfField(field, code)) this.#operator(start, code);
  }

  #push(kind: number, end: number): void {
    this.#isFirstOfLine = false;
    this.#out.push(kind, this.#at, end);
    this.#at = end;
  }

  #word(start: number): void {
    const { length } = this.#text;
    let end = start + 1;
    while (end < length && isNamePart(this.#text.charCodeAt(end))) end++;
    const next = this.#text.charCodeAt(end);
    if (isQuote(next) && end - start <= 2) {
      const prefix = stringPrefix(this.#text, start, end);
      if (prefix !== undefined) return this.#string(end, prefix);
    }
    const kind = end - start <= 8 ? (KEYWORDS.get(this.#text.slice(start, end)) ?? T.name) : T.name;
    if (this.#isFirstOfLine && beginsStatement(kind)) return this.#giveUpBrackets();
    this.#push(kind, end);
  }

  /** The statement before this line never ended: it ends here. */
  #giveUpBrackets(): void {
    this.#depth = 0;
    this.#frames.length = 0;
    this.#isFirstOfLine = false;
    let lineStart = this.#at;
    while (lineStart > 0 && !isBreak(this.#text.charCodeAt(lineStart - 1))) lineStart--;
    this.#out.push(T.newline, lineStart, lineStart);
    this.#at = lineStart;
    this.#line();
  }

  #break(): void {
    if (this.#depth === 0 && this.#frames.length === 0) {
      this.#out.push(T.newline, this.#at, this.#at);
      this.#passBreak();
      this.#line();
    } else {
      this.#passBreak();
      this.#isFirstOfLine = true;
    }
  }

  #join(): void {
    const next = this.#text.charCodeAt(this.#at + 1);
    if (!isBreak(next)) return this.#push(T.error, this.#at + 1);
    this.#at++;
    this.#passBreak();
  }

  #operator(start: number, code: number): void {
    const next = this.#text.charCodeAt(start + 1);
    if (code === DOT && this.#dots(start, next)) return;
    const doubled = next === code ? kindIn(DOUBLED, code) : 0;
    if (doubled !== 0) return this.#doubled(start, doubled);
    const withEquals = next === EQUALS ? kindIn(WITH_EQUALS, code) : 0;
    if (withEquals !== 0) return this.#push(withEquals, start + 2);
    if (next !== GREATER || (code !== MINUS && code !== LESS)) {
      return this.#single(kindIn(SINGLE_KINDS, code), start);
    }
    this.#push(code === MINUS ? T.arrow : T.notEqual, start + 2);
  }

  #doubled(start: number, kind: number): void {
    const isAugmented = this.#text.charCodeAt(start + 2) === EQUALS;
    this.#push(isAugmented ? T.augmented : kind, start + (isAugmented ? 3 : 2));
  }

  /** A number that begins with its point, or an ellipsis. */
  #dots(start: number, next: number): boolean {
    if (isDigit(next)) this.#push(T.number, endOfNumber(this.#text, start));
    else if (this.#text.startsWith('...', start)) this.#push(T.ellipsis, start + 3);
    else return false;
    return true;
  }

  #single(kind: number, start: number): void {
    if (kind >= T.leftParen && kind <= T.rightBrace) {
      const isOpening = (kind - T.leftParen) % 2 === 0;
      const outer = this.#frames.at(-1)?.depth ?? 0;
      this.#depth = isOpening ? this.#depth + 1 : Math.max(outer, this.#depth - 1);
    }
    this.#push(kind === 0 ? T.error : kind, start + 1);
  }

  #string(quoteAt: number, prefix: string): void {
    const quote = this.#text.charAt(quoteAt);
    const isTriple = this.#text.startsWith(quote.repeat(3), quoteAt);
    const whole = isTriple ? quote.repeat(3) : quote;
    if (prefix.includes('f') || prefix.includes('t')) {
      this.#push(T.fstringStart, quoteAt + whole.length);
      const isRaw = prefix.includes('r');
      this.#frames.push({ state: 'text', quote: whole, isRaw, depth: this.#depth });
      return;
    }
    const end = endOfString(this.#text, quoteAt + whole.length, whole);
    this.#push(end < 0 ? T.error : T.string, Math.abs(end));
    // Its line is lost, and whatever was to be closed behind it is lost with it.
    if (end < 0) this.#frames.length = this.#depth = 0;
  }

  /** Text of an f-string up to its next field or its end. */
  #fstringText(frame: Frame): void {
    const { length } = this.#text;
    const start = this.#at;
    for (let at = start; at < length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === BACKSLASH) at = this.#passEscape(at, frame.isRaw);
      else if (code === OPEN) {
        if (frame.state === 'format' || this.#text.charCodeAt(at + 1) !== OPEN) {
          this.#textUpTo(at);
          this.#push(T.fieldOpen, at + 1);
          this.#frames.push({ ...frame, state: 'field', depth: this.#depth });
          return;
        }
        at++;
      } else if (code === CLOSE && frame.state === 'format') {
        return this.#closeText(at, T.fieldClose, at + 1);
      } else if (this.#text.startsWith(frame.quote, at)) {
        return this.#endOfFstring(at, frame);
      } else if (isBreak(code) && frame.quote.length === 1) {
        this.#frames.length = this.#frames.findLastIndex(({ state }) => state === 'text');
        return this.#errorUpTo(at);
      }
    }
    this.#frames.length = 0;
    this.#errorUpTo(length);
  }

  /** The last offset of the escape at `at`. A brace after a backslash begins a field all the same. */
  #passEscape(at: number, isRaw: boolean): number {
    const next = this.#text.charCodeAt(at + 1);
    if (next === OPEN || next === CLOSE) return at;
    const isNamed = next === 78 && this.#text.charCodeAt(at + 2) === OPEN && !isRaw;
    // The longest name of a character has 88 letters.
    const close = isNamed ? this.#text.slice(at, at + 100).indexOf('}') : -1;
    return close === -1 ? at + 1 : at + close;
  }

  #textUpTo(at: number): void {
    if (at > this.#at) this.#push(T.fstringText, at);
  }

  #errorUpTo(at: number): void {
    this.#push(T.error, Math.max(at, this.#at));
  }

  #closeText(at: number, kind: number, end: number): void {
    this.#textUpTo(at);
    this.#push(kind, end);
    this.#frames.pop();
  }

  #endOfFstring(at: number, frame: Frame): void {
    const end = at + frame.quote.length;
    if (frame.state === 'text') return this.#closeText(at, T.fstringEnd, end);
    // The quote came before the brace that would have closed the field.
    this.#frames.length = this.#frames.findLastIndex(({ state }) => state === 'text');
    this.#errorUpTo(end);
  }

  /** Whether the character ends the expression of a field. */
  #endOfField(field: Frame | undefined, code: number): boolean {
    if (field?.depth !== this.#depth) return false;
    if (code === CLOSE) {
      this.#push(T.fieldClose, this.#at + 1);
      this.#frames.pop();
      return true;
    }
    if (code !== COLON) return false;
    this.#push(T.colon, this.#at + 1);
    this.#frames.pop();
    this.#frames.push({ ...field, state: 'format' });
    return true;
  }
}

function kindIn(table: Uint8Array, code: number): number {
  return table[code] ?? 0;
}

function isSpace(code: number): boolean {
  return code === SPACE || code === TAB || code === FORM_FEED;
}

function isQuote(code: number): boolean {
  return code === 34 || code === 39;
}

function isBreak(code: number): boolean {
  return code === NEWLINE || code === RETURN;
}
