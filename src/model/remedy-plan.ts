import type { Remedy } from './remedy.ts';

/** A finding as a plan shows it. */
export interface PlannedFinding {
  readonly fingerprint: string;
  /** `lodash@4.17.15`. */
  readonly component: string;
  /** The advisory to show first, else the rule. */
  readonly problem: string;
  /** What it weighs, above 0 and at most 100 (`riskOf`). */
  readonly risk: number;
}

/** One step: what to change, and what goes away with it. */
export interface PlanStep {
  /** Usually one; several where none of them removes anything without the others. */
  readonly changes: readonly Remedy[];
  /** The heaviest first; each finding is removed by one step only. */
  readonly removes: readonly PlannedFinding[];
  readonly risk: number;
  /** Share of the whole risk that is gone after this step, 0 to 1. */
  readonly cumulative: number;
}

/** The fewest changes that remove the most risk, the best first. */
export interface RemedyPlan {
  readonly steps: readonly PlanStep[];
  /** Findings that nothing known removes, the heaviest first. */
  readonly left: readonly PlannedFinding[];
  /** Sum over all findings. */
  readonly risk: number;
}
