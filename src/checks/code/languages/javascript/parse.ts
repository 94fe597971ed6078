import { parse, type ParserOptions, type ParserPlugin } from '@babel/parser';
import type { File } from '@babel/types';
import type { Span } from '../../ir/ir.ts';

/** A program, and what had to be left out to get one. */
export interface Parsed {
  readonly file: File | undefined;
  readonly lost: readonly Span[];
  /** Why there is none. */
  readonly trouble?: string;
}

const trouble = 'it could not be parsed as JavaScript or TypeScript';

/** Chosen: who breaks more than that did not write JavaScript. */
const maxLost = 12;

const common: readonly ParserPlugin[] = [
  'decorators-legacy',
  'decoratorAutoAccessors',
  'exportDefaultFrom',
  'importAttributes',
  'explicitResourceManagement',
];

/**
 * Parses with error recovery. Where the parser gives up, the statement around that place is replaced by spaces, so that
 * every other offset holds, and the rest is parsed again.
 */
export function parseScript(path: string, text: string): Parsed {
  const lost: Span[] = [];
  let rest = text;
  for (;;) {
    const attempt = attemptAll(path, rest);
    if (attempt.file !== undefined) return { file: attempt.file, lost };
    const span = statementAround(rest, attempt.at, lost);
    if (span === undefined || lost.length >= maxLost) return { file: undefined, lost, trouble };
    lost.push(span);
    rest = blanked(rest, span);
  }
}

type Attempt = { readonly file: File } | { readonly file: undefined; readonly at: number };

function attemptAll(path: string, text: string): Attempt {
  let furthest = 0;
  for (const plugins of dialects(path, text)) {
    const attempt = attemptOne(text, plugins);
    if (attempt.file !== undefined) return attempt;
    furthest = Math.max(furthest, attempt.at);
  }
  return { file: undefined, at: furthest };
}

function attemptOne(text: string, plugins: readonly ParserPlugin[]): Attempt {
  const options: ParserOptions = {
    sourceType: 'unambiguous',
    errorRecovery: true,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowImportExportEverywhere: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    attachComment: false,
    plugins: [...common, ...plugins],
  };
  try {
    return { file: parse(text, options) };
  } catch (error) {
    return { file: undefined, at: placeOf(error) };
  }
}

/** Nesting deeper than the stack ends in a `RangeError`, which names no place. */
function placeOf(error: unknown): number {
  return error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number'
    ? error.pos
    : 0;
}

/** What the extension leaves open is tried in turn; Flow types stand in `.js` files. */
function dialects(path: string, text: string): readonly (readonly ParserPlugin[])[] {
  if (/\.[cm]?ts$/u.test(path)) return [['typescript']];
  if (path.endsWith('.tsx')) return [['typescript', 'jsx']];
  if (/\.(?:vue|svelte)$/u.test(path)) return [['typescript'], ['typescript', 'jsx']];
  if (text.includes('@flow')) return [['flow', 'jsx'], ['jsx']];
  return [['jsx'], ['flow', 'jsx'], ['typescript', 'jsx']];
}

/** From the line that begins a statement to the one that ends it, as far as brackets and indentation tell. */
function statementAround(text: string, at: number, lost: readonly Span[]): Span | undefined {
  let start = text.lastIndexOf('\n', Math.max(at - 1, 0)) + 1;
  let end = text.indexOf('\n', at);
  if (end === -1) end = text.length;
  const again = lost.filter((span) => Math.abs(span.start - start) < 400).length;
  // A line that is not enough is a statement of several: each time as many lines more, to both sides.
  for (let more = 0; more < again * again * 2; more++) {
    start = text.lastIndexOf('\n', Math.max(start - 2, 0)) + 1;
    const next = text.indexOf('\n', end + 1);
    end = next === -1 ? text.length : next;
  }
  return text.slice(start, end).trim() === '' && again > 3 ? undefined : { start, end };
}

function blanked(text: string, { start, end }: Span): string {
  return text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/gu, ' ') + text.slice(end);
}
