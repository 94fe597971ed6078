import type { Span } from './block.ts';

/** A word of a line, without its quotes. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** A line with its continuations, cut into words. */
export interface Statement {
  readonly words: readonly Word[];
  readonly span: Span;
}

/** Words of one line; a longer one is cut. */
const maxWords = 1_000;

/**
 * Lines of Apache and HAProxy: words in white space, quotes, backslash escapes, a backslash at the end of a line goes on
 * with the next. `commentAnywhere`: a `#` ends a line in the middle too (HAProxy), not only at its beginning (Apache).
 * Never throws; every character is looked at once.
 */
export function statementsIn(
  text: string,
  commentAnywhere: boolean,
  maxStatements: number,
): { readonly statements: readonly Statement[]; readonly isCut: boolean } {
  const statements: Statement[] = [];
  let at = 0;
  while (at < text.length && statements.length < maxStatements) {
    const { words, end } = readLine(text, at, commentAnywhere);
    const first = words[0];
    const last = words.at(-1);
    if (first !== undefined && last !== undefined) {
      statements.push({ words, span: { start: first.span.start, end: last.span.end } });
    }
    at = end;
  }
  return { statements, isCut: at < text.length };
}

function readLine(
  text: string,
  from: number,
  commentAnywhere: boolean,
): { words: readonly Word[]; end: number } {
  const words: Word[] = [];
  let at = from;
  while (at < text.length) {
    const char = text[at];
    if (char === '\n') return { words, end: at + 1 };
    if (char === ' ' || char === '\t' || char === '\r') {
      at += 1;
    } else if (isContinuation(text, at)) {
      at = text.indexOf('\n', at) + 1;
    } else if (char === '#' && (commentAnywhere || words.length === 0)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else {
      const word = readWord(text, at, commentAnywhere);
      if (words.length < maxWords) words.push(word);
      at = word.span.end;
    }
  }
  return { words, end: at };
}

function isContinuation(text: string, at: number): boolean {
  return text[at] === '\\' && (text[at + 1] === '\n' || text.startsWith('\r\n', at + 1));
}

function readWord(text: string, start: number, commentAnywhere: boolean): Word {
  let value = '';
  let quote = '';
  let at = start;
  for (; at < text.length && !endsWord(text, at, quote, commentAnywhere); at += 1) {
    const char = text[at] ?? '';
    if (char === quote) {
      quote = '';
    } else if (quote === '' && isQuote(char)) {
      quote = char;
    } else if (isEscape(text, at, quote)) {
      at += 1;
      value += text[at] ?? '';
    } else {
      value += char;
    }
  }
  return { text: value, span: { start, end: Math.max(Math.min(at, text.length), start + 1) } };
}

function endsWord(text: string, at: number, quote: string, commentAnywhere: boolean): boolean {
  const char = text[at];
  if (char === '\n' || isContinuation(text, at)) return true;
  if (quote !== '') return false;
  return char === ' ' || char === '\t' || char === '\r' || (commentAnywhere && char === '#');
}

function isQuote(char: string): boolean {
  return char === '"' || char === "'";
}

function isEscape(text: string, at: number, quote: string): boolean {
  return text[at] === '\\' && quote !== "'" && '\\"\' #'.includes(text[at + 1] ?? '\n');
}
