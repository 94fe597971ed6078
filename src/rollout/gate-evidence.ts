import type { CountedVerdicts, Counts, GateEvidence, RulePrior } from '../model/evidence.ts';
import type { EvidenceFrame } from './evidence.ts';
import { betaCdf } from './statistics/beta.ts';
import {
  cleanVerdictsNeeded,
  logEValue,
  logMean,
  precisionInterval,
} from './statistics/e-process.ts';

const CONFIDENCE = 0.9;

/** A false alarm costs c, a miss m: stopping pays when the precision exceeds c / (c + m). */
function blockPrecision({ cost }: EvidenceFrame['tolerance']): number {
  return cost.falsePositive / (cost.falsePositive + cost.miss);
}

/** What there is to say about one gate: verdicts on this version and on the one before, and labels of corpora. */
export interface GateBasis {
  readonly counted: CountedVerdicts;
  readonly before: CountedVerdicts;
  readonly prior: RulePrior | undefined;
}

/**
 * Evidence for one gate from the counted verdicts on this version and, by the agreed share, on the one before. At warn
 * half of the stake follows the prior: it bets on the precisions that the corpora make likely. It adds no wealth, so the
 * risk of a wrong promotion stays what was agreed, however wrong the prior is.
 */
export function gateEvidence(
  gate: 'warn' | 'block',
  { counted, before, prior }: GateBasis,
  { settings, tolerance }: EvidenceFrame,
): GateEvidence {
  const precision = gate === 'warn' ? settings.warnPrecision : blockPrecision(tolerance);
  const risk = gate === 'warn' ? settings.warnRisk : settings.blockRisk;
  const counts = counted.worth[gate];
  const logCarried = carriedWealth(before.worth[gate], precision, settings.carry);
  const logThreshold = -Math.log(risk);
  const plain = (some: Counts): number => logEValue(some, precision);
  const seeded = (some: Counts): number => logMean(plain(some), logEValue(some, precision, prior));
  const logE = gate === 'warn' && prior !== undefined ? seeded : plain;
  const isOpen = (value: number): boolean => logCarried + value >= logThreshold;
  return {
    gate,
    precision,
    risk,
    verdicts: verdictsFor(gate, counted),
    counts,
    logE: logCarried + logE(counts),
    logThreshold,
    logCarried,
    needed: cleanVerdictsNeeded(counts, logE, logThreshold - logCarried),
    isSeeded: isOpen(logE(counts)) && !isOpen(plain(counts)),
    ...(prior === undefined ? {} : { posterior: posteriorOf(prior, counts, precision) }),
    interval: precisionInterval(counts, CONFIDENCE),
  };
}

function posteriorOf({ a, b }: RulePrior, counts: Counts, precision: number): number {
  return 1 - betaCdf(precision, a + counts.truePositives, b + counts.falsePositives);
}

function verdictsFor(gate: 'warn' | 'block', { answers, implicit }: CountedVerdicts): Counts {
  if (gate === 'block') return answers;
  return { ...answers, truePositives: answers.truePositives + implicit };
}

/**
 * A new version begins with a part of the old one's wealth: (1 - carry) + carry · E. A mixture of two starts is a start,
 * so the bound still holds as far as the versions are alike.
 */
function carriedWealth(before: Counts, precision: number, carry: number): number {
  if (before.truePositives + before.falsePositives === 0) return 0;
  const logE = logEValue(before, precision);
  // Above e^700 a double overflows; the carried share then is all that matters.
  return logE > 700 ? Math.log(carry) + logE : Math.log1p(carry * Math.expm1(logE));
}
