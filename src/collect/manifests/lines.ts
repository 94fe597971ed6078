/** Where things stand in a text, found in one pass; lines are 1-based. */
export interface KeyLines {
  /** Of the key at this path from the top; undefined where it is not there. */
  of(...path: readonly string[]): number | undefined;
}

/** Nesting beyond this is not followed: no lockfile has it. */
const MAX_DEPTH = 200;

/** The line of every key of a JSON text (RFC 8259, with comments as JSONC has them). Linear; any text is allowed. */
export function jsonKeyLines(text: string): KeyLines {
  const lines = new Map<string, number>();
  const path: string[] = [];
  let line = 1;
  let key: string | undefined;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 10:
        line += 1;
        break;
      case 34: {
        const end = endOfString(text, at);
        if (isKey(text, end)) key = text.slice(at + 1, end);
        if (isKey(text, end) && path.length < MAX_DEPTH) {
          keep(lines, [...path, key].join('\0'), line);
        }
        at = end;
        break;
      }
      case 123:
      case 91:
        path.push(key ?? '');
        key = undefined;
        break;
      case 125:
      case 93:
        path.pop();
        key = undefined;
        break;
      default:
    }
  }
  // The outermost brace is a level of its own, without a name.
  return { of: (...names) => lines.get(['', ...names].join('\0')) };
}

/** Index of the closing quote; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 34) return at;
  }
  return text.length;
}

function isKey(text: string, end: number): boolean {
  let at = end + 1;
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  return text.charCodeAt(at) === 58;
}

function keep(lines: Map<string, number>, key: string, line: number): void {
  if (!lines.has(key)) lines.set(key, line);
}

/** The first line that holds each of the keys that `pattern` finds in a line, in its first group. */
export function firstLines(text: string, pattern: RegExp): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    const key = pattern.exec(line)?.[1];
    if (key !== undefined) keep(lines, key, index + 1);
  }
  return lines;
}

/** The lines that match, in order: of the headings of tables in TOML. */
export function linesMatching(text: string, pattern: RegExp): readonly number[] {
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}
