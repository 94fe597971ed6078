/** What the chart watches for: a precision that falls from `good` to `bad`. */
export interface CusumDesign {
  readonly good: number;
  readonly bad: number;
  readonly threshold: number;
}

/**
 * From 0.95 to 0.80 at 3: three false alarms close together. At a true precision of 0.97 it demotes wrongly about every
 * 1,500 verdicts, at 0.80 rightly after about 19 (bench/rollout-simulation.ts).
 */
export const standardCusum: CusumDesign = { good: 0.95, bad: 0.8, threshold: 3 };

/**
 * One step of Page's cumulative sum (Biometrika 1954): the log likelihood ratio of `bad` to `good`, never below 0. With
 * the standard design +1.386 for a false alarm, -0.172 for a true one.
 */
export function cusumStep(sum: number, isFalse: boolean, { good, bad }: CusumDesign): number {
  const ratio = isFalse ? (1 - bad) / (1 - good) : bad / good;
  return Math.max(0, sum + Math.log(ratio));
}
