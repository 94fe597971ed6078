import { eastAsianWidth } from 'get-east-asian-width';

/** ASCII, Latin and what we draw with: one column each, and no need to look for clusters. */
const narrow =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u259f\u2713\u2717]*$/;

let segmenter: Intl.Segmenter | undefined;

/** The characters as people see them. Made on first use: it costs 8 ms, and few reports need it. */
function characters(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** Columns that a terminal gives to `text`, which holds no control characters. */
export function columns(text: string): number {
  if (narrow.test(text)) return text.length;
  let sum = 0;
  for (const character of characters(text)) sum += clusterColumns(character);
  return sum;
}

/** Emoji and East Asian wide characters take two columns (UAX #11), marks take none of their own. */
function clusterColumns(cluster: string): number {
  const code = cluster.codePointAt(0) ?? 0;
  if (cluster.includes('\ufe0f') || /^\p{RI}{2}|^\p{Emoji_Presentation}/u.test(cluster)) return 2;
  if (/^[\p{M}\u200c\u200d]/u.test(cluster)) return 0;
  return eastAsianWidth(code);
}

/** As many whole characters from the start of `text` as fit into `width` columns. */
export function takeColumns(text: string, width: number): string {
  if (narrow.test(text)) return text.slice(0, Math.max(width, 0));
  let taken = '';
  let sum = 0;
  for (const character of characters(text)) {
    sum += clusterColumns(character);
    if (sum > width) break;
    taken += character;
  }
  return taken;
}

/** As many whole characters from the end of `text` as fit into `width` columns. */
export function takeColumnsFromEnd(text: string, width: number): string {
  if (narrow.test(text)) return width <= 0 ? '' : text.slice(-width);
  let taken = '';
  let sum = 0;
  for (const character of characters(text).toReversed()) {
    sum += clusterColumns(character);
    if (sum > width) break;
    taken = character + taken;
  }
  return taken;
}

/**
 * Breaks `text` at spaces into lines of at most `width` columns, the first of at most `firstWidth`; a longer word is
 * broken where the line ends.
 */
export function wrap(text: string, width: number, firstWidth: number = width): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/)) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (columns(joined) <= room(lines.length, width, firstWidth)) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (columns(line) > room(lines.length, width, firstWidth)) {
      const piece = takeColumns(line, room(lines.length, width, firstWidth));
      lines.push(piece);
      line = line.slice(piece.length);
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** At least two columns, the widest that one character can be: so every step takes something. */
function room(linesBefore: number, width: number, firstWidth: number): number {
  return Math.max(2, linesBefore === 0 ? firstWidth : width);
}
