/** Whose verdicts count together, from the smallest to the largest. */
export const rings = ['product', 'group', 'all'] as const;
export type Ring = (typeof rings)[number];

/** What both parties agreed on about how a rule rises and falls. Shares from 0 to 1. */
export interface RolloutSettings {
  /** The ring above the product: evidence of its products may count together. */
  readonly group: string;
  /** Which verdicts count for this product. */
  readonly ring: Ring;
  /** Folder of the log, from the root of the target. */
  readonly log: string;
  /** Precision that a rule must exceed to warn; that for block follows from `tolerance.cost`. */
  readonly warnPrecision: number;
  /** Probability that a rule below the precision is ever promoted. */
  readonly warnRisk: number;
  readonly blockRisk: number;
  readonly minDays: number;
  readonly minReviewers: number;
  readonly minRepositories: number;
  /** Verdicts of one repository, and of copies of one text, that count at most. */
  readonly maxPerRepository: number;
  readonly maxPerCopy: number;
  /** How much verdicts of one repository are taken to hang together (intra-class correlation): later ones are worth less. */
  readonly correlation: number;
  /** Above this share of unclear verdicts nothing rises. */
  readonly maxUnclear: number;
  /** Drawn findings that may lack a verdict. */
  readonly maxUnanswered: number;
  /** Least agreement (Cohen's kappa) between people who judged the same finding; counts from 10 such findings on. */
  readonly minAgreement: number;
  readonly promotionsPerWeek: number;
  /** Share of the evidence that a new version of a rule inherits. */
  readonly carry: number;
  /** Whether a rule loses an earned stage when its version changes and the inherited evidence is not enough. */
  readonly newVersion: 'restart' | 'keep';
  /** Days of runs that a forecast looks at. */
  readonly forecastDays: number;
  /** Which new findings the sample draws: a share, and the seed that decides which. */
  readonly sampleShare: number;
  readonly sampleSeed: string;
  /** Repositories that confirmed wrong blocks must come from for the circuit breaker. */
  readonly breakerRepositories: number;
}

/** Where the numbers come from: docs/rollout.md. */
export const defaultRollout: RolloutSettings = {
  group: '',
  ring: 'product',
  log: '.lockstep/log',
  warnPrecision: 0.8,
  warnRisk: 0.05,
  blockRisk: 0.05,
  minDays: 14,
  minReviewers: 2,
  minRepositories: 3,
  maxPerRepository: 5,
  maxPerCopy: 1,
  correlation: 0.3,
  maxUnclear: 0.2,
  maxUnanswered: 0.1,
  minAgreement: 0.6,
  promotionsPerWeek: 3,
  carry: 0.3,
  newVersion: 'restart',
  forecastDays: 30,
  sampleShare: 1,
  sampleSeed: 'lockstep',
  breakerRepositories: 2,
};
