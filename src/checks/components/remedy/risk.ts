import type { ComponentScope } from '../../../model/component.ts';
import type { ComponentEvidence } from '../../../model/finding.ts';

/** Of a problem without a CVSS vector: the middle of "medium" (FIRST, CVSS v3.1 §5: 4.0 to 6.9). */
const UNKNOWN_SCORE = 5.5;
/** Of a CVE that EPSS does not know: about the median of its list (2026-08: 0.002), which leaves the share below. */
const UNKNOWN_PROBABILITY = 0.002;
/** What a problem weighs that nobody exploits, against 1 of one that is exploited: chosen, so that a severe one is not lost. */
const UNEXPLOITED = 0.2;
/** Least weight, so that no finding is worth nothing. */
const LEAST = 0.1;

/** Chosen: development tools run with the rights of who builds, but meet no stranger's input. */
const scopeFactors: Readonly<Record<ComponentScope, number>> = {
  prod: 1,
  optional: 0.8,
  peer: 0.8,
  dev: 0.3,
};

/** Chosen: nobody imports it, so it hardly runs; where it cannot be told it probably does. */
const reachFactors: Readonly<Record<ComponentEvidence['reach'], number>> = {
  imported: 1,
  unknown: 0.8,
  'not-imported': 0.3,
};

/**
 * What a finding weighs in a plan, above 0 and at most 100: CVSS (0 to 10) × how likely it is exploited (2 to 10: always 10
 * where CISA lists it, else by EPSS) × scope × reach. A malicious package weighs 100 wherever it is: it runs when it is
 * installed.
 */
export function riskOf(evidence: ComponentEvidence): number {
  if (evidence.advisories.some((id) => id.startsWith('MAL-'))) return 100;
  const score = evidence.cvss?.score ?? UNKNOWN_SCORE;
  const probability =
    evidence.exploitedSince === undefined
      ? (evidence.exploitProbability ?? UNKNOWN_PROBABILITY)
      : 1;
  const likelihood = 10 * (UNEXPLOITED + (1 - UNEXPLOITED) * Math.min(Math.max(probability, 0), 1));
  const risk = score * likelihood * scopeFactors[evidence.scope] * reachFactors[evidence.reach];
  // Two decimals: sums stay the same on every machine and in every order.
  return Math.max(LEAST, Math.round(risk * 100) / 100);
}
