import type { Excerpt, Region } from '../../model/location.ts';
import { maskLiterals } from './mask.ts';

/** As `Excerpt.text` says. */
const MAX_EXCERPT_UNITS = 240;
/** Of the text before the place, where the line is too long to be shown whole. */
const MAX_BEFORE_UNITS = 100;
/** Of a statement that a fingerprint is computed from. */
const MAX_STATEMENT_UNITS = 2_000;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text with its lines found, to show places in it. */
export class SourceText {
  readonly #text: string;
  readonly #lineStarts: readonly number[];
  readonly #masksAll: boolean;
  /** Lines by where they begin. */
  readonly #masks = new Map<number, string>();

  /** `masksAll`: every literal may be a secret, not only those that look like one. */
  constructor(text: string, { masksAll = false }: { readonly masksAll?: boolean } = {}) {
    this.#text = text;
    this.#lineStarts = [0, ...lineStartsOf(text)];
    this.#masksAll = masksAll;
  }

  /** The place as far as it goes on its first line: a platform shows a finding only where all its lines changed. */
  regionOf({ start, end }: Span): Region {
    const line = this.#lineAt(start);
    const from = this.#startOf(line);
    const to = Math.max(start, Math.min(end, this.#endOf(line)));
    return {
      startLine: line + 1,
      startColumn: start - from + 1,
      endLine: line + 1,
      endColumn: to - from + 1,
    };
  }

  lineOf(offset: number): number {
    return this.#lineAt(offset) + 1;
  }

  excerptOf(span: Span): Excerpt {
    const line = this.#lineAt(span.start);
    const [from, to] = [this.#startOf(line), this.#endOf(line)];
    const end = Math.max(span.start, Math.min(span.end, to));
    const isLong = to - from > MAX_EXCERPT_UNITS;
    const shownFrom = isLong ? Math.max(from, span.start - MAX_BEFORE_UNITS) : from;
    const text = this.#line(from, to)
      .slice(shownFrom - from)
      .slice(0, MAX_EXCERPT_UNITS);
    const start = span.start - shownFrom;
    return {
      text,
      highlight: { start, length: Math.min(end, shownFrom + text.length) - span.start },
    };
  }

  /** Masked as a whole: a part could begin or end inside of a literal. */
  #line(from: number, to: number): string {
    const known = this.#masks.get(from) ?? this.#masked(this.#text.slice(from, to));
    this.#masks.set(from, known);
    return known;
  }

  statementOf({ start, end }: Span): string {
    return this.#masked(this.#text.slice(start, Math.min(end, start + MAX_STATEMENT_UNITS)));
  }

  #masked(text: string): string {
    return maskLiterals(text, this.#masksAll);
  }

  /** 0-based. */
  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #startOf(line: number): number {
    return this.#lineStarts[line] ?? this.#text.length;
  }

  /** Without its line break. */
  #endOf(line: number): number {
    const next = this.#lineStarts[line + 1];
    if (next === undefined) return this.#text.length;
    return this.#text[next - 2] === '\r' ? next - 2 : next - 1;
  }
}

function lineStartsOf(text: string): readonly number[] {
  const starts: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
