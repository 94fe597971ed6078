import type { Finding } from './finding.ts';
import type { Stage } from './stage.ts';
import type { Suppression } from './suppression.ts';
import type { VexUse } from './vex-use.ts';

export type Outcome = 'pass' | 'warn' | 'block' | 'incomplete';

/**
 * What a finding does to the build: `blocks` and `warns` as the stage says; `observed` is only recorded; `suppressed`
 * by an inline comment, `waived` by the policy; `existing` has a blocking stage but stood in the baseline; `fixed` is gone.
 */
export type Effect =
  | 'blocks'
  | 'warns'
  | 'observed'
  | 'existing'
  | 'suppressed'
  | 'waived'
  | 'fixed';

export interface JudgedFinding {
  readonly finding: Finding;
  /** After thresholds, `when` and demotions. */
  readonly stage: Stage;
  readonly effect: Effect;
  /** Why this stage and effect, in order of application; each one sentence. */
  readonly why: readonly string[];
  /** Position of the waiver in the policy's list. */
  readonly waiver?: number;
  readonly suppression?: Suppression;
  /** Where it is `waived` by what a VEX document says. */
  readonly vex?: VexUse;
}

/** One reason for the outcome, worst first. */
export interface Reason {
  readonly outcome: Outcome;
  readonly text: string;
  readonly fingerprints: readonly string[];
}

/** Something about the policy that its owners should know: an expired or unused waiver, a `when` that failed, a rule that lost its stage. */
export interface PolicyNotice {
  readonly code:
    | 'waiver-expired'
    | 'waiver-unused'
    | 'waiver-expiring'
    | 'when-failed'
    | 'demoted'
    | 'policy-changed';
  readonly text: string;
}

/** The gate's answer for one run. A pure function of findings, policy, evidence and clock. */
export interface Decision {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  readonly findings: readonly JudgedFinding[];
  readonly notices: readonly PolicyNotice[];
}
