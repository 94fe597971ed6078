import type { Decision } from './decision.ts';
import type { EndpointSummary } from './endpoint-summary.ts';
import type { Skipped } from './file.ts';
import type { ChangedFile, GitBase, GitFacts } from './git.ts';
import type { Incomplete } from './incomplete.ts';
import type { PolicySource } from './policy.ts';
import type { Rule } from './rule.ts';
import type { BadSuppression, SuppressionOutcome } from './suppression.ts';

/** How one check fared. `partial`: some units are incomplete; `failed`: none was examined although there were some. */
export interface CheckSummary {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly state: 'finished' | 'partial' | 'failed';
  /** Files that were examined, from the cache or anew. */
  readonly units: number;
  /** Endpoints that were examined. */
  readonly endpoints: number;
  readonly rules: readonly Rule[];
}

export interface Target {
  /** What was examined. `diff` and `stdin` know only the text that they were given. */
  readonly kind: 'directory' | 'file' | 'staged' | 'history' | 'diff' | 'stdin' | 'endpoints';
  /** Name to show: last part of the root's path. */
  readonly name: string;
  /** Path below the root that the run was narrowed to; empty for all. */
  readonly within: string;
  readonly git?: GitFacts;
  readonly base?: GitBase;
  /** Against the base: the files that the change adds, modifies or renames, by path. */
  readonly changes?: readonly ChangedFile[];
}

/** What the findings were compared with. */
export type BaselineSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'merge-base'; readonly commit: string; readonly filesChanged: number }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly digest: string;
      readonly created: string;
    };

/** Varies from run to run; kept apart so that everything else is byte-identical for the same inputs. */
export interface Timing {
  readonly wallMs: number;
  readonly threads: number;
  /** Units whose result came from the cache. */
  readonly cachedUnits: number;
  readonly bytesRead: number;
}

/** One run, judged: the only input of every report format. */
export interface RunReport {
  readonly tool: { readonly name: 'lockstep'; readonly version: string };
  /** ISO 8601, the clock that expiries were judged by. */
  readonly now: string;
  readonly target: Target;
  readonly checks: readonly CheckSummary[];
  readonly baseline: BaselineSource;
  readonly policy: PolicySource;
  readonly decision: Decision;
  /** What each endpoint offers, in the order of the inventory. */
  readonly endpoints: readonly EndpointSummary[];
  readonly incomplete: readonly Incomplete[];
  readonly skipped: readonly Skipped[];
  readonly suppressions: readonly SuppressionOutcome[];
  readonly badSuppressions: readonly BadSuppression[];
  /** Anything else that the reader should know, for example that history is missing. */
  readonly notes: readonly string[];
  readonly timing: Timing;
}
