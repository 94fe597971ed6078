/** Why something was not examined although it should have been. Never a pass. */
export const incompleteReasons = [
  'unreadable',
  'too-large',
  'timeout',
  'crash',
  'out-of-memory',
  'limit',
  'cancelled',
  'no-history',
  'unreachable',
  'inconclusive',
  'refused-target',
  'no-data',
] as const;
export type IncompleteReason = (typeof incompleteReasons)[number];

export interface Incomplete {
  /** The check that could not finish; `*` when it concerns all of them (a directory that could not be read). */
  readonly checkId: string;
  /** Path, endpoint or other unit that was not examined. */
  readonly what: string;
  readonly reason: IncompleteReason;
  /** One sentence: what happened and how to mend it. */
  readonly detail: string;
}
