import type { VersionOrder } from '../../../checks/components/remedy/versions.ts';
import type { PackageManager } from '../../../model/remedy.ts';

/** What is to be changed in one manifest. */
export interface Change {
  readonly kind: 'upgrade' | 'override';
  readonly manager: PackageManager;
  /** OSV's name. */
  readonly ecosystem: string;
  readonly name: string;
  /** In use now, exact. */
  readonly from: string;
  /** Exact. */
  readonly to: string;
  /** To be declared where nothing is declared yet. */
  readonly constraint: string;
  /** 1-based, where it is declared as far as is known: of several the one that is meant. */
  readonly line: number;
  /** Of an override that holds below this package only. */
  readonly inside?: string;
}

/** A part of a text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Why an edit is not made: the reason is for people. */
export class Refused extends Error {}

/** How one kind of manifest is written. Pure; everything throws `Refused` where it cannot be told exactly what to change. */
export interface ManifestSyntax {
  readonly edits: (path: string) => boolean;
  /** Where versions or constraints of this package stand, without quotes. */
  readonly declared: (text: string, change: Change) => readonly Span[];
  /** The constraint in what stands there, and how another is written there; absent where it is the constraint itself. */
  readonly wording?: {
    readonly read: (written: string) => string;
    readonly write: (constraint: string, before: string) => string;
  };
  /** The text with a version forced for a package that is not declared. Absent: there is no such thing. */
  readonly override?: (text: string, change: Change) => string;
  /**
   * All values of a text, under their keys. Between before and after only those may differ that were meant to: it is the
   * proof that the places were found right. May throw what a parser throws.
   */
  readonly values: (text: string) => unknown;
}

/** What an editor asks of the version schemes. */
export type EditOrder = Pick<VersionOrder, 'satisfies' | 'compare'>;

/** Replaces parts of a text that do not overlap. */
export function spliced(text: string, edits: readonly (Span & { readonly by: string })[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, by } of edits.toSorted((a, b) => a.start - b.start)) {
    out += text.slice(at, start) + by;
    at = end;
  }
  return out + text.slice(at);
}

/** The line end that the text uses. */
export function lineEndOf(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n';
}

/** 1-based. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

/** The span of a line, without its end. */
export function spanOfLine(text: string, line: number): Span | undefined {
  let start = 0;
  for (let left = line - 1; left > 0; left -= 1) {
    const end = text.indexOf('\n', start);
    if (end === -1) return undefined;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  const whole = end === -1 ? text.length : end;
  return { start, end: text[whole - 1] === '\r' && whole > start ? whole - 1 : whole };
}
