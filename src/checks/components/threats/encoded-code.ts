/** Base64 shorter than this holds no program. */
const MIN_ENCODED_UNITS = 120;
/** Decoded of one file. */
const MAX_DECODED_UNITS = 2 ** 20;
/** Literals of one file that are decoded. */
const MAX_LITERALS = 50;

/** Text that stands in a literal as base64 and reads as code, with the place of its literal. */
export interface EncodedText {
  readonly at: number;
  readonly text: string;
}

/** The texts that base64 literals of a text hold; images, fonts and WebAssembly are none. Linear and bounded. */
export function encodedTextsIn(text: string): readonly EncodedText[] {
  const found: EncodedText[] = [];
  let budget = MAX_DECODED_UNITS;
  const literals = text.matchAll(/["'`]([A-Za-z0-9+/]{120,65536}={0,2})["'`]/g);
  let seen = 0;
  for (const { index, 1: literal = '' } of literals) {
    seen += 1;
    if (seen > MAX_LITERALS || budget <= 0) break;
    if (literal.length < MIN_ENCODED_UNITS) continue;
    budget -= literal.length;
    const decoded = decode(literal);
    if (decoded !== undefined) found.push({ at: index, text: decoded });
  }
  return found;
}

/** Undefined where it is no base64 or holds no text. */
function decode(literal: string): string | undefined {
  const whole = literal.replace(/={1,2}$/, '');
  if (whole.length % 4 === 1) return undefined;
  const decoded = atob(whole);
  const start = decoded.slice(0, 400);
  return /^[\t\n\r\u0020-\u007e]{60,400}$/.test(start) ? decoded : undefined;
}
