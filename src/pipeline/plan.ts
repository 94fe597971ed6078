import type { ChangedFile, GitBase } from '../model/git.ts';
import type { HistoryBlob } from '../collect/history.ts';
import type { Skipped } from '../model/file.ts';
import type { Incomplete } from '../model/incomplete.ts';
import type { RunReport } from '../model/report.ts';
import type { DiffText } from './diff-units.ts';
import type { Planned } from './planned.ts';

/** What one run examines. */
export interface Plan {
  readonly kind: RunReport['target']['kind'];
  readonly head: readonly Planned[];
  /** What the head is compared with, where git has it. */
  readonly base?: PlannedBase;
  /** Every file of the target that the policy selects, where it was listed. */
  readonly paths?: readonly string[];
  /** The same, ready to be read. */
  readonly tree?: readonly Planned[];
  readonly skipped: readonly Skipped[];
  readonly incomplete: readonly Incomplete[];
  readonly notes?: readonly string[];
  /** `head` is all that there is: what a stored baseline knows besides is gone, what the cache knows can be forgotten. */
  readonly whole: boolean;
  /** Whether a path that is not in `head` would be, if it were there. */
  readonly isSelected: (path: string) => boolean;
  /** Of a part of a target: all of it, for what counts above the part. */
  readonly around?: () => Promise<PlannedFiles>;
  /** Whether tracked files differ from the commit. */
  readonly dirty: boolean;
  /** Of a diff: the way back to the true lines, in the order of `head`. */
  readonly diff?: readonly DiffText[];
  /** Of the history: where each blob comes from, in the order of `head`. */
  readonly history?: readonly HistoryBlob[];
}

/** What of a plan says which files there are. */
export type PlannedFiles = Pick<Plan, 'kind' | 'head' | 'tree' | 'base' | 'isSelected'>;

/** The places that a change touches, as they were before it. */
export interface PlannedBase {
  readonly commit: string;
  /** The ref that protects policy and suppressions; without one the base is only compared with. */
  readonly protectedBy?: GitBase;
  readonly files: readonly Planned[];
  /** Path in the head → path in the base. */
  readonly renames: ReadonlyMap<string, string>;
  readonly filesChanged: number;
  /** Told where a ref protects the base. */
  readonly changes?: readonly ChangedFile[];
}
