import type { Span } from './block.ts';
import { TemplateConditions } from './template-conditions.ts';

/** A word of a line, without its quotes. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** A line with its continuations, cut into words. */
export interface Statement {
  readonly words: readonly Word[];
  readonly span: Span;
  /** Conditions of a template that are open where the line begins. */
  readonly depth: number;
  /** A template has something in the line in a branch. */
  readonly isBroken: boolean;
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
  const conditions = new TemplateConditions();
  let at = 0;
  while (at < text.length && statements.length < maxStatements) {
    const { words, end, depth, count } = readLine(text, at, { commentAnywhere, conditions });
    const first = words[0];
    const last = words.at(-1);
    if (first !== undefined && last !== undefined) {
      const span = { start: first.span.start, end: last.span.end };
      statements.push({ words, span, depth, isBroken: count !== conditions.count });
    }
    at = end;
  }
  return { statements, isCut: at < text.length };
}

interface Manner {
  readonly commentAnywhere: boolean;
  readonly conditions: TemplateConditions;
}

/** `depth` and `count` are those of the conditions before the first word. */
function readLine(
  text: string,
  from: number,
  manner: Manner,
): { words: readonly Word[]; end: number; depth: number; count: number } {
  const words: Word[] = [];
  const { conditions, commentAnywhere } = manner;
  let { depth, count } = conditions;
  let at = from;
  while (at < text.length && text[at] !== '\n') {
    const next = skipInLine(text, at, commentAnywhere || words.length === 0, conditions);
    if (next > at) {
      at = next;
      continue;
    }
    if (words.length === 0) ({ depth, count } = conditions);
    const word = readWord(text, at, manner);
    if (words.length < maxWords) words.push(word);
    at = word.span.end;
  }
  return { words, end: at + 1, depth, count };
}

/** Blanks, continuations, comments and statements of templates; `from` itself where there is none. */
function skipInLine(
  text: string,
  from: number,
  allowsComment: boolean,
  conditions: TemplateConditions,
): number {
  const char = text[from];
  if (char === ' ' || char === '\t' || char === '\r') return from + 1;
  if (isContinuation(text, from)) return text.indexOf('\n', from) + 1;
  if (char !== '#' || !allowsComment) return conditions.pass(text, from) ?? from;
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function isContinuation(text: string, at: number): boolean {
  return text[at] === '\\' && (text[at + 1] === '\n' || text.startsWith('\r\n', at + 1));
}

function readWord(text: string, start: number, { commentAnywhere, conditions }: Manner): Word {
  let value = '';
  let quote = '';
  let at = start;
  while (at < text.length && !endsWord(text, at, quote, commentAnywhere)) {
    const char = text[at] ?? '';
    const end = conditions.pass(text, at) ?? at + (isEscape(text, at, quote) ? 2 : 1);
    if (char === quote) quote = '';
    else if (quote === '' && isQuote(char)) quote = char;
    else value += text.slice(char === '\\' && end === at + 2 ? at + 1 : at, end);
    at = end;
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
