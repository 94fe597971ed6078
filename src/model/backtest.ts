import type { Outcome } from './decision.ts';
import type { Incomplete } from './incomplete.ts';
import type { Stage } from './stage.ts';

/** What became of a finding after the change that brought it. Times are ISO 8601. */
export type Fate =
  /** Somebody removed it, and its file stayed. */
  | { readonly state: 'mended'; readonly at: string }
  /** It went away with its file: that says nothing about the finding. */
  | { readonly state: 'vanished'; readonly at: string }
  /** It is still there after the last change. */
  | { readonly state: 'present' }
  /** From then on its file could not be examined. */
  | { readonly state: 'unknown'; readonly at: string };

export interface ReplayedFinding {
  readonly fingerprint: string;
  /** Where the change put it. */
  readonly path: string;
  readonly line: number;
  readonly fate: Fate;
}

/** One change of the past, judged as if every rule had been at block, and by the policy that is tried. */
export interface ReplayedChange {
  readonly commit: string;
  /** ISO 8601: when it came to the mainline. */
  readonly at: string;
  /** Mail address. */
  readonly author: string;
  /** First line of the message; withheld where a secret was found in it. */
  readonly subject: string;
  /** Rules that would have stopped it, with the findings that it brought. */
  readonly stoppedBy: readonly {
    readonly rule: string;
    readonly findings: readonly ReplayedFinding[];
  }[];
  /** What the policy that is tried says. */
  readonly outcome: Outcome;
}

/** What one rule at block would have done to the changes of the past. */
export interface BacktestRule {
  readonly rule: string;
  /** Changes that it would have stopped. */
  readonly stopped: number;
  /** One-sided upper bound of the share of changes, at 95 % (Clopper and Pearson). */
  readonly upperBound: number;
  readonly findings: number;
  readonly mended: number;
  readonly vanished: number;
  readonly present: number;
  readonly unknown: number;
  /** The mended among the mended and the present; no verdict. */
  readonly actionRate?: number;
  /** How long those lived that were mended. */
  readonly medianDaysMended?: number;
  /** How long those have lived that are still there. */
  readonly medianDaysPresent?: number;
  /** Changes that it would have stopped in each of equal stretches of the history, the oldest first. */
  readonly timeline: readonly number[];
}

/** A stage that is tried instead of the policy's; `rule` may be a pattern. */
export interface TriedStage {
  readonly rule: string;
  readonly stage: Stage;
}

/** A replay of the history. The same history, policy and engine give the same, apart from `timing`. */
export interface Backtest {
  readonly tool: { readonly name: 'lockstep'; readonly version: string };
  readonly target: string;
  /** Commits of the first and the last change, and their times. */
  readonly from: { readonly commit: string; readonly at: string };
  readonly to: { readonly commit: string; readonly at: string };
  readonly policy: { readonly name: string; readonly digest: string };
  readonly tried: readonly TriedStage[];
  readonly changes: number;
  /** How many of the changes got which answer from the policy that is tried. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Of the share that is blocked, as `BacktestRule.upperBound`. */
  readonly blockedUpperBound: number;
  /** Rules that would have stopped something, those that stop most first. */
  readonly rules: readonly BacktestRule[];
  /** Rules that would have stopped nothing, and the upper bound of the share for each of them. */
  readonly quiet: { readonly rules: number; readonly upperBound: number };
  /** Changes that a rule would have stopped or that the policy that is tried does not pass, the oldest first. */
  readonly replayed: readonly ReplayedChange[];
  readonly incomplete: readonly Incomplete[];
  readonly notes: readonly string[];
  readonly timing: {
    readonly wallMs: number;
    readonly threads: number;
    /** Contents of files, each counted once. */
    readonly units: number;
    readonly cachedUnits: number;
  };
}
