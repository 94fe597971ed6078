import { parseClass, type CharacterClass } from './glob-class.ts';

export type Token =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'many'; readonly stars: number }
  | CharacterClass;

/** The part of a pattern between two slashes; `any-depth` is `**`: any number of folders. */
export type Segment = readonly Token[] | 'any-depth';

/** A pattern without a slash is compared with the last part of a path, in any folder. */
type Shape =
  | { readonly kind: 'name'; readonly tokens: readonly Token[] }
  | { readonly kind: 'path'; readonly segments: readonly Segment[] };

/** One line of an ignore file. */
export interface Pattern {
  /** Position among the lines: the last one that matches wins. */
  readonly order: number;
  readonly negated: boolean;
  readonly directoryOnly: boolean;
  readonly shape: Shape;
}

/** A line of an ignore file; `undefined` for an empty line, a comment, and what git never matches (`[a`, `a\`). */
export function parsePattern(line: string, order: number): Pattern | undefined {
  let text = trimmed(line.endsWith('\r') ? line.slice(0, -1) : line);
  if (text === '' || text.startsWith('#')) return undefined;
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const directoryOnly = text.endsWith('/');
  if (directoryOnly) text = text.slice(0, -1);
  const isName = !text.includes('/');
  if (text.startsWith('/')) text = text.slice(1);
  const parts = text === '' ? undefined : split(text);
  if (parts === undefined) return undefined;
  const shape: Shape = isName
    ? { kind: 'name', tokens: parts[0] ?? [] }
    : { kind: 'path', segments: parts.flatMap(toSegments) };
  return { order, negated, directoryOnly, shape };
}

/** Without the spaces at its end, unless a backslash keeps them. */
function trimmed(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end--;
  if (end === line.length) return line;
  let backslashes = 0;
  while (end > backslashes && line[end - 1 - backslashes] === '\\') backslashes++;
  return line.slice(0, backslashes % 2 === 1 ? end + 1 : end);
}

/** The tokens between the slashes; a slash inside of `[…]` separates nothing. */
function split(text: string): readonly (readonly Token[])[] | undefined {
  const parts: Token[][] = [];
  let tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    if (text[at] === '/') {
      parts.push(tokens);
      tokens = [];
      at++;
      continue;
    }
    const next = nextToken(text, at);
    if (next === undefined) return undefined;
    tokens.push(next.token);
    at = next.end + 1;
  }
  return [...parts, tokens];
}

/** The token that begins here and the position of its last character. */
function nextToken(
  text: string,
  at: number,
): { readonly token: Token; readonly end: number } | undefined {
  if (text[at] === '?') return { token: { kind: 'one' }, end: at };
  if (text[at] === '[') return parseClass(text, at);
  if (text[at] !== '*') return literalToken(text, at);
  let end = at;
  while (text[end + 1] === '*') end++;
  return { token: { kind: 'many', stars: end - at + 1 }, end };
}

function literalToken(
  text: string,
  start: number,
): { readonly token: Token; readonly end: number } | undefined {
  let literal = '';
  let at = start;
  for (; at < text.length && !'/?[*'.includes(text[at] ?? ''); at++) {
    if (text[at] === '\\') at++;
    if (at === text.length) return undefined;
    literal += text[at] ?? '';
  }
  return { token: { kind: 'literal', text: literal }, end: at - 1 };
}

/** A leading and a middle `**` stand for any number of folders, a trailing one for at least one name. */
function toSegments(
  tokens: readonly Token[],
  index: number,
  parts: readonly (readonly Token[])[],
): readonly Segment[] {
  const [only] = tokens;
  if (tokens.length !== 1 || only?.kind !== 'many' || only.stars < 2) return [tokens];
  return index === parts.length - 1 ? ['any-depth', tokens] : ['any-depth'];
}
