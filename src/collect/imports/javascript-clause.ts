import {
  BACKTICK,
  CLOSE_BRACE,
  CLOSE_PAREN,
  COMMA,
  EQUALS,
  nameEnd,
  OPEN_BRACE,
  PLUS,
  STAR,
} from './characters.ts';
import { isQuote, skipTrivia, stringEnd, templateStop } from './javascript-text.ts';

/** What a specifier is known to be. */
export type Specifier =
  | { readonly kind: 'constant'; readonly text: string }
  /** How it begins, where the rest is computed. */
  | { readonly kind: 'prefix'; readonly text: string }
  | { readonly kind: 'computed'; readonly at: number }
  | { readonly kind: 'none' };

const none: Specifier = { kind: 'none' };

/** The module of `import …` or `export … from` whose keyword ends at `at`. Types that are erased name none. */
export function clauseSpecifier(text: string, at: number, keyword: 'import' | 'export'): Specifier {
  const start = skipTrivia(text, at);
  if (isQuote(text.charCodeAt(start))) {
    return keyword === 'import' ? constantAt(text, start) : none;
  }
  const first = nameEnd(text, start);
  if (first > start && text.slice(start, first) === 'type') {
    return isTypeOnly(text, first) ? none : afterClause(text, start, keyword);
  }
  return afterClause(text, start, keyword);
}

/** Whether `type` is the modifier; else it is a name that is imported: `import type from 'x'`. */
function isTypeOnly(text: string, at: number): boolean {
  const start = skipTrivia(text, at);
  const code = text.charCodeAt(start);
  if (code === OPEN_BRACE || code === STAR) return true;
  const end = nameEnd(text, start);
  if (end === start) return false;
  return text.slice(start, end) !== 'from' || !isQuote(text.charCodeAt(skipTrivia(text, end)));
}

/** Reads names, `* as x` and `{ … }` in any order up to `from "x"`; gives up at the first thing that does not belong there. */
function afterClause(text: string, start: number, keyword: 'import' | 'export'): Specifier {
  let at = start;
  // The longest clause: `a , * as b from`, each a step.
  for (let steps = 0; steps < 8; steps++) {
    const code = text.charCodeAt(at);
    if (code === STAR || code === COMMA) at++;
    else if (code === OPEN_BRACE) {
      const close = bracesEnd(text, at);
      if (close === undefined) return none;
      at = close;
    } else {
      const end = nameEnd(text, at);
      if (end === at) return none;
      const next = skipTrivia(text, end);
      const isFrom = text.slice(at, end) === 'from';
      if (isFrom && isQuote(text.charCodeAt(next))) return constantAt(text, next);
      // `import x = require("x")` is met as a call; `export const` is no clause.
      if (text.charCodeAt(next) === EQUALS || (keyword === 'export' && steps === 0)) return none;
      at = next;
      continue;
    }
    at = skipTrivia(text, at);
  }
  return none;
}

/** Behind the closing brace of `{ a as b, default as c, "d" as e }`; undefined where it holds anything else. */
function bracesEnd(text: string, open: number): number | undefined {
  let at = skipTrivia(text, open + 1);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === CLOSE_BRACE) return at + 1;
    let end = at + 1;
    if (isQuote(code)) end = stringEnd(text, at) + 1;
    else if (code !== COMMA) {
      end = nameEnd(text, at);
      if (end === at) return undefined;
    }
    at = skipTrivia(text, end);
  }
  return undefined;
}

/** The argument of `import(…)` or `require(…)` from behind the parenthesis. */
export function argumentSpecifier(text: string, from: number): Specifier {
  const at = skipTrivia(text, from);
  const code = text.charCodeAt(at);
  if (code === CLOSE_PAREN || Number.isNaN(code)) return none;
  if (code === BACKTICK) return templateAt(text, at);
  if (!isQuote(code)) return { kind: 'computed', at };
  const constant = constantAt(text, at);
  const next = text.charCodeAt(skipTrivia(text, stringEnd(text, at) + 1));
  if (constant.kind !== 'constant') return constant;
  if (next === CLOSE_PAREN || next === COMMA) return constant;
  return next === PLUS ? { kind: 'prefix', text: constant.text } : { kind: 'computed', at };
}

function templateAt(text: string, at: number): Specifier {
  const stop = templateStop(text, at + 1);
  if (stop === undefined) return { kind: 'computed', at };
  const kind = text.charCodeAt(stop) === BACKTICK ? 'constant' : 'prefix';
  // `${__dirname}/x` is what its first substitution is.
  if (kind === 'prefix' && stop === at + 1) return { kind: 'computed', at: stop + '${'.length };
  return { kind, text: text.slice(at + 1, stop) };
}

function constantAt(text: string, at: number): Specifier {
  const end = stringEnd(text, at);
  const value = text.slice(at + 1, end);
  if (text.charCodeAt(end) !== text.charCodeAt(at)) return none;
  return value.includes('\\') ? { kind: 'computed', at } : { kind: 'constant', text: value };
}
