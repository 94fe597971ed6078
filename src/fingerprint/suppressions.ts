import type { CommentForm, CommentSyntax } from '../model/comment-syntax.ts';
import { commentSyntax } from '../model/comment-syntax.ts';
import type { BadSuppression, Suppression } from '../model/suppression.ts';
import type { CommentText } from './suppression-text.ts';
import { MAX_BODY_UNITS, parseSuppression } from './suppression-text.ts';

const TOKEN = 'lockstep-ignore';
/** How far into a line a comment may begin, in UTF-16 code units. */
const MAX_COLUMN = 2000;
/** Of the token in one file, comment or not. No sensible file has more, and each costs a look at its line. */
const MAX_MENTIONS = 2000;

export interface FoundSuppressions {
  readonly suppressions: readonly Suppression[];
  readonly bad: readonly BadSuppression[];
}

/**
 * The suppression comments of a file (docs/suppressions.md): those whose first word is the token. What stands in a
 * string, in prose or in fenced code is no comment. Which rules exist and what day it is does not matter here: the
 * result depends on path and text alone.
 */
export function findSuppressions(path: string, text: string): FoundSuppressions {
  const suppressions: Suppression[] = [];
  const bad: BadSuppression[] = [];
  const syntax = commentSyntax(path);
  const lines = new LineCounter(text, syntax.fenced === true);
  let mentions = 0;
  for (let at = text.indexOf(TOKEN); at !== -1; at = text.indexOf(TOKEN, at + TOKEN.length)) {
    const { line, start, fenced } = lines.goTo(at);
    mentions += 1;
    if (mentions > MAX_MENTIONS) {
      bad.push({
        path,
        line,
        problem: `only the first ${MAX_MENTIONS} of ${TOKEN} in a file are read`,
      });
      break;
    }
    if (fenced || at - start > MAX_COLUMN) continue;
    const comment = commentAt(text.slice(start, at), restOfLine(text, at), syntax);
    if (comment === undefined) continue;
    const parsed = parseSuppression(comment);
    const column = at - start + 1;
    if (parsed.kind === 'suppression') suppressions.push({ path, line, column, ...parsed.value });
    else if (parsed.kind === 'bad') bad.push({ path, line, problem: parsed.problem });
  }
  return { suppressions, bad };
}

function restOfLine(text: string, at: number): string {
  const rest = text.slice(at, at + MAX_BODY_UNITS + 1);
  const end = rest.search(/[\r\n]/u);
  return end === -1 ? rest : rest.slice(0, end);
}

/** The comment that begins at the end of `before` and has the token, at the start of `rest`, as its first word. */
function commentAt(before: string, rest: string, syntax: CommentSyntax): CommentText | undefined {
  for (const form of syntax.forms) {
    const opening = openingOf(form).exec(before);
    if (opening === null) continue;
    const code = before.slice(0, opening.index);
    if (form.startsLine === true && code.trim() !== '') continue;
    if (isInString(code.length, before + rest, syntax.quotes)) continue;
    const end = form.close === undefined ? -1 : rest.indexOf(form.close);
    const body = end === -1 ? rest : rest.slice(0, end);
    const after = end === -1 ? '' : rest.slice(end + (form.close ?? '').length);
    // Braces: JSX wraps its comments in them.
    return { body, isAlone: /^[\s{}]*$/u.test(code + after) };
  }
  return undefined;
}

const NOT_IN_TEXT = '(?<![\\w:"\'`\\\\])';
const openings = new Map<string, RegExp>();

/**
 * Finds the opening of a comment at the end of a text, with more of the same kind behind it (`///`, `/**`, `##`). Not
 * after a quote or backslash, where it is the text of a string, nor inside a word or URL.
 */
function openingOf({ open }: CommentForm): RegExp {
  const known = openings.get(open);
  if (known !== undefined) return known;
  const literal = open.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  const opening = new RegExp(`${NOT_IN_TEXT}${literal}[!*#/;%-]{0,8}[ \\t]*$`, 'u');
  openings.set(open, opening);
  return opening;
}

/** Whether a position of a line lies in a string that opens before it and closes behind it on that line. */
function isInString(position: number, line: string, quotes: string): boolean {
  let at = 0;
  while (at < position) {
    const end = opensString(line, at, quotes) ? closingQuote(line, at) : -1;
    if (end >= position) return true;
    at = (end === -1 ? at : end) + 1;
  }
  return false;
}

function opensString(line: string, at: number, quotes: string): boolean {
  const quote = line.charAt(at);
  if (!quotes.includes(quote)) return false;
  // The apostrophe of "don't" opens nothing.
  return quote !== "'" || !/[\p{L}\p{N}]/u.test(line.charAt(at - 1));
}

function closingQuote(line: string, opening: number): number {
  const quote = line.charAt(opening);
  for (let at = opening + 1; at < line.length; at++) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === quote) return at;
  }
  return -1;
}

/** Counts lines, and follows the code fences of prose, on the way through a text. */
class LineCounter {
  readonly #text: string;
  readonly #followsFences: boolean;
  #line = 1;
  #start = 0;
  #fence = '';

  constructor(text: string, followsFences: boolean) {
    this.#text = text;
    this.#followsFences = followsFences;
  }

  /** The line of a position that is not before the last one: its number, where it starts, whether in a code fence. */
  goTo(at: number): { readonly line: number; readonly start: number; readonly fenced: boolean } {
    for (let end = this.#text.indexOf('\n', this.#start); end !== -1 && end < at;) {
      if (this.#followsFences) this.#passFence(this.#text.slice(this.#start, end));
      this.#start = end + 1;
      this.#line += 1;
      end = this.#text.indexOf('\n', this.#start);
    }
    return { line: this.#line, start: this.#start, fenced: this.#fence !== '' };
  }

  #passFence(line: string): void {
    const mark = /^[\s>]{0,20}(?<mark>`{3,}|~{3,})/u.exec(line)?.groups?.['mark'];
    if (mark === undefined) return;
    if (this.#fence === '') this.#fence = mark;
    else if (mark.startsWith(this.#fence)) this.#fence = '';
  }
}
