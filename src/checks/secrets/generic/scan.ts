/** Alignment of values under one another. */
const maxSpaces = 40;

export function byteSet(characters: string): Uint8Array {
  const set = new Uint8Array(256);
  for (const character of characters) set[character.charCodeAt(0)] = 1;
  return set;
}

/** The first offset from `from` on that is neither a space nor a tab; at most `maxSpaces` are skipped. */
export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (at - from < maxSpaces) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x09) break;
    at += 1;
  }
  return at;
}

/** 1 for a quote at `at`, 2 for an escaped one, 0 for none. */
export function quoteLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (isQuote(code)) return 1;
  return code === 0x5c && isQuote(text.charCodeAt(at + 1)) ? 2 : 0;
}

/** `"`, `'` or a backtick. */
export function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27 || code === 0x60;
}

/** Chosen: how far back a string may begin. */
const maxBack = 240;

/** Whether a quote was opened before `at` on its line and not closed. */
export function isInString(text: string, at: number): boolean {
  let [double, single, back] = [0, 0, 0];
  for (let index = at - 1; index >= 0 && at - index <= maxBack; index -= 1) {
    const code = text.charCodeAt(index);
    if (code === 0x0a) break;
    if (code === 0x22) double += 1;
    if (code === 0x27) single += 1;
    if (code === 0x60) back += 1;
  }
  return (double | single | back) % 2 === 1;
}

/** Only spaces, a list dash, a comment sign or a word that declares a variable before `at` on its line. */
export function startsLine(text: string, at: number): boolean {
  const line = text.slice(Math.max(0, at - 40), at);
  return /(?:^|\n)[ \t#;-]{0,12}(?:export |set |ENV |ARG )?$/.test(line);
}
