import type { Confidence } from '../../model/finding.ts';

/** A place in a file: offsets into its text, UTF-16. */
export interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export interface Step extends Place {
  /** `query parameter`, `put together`, `passed to run()`, `query of the database`. */
  readonly what: string;
}

/** What the engine found at one sink, or a call that is wrong by itself. */
export interface Flow {
  /** Slug of the rule: `sql-injection`. */
  readonly rule: string;
  readonly sink: Place;
  /** Names of classes and functions around the sink, from the outside in. */
  readonly function: readonly string[];
  /** From source to sink; one step for a misuse. */
  readonly steps: readonly Step[];
  /** How many different sources reach this sink. */
  readonly sources: number;
  /** `GET /users/:id`. */
  readonly entry?: { readonly route: string; readonly path: string; readonly start: number };
  readonly confidence: Confidence;
  /** One clause on this occurrence: `the query parameter id reaches db.query()`. */
  readonly shows: string;
}

/** A budget that was hit, a file that was lost. */
export interface Trouble {
  readonly path: string;
  readonly detail: string;
}
