import type { Counts } from '../../model/evidence.ts';
import { betaQuantile, logBeta, logBetaUpperTail } from './beta.ts';

/** A density of precisions, Beta(a, b) cut to those above the one to be exceeded. */
export interface Mixture {
  readonly a: number;
  readonly b: number;
}

const UNIFORM: Mixture = { a: 1, b: 1 };

/**
 * Natural logarithm of the e-value against "the precision is at most p0": the likelihood ratio of the verdicts under a
 * mixture of precisions over (p0, 1), uniform or another that was settled before the verdicts, to that at p0. Under the
 * hypothesis it is a supermartingale whatever the mixture, so by Ville's inequality the probability that it ever reaches
 * 1/alpha is at most alpha, however often one looks (Ramdas, Grünwald, Vovk, Shafer, "Game-theoretic statistics and safe
 * anytime-valid inference", Statistical Science 2023, §2 and §3).
 *
 *   E = p0^-s (1-p0)^-k · B(s+a, k+b) (1 - I_p0(s+a, k+b)) / (B(a, b) (1 - I_p0(a, b)))
 */
export function logEValue(
  { truePositives: s, falsePositives: k }: Counts,
  p0: number,
  { a, b }: Mixture = UNIFORM,
): number {
  return (
    logBeta(s + a, k + b) +
    logBetaUpperTail(p0, s + a, k + b) -
    logBeta(a, b) -
    logBetaUpperTail(p0, a, b) -
    s * Math.log(p0) -
    k * Math.log1p(-p0)
  );
}

/** Of the mean of two e-values, which is one. */
export function logMean(logA: number, logB: number): number {
  const most = Math.max(logA, logB);
  return most + Math.log((Math.exp(logA - most) + Math.exp(logB - most)) / 2);
}

/** Clean verdicts that are searched at most; beyond them a rule is not on its way to any gate. */
const MAX_FURTHER_VERDICTS = 10_000;

/** How many more true positives in a row raise the e-value to `logThreshold`; undefined when not even 10,000 would. */
export function cleanVerdictsNeeded(
  counts: Counts,
  logE: (counts: Counts) => number,
  logThreshold: number,
): number | undefined {
  const reaches = (more: number): boolean =>
    logE({ ...counts, truePositives: counts.truePositives + more }) >= logThreshold;
  if (reaches(0)) return 0;
  if (!reaches(MAX_FURTHER_VERDICTS)) return undefined;
  // A clean verdict never lowers the e-value, so the border can be bisected.
  let low = 0;
  let high = MAX_FURTHER_VERDICTS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Two-sided interval for a precision by Clopper and Pearson (Biometrika 1934): never narrower than it claims. */
export function precisionInterval(
  { truePositives: s, falsePositives: k }: Counts,
  confidence: number,
): { readonly low: number; readonly high: number } {
  const tail = (1 - confidence) / 2;
  return {
    low: s === 0 ? 0 : betaQuantile(tail, s, k + 1),
    high: k === 0 ? 1 : betaQuantile(1 - tail, s + 1, k),
  };
}

/** One-sided upper bound for a share of which `hits` of `total` were seen (Clopper and Pearson). */
export function upperBound(hits: number, total: number, confidence: number): number {
  if (total === 0 || hits >= total) return 1;
  return betaQuantile(confidence, hits + 1, total - hits);
}
