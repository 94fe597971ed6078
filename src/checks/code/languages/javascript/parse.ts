import { parse, type ParserOptions, type ParserPlugin } from '@babel/parser';
import type { File } from '@babel/types';
import type { Span } from '../../ir/ir.ts';
import { blanked, sectionsOf, statementAround } from './damage.ts';

/** A program, and what had to be left out to get one. */
export interface Parsed {
  readonly file: File | undefined;
  readonly lost: readonly Span[];
  /** Why there is none. */
  readonly trouble?: string;
}

type Dialect = readonly ParserPlugin[];
type Attempt = { readonly file: File } | { readonly file: undefined; readonly at: number };

/** Chosen: who breaks more than that did not write JavaScript. */
const maxCuts = 8;
/** Chosen: what parsing again may cost, about a second; a large file has fewer attempts. */
const maxRetriedCharacters = 8_000_000;

/**
 * Parses with error recovery. Where the parser gives up, the statement around that place is replaced by spaces, so that
 * every other offset holds, and the rest is parsed again; where that leads nowhere, each section of the file is tried
 * alone.
 */
export function parseScript(path: string, text: string): Parsed {
  let furthest = -1;
  let dialect: Dialect = [];
  for (const plugins of dialects(path, text)) {
    const attempt = parseOne(text, plugins);
    if (attempt.file !== undefined) return { file: attempt.file, lost: [] };
    if (attempt.at === tooDeep) return withoutNests(text, plugins);
    if (attempt.at > furthest) [furthest, dialect] = [attempt.at, plugins];
  }
  const budget = Math.min(maxCuts, Math.floor(maxRetriedCharacters / (text.length + 1)));
  return (
    withoutStatements(text, dialect, { at: furthest, budget }) ??
    (budget > 0 ? withoutSections(text, dialect) : undefined) ?? {
      file: undefined,
      lost: [],
      trouble: 'it could not be parsed as JavaScript or TypeScript',
    }
  );
}

/** The parser ran out of stack: what is nested that deeply is left out with its section. */
function withoutNests(text: string, dialect: Dialect): Parsed {
  const trouble = 'it is nested too deeply to be parsed';
  const rest = withoutSections(text, dialect);
  return rest === undefined ? { file: undefined, lost: [], trouble } : { ...rest, trouble };
}

function withoutStatements(
  text: string,
  dialect: Dialect,
  { at, budget }: { readonly at: number; readonly budget: number },
): Parsed | undefined {
  const lost: Span[] = [];
  let rest = text;
  let place = at;
  for (let cuts = 0; cuts < budget; cuts++) {
    const span = statementAround(text, place, lost);
    // Half of a file that is left out is no slip; its sections may do better.
    if (span === undefined || span.end - span.start > text.length / 2) return undefined;
    lost.push(span);
    rest = blanked(rest, span);
    const attempt = parseOne(rest, dialect);
    if (attempt.file !== undefined) return { file: attempt.file, lost: merged(lost) };
    place = attempt.at;
  }
  return undefined;
}

/** Chosen: a file of more is none that a slip broke. */
const maxSections = 2_000;

function withoutSections(text: string, dialect: Dialect): Parsed | undefined {
  const sections = sectionsOf(text);
  if (sections.length === 1 || sections.length > maxSections) return undefined;
  const lost: Span[] = [];
  const pieces = sections.map((span) => {
    const piece = text.slice(span.start, span.end);
    if (parseOne(piece, dialect).file !== undefined) return piece;
    lost.push(span);
    return blanked(piece, { start: 0, end: piece.length });
  });
  const attempt = parseOne(pieces.join(''), dialect);
  return attempt.file === undefined ? undefined : { file: attempt.file, lost };
}

/** A cut that was widened holds the narrower one. */
function merged(spans: readonly Span[]): readonly Span[] {
  return spans.filter(
    (span) =>
      !spans.some((other) => other !== span && other.start <= span.start && other.end >= span.end),
  );
}

const common: Dialect = [
  'decorators-legacy',
  'decoratorAutoAccessors',
  'exportDefaultFrom',
  'importAttributes',
  'explicitResourceManagement',
];

/** Place of nesting that is deeper than the stack: a `RangeError` names none. */
const tooDeep = -1;

function parseOne(text: string, plugins: Dialect): Attempt {
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
    if (error instanceof RangeError) return { file: undefined, at: tooDeep };
    const isPlaced = error instanceof SyntaxError && 'pos' in error;
    return { file: undefined, at: isPlaced && typeof error.pos === 'number' ? error.pos : 0 };
  }
}

/** What the extension leaves open is tried in turn; Flow types stand in `.js` files. */
function dialects(path: string, text: string): readonly Dialect[] {
  if (/\.[cm]?ts$/u.test(path)) return [['typescript']];
  if (path.endsWith('.tsx')) return [['typescript', 'jsx']];
  if (/\.(?:vue|svelte)$/u.test(path)) return [['typescript'], ['typescript', 'jsx']];
  if (text.includes('@flow')) return [['flow', 'jsx'], ['jsx']];
  return [['jsx'], ['flow', 'jsx'], ['typescript', 'jsx']];
}
