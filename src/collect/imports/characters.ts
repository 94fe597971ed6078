// Characters by their code, as the scanners of all three languages tell them apart.

export const NEWLINE = 10;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const DOLLAR = 36;
export const SINGLE_QUOTE = 39;
export const OPEN_PAREN = 40;
export const CLOSE_PAREN = 41;
export const STAR = 42;
export const PLUS = 43;
export const COMMA = 44;
export const DOT = 46;
export const SLASH = 47;
export const COLON = 58;
export const SEMICOLON = 59;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
export const OPEN_SQUARE = 91;
export const BACKSLASH = 92;
export const CLOSE_SQUARE = 93;
export const UNDERSCORE = 95;
export const BACKTICK = 96;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;

/** 1 for what a name has in JavaScript, Python or Go: letters, digits, `_`, `$`, and all that is not ASCII. */
const nameCodes: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w$]/.test(String.fromCodePoint(code)) ? 1 : 0,
);

export function isNameCode(code: number): boolean {
  return code > 127 || nameCodes[code] === 1;
}

/** The first offset from `at` on that holds no character of a name. */
export function nameEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && isNameCode(text.charCodeAt(end))) end++;
  return end;
}

/** The offset of the first character of the name that ends before `end`; `end` where none does. */
export function nameStart(text: string, end: number): number {
  let at = end;
  while (at > 0 && isNameCode(text.charCodeAt(at - 1))) at--;
  return at;
}

/** White space of ASCII, the byte order mark and the no-break space. */
export function isSpaceCode(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0xfeff;
}
