import type { Mark } from './threat.ts';

/** The language whose texts a marker is looked for in; `any` is every text. */
export type Language = 'javascript' | 'python' | 'shell';

/** A word that says what a text does, and what must stand around it for it to count. */
export interface Marker {
  readonly mark: Mark;
  readonly language: Language | 'any';
  /** Lower-case ASCII; found in any case. */
  readonly words: readonly string[];
  /** Sticky, bounded: must match from where the word begins. */
  readonly here?: RegExp;
  /** Bounded, ends in `$`: must match the text up to the word, of which it gets the last 160 characters. */
  readonly before?: RegExp;
  /** A mark that needs several: markers of this group count once, and `atLeast` different groups are needed. */
  readonly group?: string;
}

/** The callee is not the end of a longer name or a method: `eval(`, but not `retrieval(` or `page.eval(`. */
export const aloneBefore: RegExp = /(?:^|[^A-Za-z0-9_$.])$/;
