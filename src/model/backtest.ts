import type { Outcome } from './decision.ts';
import type { Incomplete } from './incomplete.ts';

/** One change of the past, judged as if every rule had been at block, and by the policy that is tried. */
export interface ReplayedChange {
  readonly commit: string;
  /** ISO 8601. */
  readonly at: string;
  readonly author: string;
  /** First line of the message. */
  readonly subject: string;
  /** Rules that would have stopped it, with the findings that it brought. */
  readonly stoppedBy: readonly {
    readonly rule: string;
    readonly findings: readonly ReplayedFinding[];
  }[];
  /** What the policy that is tried would have said. */
  readonly outcome: Outcome;
}

export interface ReplayedFinding {
  readonly fingerprint: string;
  readonly path: string;
  readonly line: number;
  /** ISO 8601; undefined: it is still there. */
  readonly goneAt?: string;
  /** Its file went away with it: nobody said anything about the finding. */
  readonly vanished: boolean;
}

/** What one rule at block would have done to the changes of the past. */
export interface BacktestRule {
  readonly rule: string;
  readonly stopped: number;
  /** One-sided upper bound of the share of changes at 95 %. */
  readonly upperBound: number;
  readonly findings: number;
  /** Findings that people removed by themselves while their file stayed, of those that can tell. */
  readonly mended: number;
  readonly vanished: number;
  readonly present: number;
  /** Share of the findings that did not vanish which people removed. */
  readonly actionRate?: number;
  /** Of those that were mended. */
  readonly medianDays?: number;
  /** How many changes it would have stopped in each of equal stretches of the history, the oldest first. */
  readonly timeline: readonly number[];
}

/** A replay of the history. The same history, policy and engine give the same. */
export interface Backtest {
  readonly target: string;
  readonly policy: { readonly name: string; readonly digest: string };
  /** Stages that were tried instead of the policy's. */
  readonly tried: readonly { readonly rule: string; readonly stage: string }[];
  readonly from: string;
  readonly to: string;
  readonly changes: number;
  /** Under the policy that is tried. */
  readonly blocked: number;
  readonly blockedUpperBound: number;
  readonly rules: readonly BacktestRule[];
  readonly replayed: readonly ReplayedChange[];
  readonly incomplete: readonly Incomplete[];
  readonly notes: readonly string[];
  readonly timing: {
    readonly wallMs: number;
    readonly cachedUnits: number;
    readonly units: number;
  };
}
