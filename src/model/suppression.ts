import type { Finding } from './finding.ts';

/** An inline comment `lockstep-ignore[-next-line|-file] <rule>[, <rule>] [until=YYYY-MM-DD] -- <reason>`. */
export interface Suppression {
  readonly path: string;
  /** 1-based line of the comment. */
  readonly line: number;
  /** 1-based, of its first word. */
  readonly column?: number;
  readonly scope: 'line' | 'next-line' | 'file';
  readonly ruleIds: readonly string[];
  readonly reason: string;
  /** `YYYY-MM-DD`, the last day on which it holds. */
  readonly until?: string;
}

/** A comment that meant to suppress and cannot: it suppresses nothing and is itself reported. */
export interface BadSuppression {
  readonly path: string;
  readonly line: number;
  /** What is wrong and how to mend it. */
  readonly problem: string;
}

/**
 * `used` and `unused` hide findings or would; `expired`, `not-in-base` and `forbidden` hide nothing, with the reason in
 * the word; `not-examined`: its rule did not run on its file, so nobody knows whether it is still needed.
 */
export type SuppressionState =
  | 'used'
  | 'unused'
  | 'expired'
  | 'not-in-base'
  | 'forbidden'
  | 'not-examined';

/** What became of a suppression in this run; every report lists all of them. */
export interface SuppressionOutcome {
  readonly suppression: Suppression;
  readonly state: SuppressionState;
  /** Fingerprints of the findings that it hides. */
  readonly fingerprints: readonly string[];
}

/** Names one finding of a run by what every report shows of it: fingerprint and place. */
export function occurrenceKey({ fingerprint, location }: Finding): string {
  const { startLine, startColumn } = location.region;
  return `${fingerprint} ${location.path}:${startLine}:${startColumn}`;
}
