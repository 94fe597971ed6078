/** Characters of names, by code: 1 begins one, 2 goes on with one. Beyond ASCII any character may do both. */
const NAMES: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[A-Z_a-z]/u.test(char)) return 1;
  return /[0-9]/u.test(char) ? 2 : 0;
});

export function isNameStart(code: number): boolean {
  return code < 128 ? NAMES[code] === 1 : code >= 128;
}

export function isNamePart(code: number): boolean {
  return code < 128 ? NAMES[code] !== 0 : code >= 128;
}

/** The prefix of a string in lower case (`rb`, `f`); undefined: the word is none. */
export function stringPrefix(text: string, start: number, end: number): string | undefined {
  const prefix = text.slice(start, end).toLowerCase();
  return /^(?:r|b|u|f|t|br|rb|ur|fr|rf|tr|rt)$/u.test(prefix) ? prefix : undefined;
}

/** Where the string whose text begins at `from` ends, with its quote; negative: it does not, and its text ends there. */
export function endOfString(text: string, from: number, quote: string): number {
  const { length } = text;
  const code = quote.charCodeAt(0);
  const isTriple = quote.length === 3;
  for (let at = from; at < length; at++) {
    const here = text.charCodeAt(at);
    if (here === code && (!isTriple || text.startsWith(quote, at))) return at + quote.length;
    if (here === 92) {
      // A backslash before `\r\n` joins the line as one before `\n` does.
      at += text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10 ? 2 : 1;
    } else if (!isTriple && (here === 10 || here === 13)) return -at;
  }
  return -length;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const isDigitOrLine = (code: number): boolean => isDigit(code) || code === 95;
const isHexDigit = (code: number): boolean =>
  isDigitOrLine(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

function past(text: string, from: number, fits: (code: number) => boolean): number {
  let at = from;
  while (at < text.length && fits(text.charCodeAt(at))) at++;
  return at;
}

/** Where the number at `start` ends. */
export function endOfNumber(text: string, start: number): number {
  const second = text.charAt(start + 1).toLowerCase();
  if (text.charAt(start) === '0' && second !== '' && 'xob'.includes(second)) {
    return pastLetter(text, past(text, start + 2, isHexDigit), 'lL');
  }
  let end = past(text, start, isDigitOrLine);
  if (text.charAt(end) === '.') end = past(text, end + 1, isDigitOrLine);
  if (text.charAt(end) === 'e' || text.charAt(end) === 'E') {
    const sign = pastLetter(text, end + 1, '+-');
    if (isDigit(text.charCodeAt(sign))) end = past(text, sign, isDigitOrLine);
  }
  return pastLetter(text, end, 'jJlL');
}

function pastLetter(text: string, at: number, letters: string): number {
  const char = text.charAt(at);
  return char !== '' && letters.includes(char) ? at + 1 : at;
}

/** A number in decimal, where it is one that a JavaScript number holds; else as written. */
export function decimal(written: string): string {
  const plain = written.replaceAll('_', '').replace(/[lL]$/u, '');
  if (/^[1-9][0-9]{0,14}$/u.test(plain)) return plain;
  const value = Number(/^0[0-7]+$/u.test(plain) ? `0o${plain.slice(1)}` : plain);
  return Number.isNaN(value) ? plain : String(value);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\u000b',
  '\n': '',
  '\r': '',
  '\r\n': '',
};

/** The text that a literal without its quotes stands for. */
export function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replaceAll(
    /\\(?:\r\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]{1,100}\}|[0-7]{1,3}|[^])/gu,
    (escape) => character(escape.slice(1), escape),
  );
}

function character(name: string, escape: string): string {
  const known = ESCAPES[name];
  if (known !== undefined) return known;
  if (/^[0-7]/u.test(name)) return String.fromCodePoint(Number.parseInt(name, 8));
  if (!/^[xuU]./u.test(name)) return escape;
  const code = Number.parseInt(name.slice(1), 16);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : escape;
}
