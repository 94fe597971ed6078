import type { Excerpt, Region } from '../../../model/location.ts';
import type { Span } from './block.ts';

/** As `Excerpt.text` says. */
const maxExcerptChars = 240;
/** Of a statement that a fingerprint is computed from. */
const maxStatementChars = 2_000;

/** A text with its lines found, to turn spans into regions. */
export interface SourceText {
  readonly text: string;
  readonly lineStarts: readonly number[];
}

export function toSourceText(text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lineStarts.push(at + 1);
  }
  return { text, lineStarts };
}

export function regionOf(source: SourceText, span: Span): Region {
  const start = placeOf(source, span.start);
  const end = placeOf(source, Math.max(span.start, span.end));
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** The directive alone, on one line: what stands beside it on its line may be a secret. */
export function excerptOf(source: SourceText, span: Span): Excerpt {
  const text = statementOf(source, span).slice(0, maxExcerptChars);
  return { text, highlight: { start: 0, length: text.length } };
}

/** The text of the directive with white space and control characters made one space each. */
export function statementOf(source: SourceText, span: Span): string {
  const raw = source.text.slice(span.start, Math.min(span.end, span.start + maxStatementChars));
  let text = '';
  let isPending = false;
  for (const char of raw) {
    const code = char.codePointAt(0) ?? 0;
    if (code <= 0x20 || (code >= 0x7f && code <= 0xa0) || code === 0x2028 || code === 0x2029) {
      isPending = text.length > 0;
    } else {
      text += isPending ? ` ${char}` : char;
      isPending = false;
    }
  }
  return text;
}

function placeOf({ lineStarts }: SourceText, offset: number): { line: number; column: number } {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}
