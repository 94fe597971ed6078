import {
  BACKSLASH,
  BACKTICK,
  CLOSE_SQUARE,
  DOLLAR,
  DOUBLE_QUOTE,
  isSpaceCode,
  NEWLINE,
  OPEN_BRACE,
  OPEN_SQUARE,
  SINGLE_QUOTE,
  SLASH,
  STAR,
} from './characters.ts';

/** Skips white space and comments; an unclosed comment reaches to the end. */
export function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && isSpaceCode(text.charCodeAt(at))) at++;
    if (text.charCodeAt(at) !== SLASH) return at;
    const next = text.charCodeAt(at + 1);
    if (next !== SLASH && next !== STAR) return at;
    at = commentEnd(text, at);
  }
}

/** Behind the comment that starts at `at`; behind the text where it is not closed. */
export function commentEnd(text: string, at: number): number {
  if (text.charCodeAt(at + 1) === SLASH) return lineEnd(text, at);
  const end = text.indexOf('*/', at + 2);
  return end === -1 ? text.length + 1 : end + 2;
}

/** Offset of the next line break, or the length of the text. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** Offset of the closing quote, or of the line break that ends an unclosed one, or the length of the text. */
export function stringEnd(text: string, at: number): number {
  const quote = text.charCodeAt(at);
  let end = at + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === quote || code === NEWLINE) return end;
    if (code === BACKSLASH) end += isCrLf(text, end + 1) ? 2 : 1;
  }
  return text.length;
}

function isCrLf(text: string, at: number): boolean {
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === NEWLINE;
}

export function isQuote(code: number): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
}

/** Where text of a template stops: at its closing backtick, or at `${`; undefined: it is not closed. */
export function templateStop(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKTICK) return at;
    if (code === BACKSLASH) at++;
    else if (code === DOLLAR && text.charCodeAt(at + 1) === OPEN_BRACE) return at;
  }
  return undefined;
}

/** Offset of the slash that closes a regular expression; undefined where its line ends before. */
export function regexEnd(text: string, at: number): number | undefined {
  let isClass = false;
  for (let end = at + 1; end < text.length; end++) {
    switch (text.charCodeAt(end)) {
      case NEWLINE:
        return undefined;
      case BACKSLASH:
        end++;
        break;
      case OPEN_SQUARE:
        isClass = true;
        break;
      case CLOSE_SQUARE:
        isClass = false;
        break;
      case SLASH:
        if (!isClass) return end;
        break;
      default:
    }
  }
  return undefined;
}
