import type { CountedVerdicts, Counts, GateEvidence } from '../model/evidence.ts';
import type { EvidenceFrame } from './evidence.ts';
import { cleanVerdictsNeeded, logEValue, precisionInterval } from './statistics/e-process.ts';

const CONFIDENCE = 0.9;

/** A false alarm costs c, a miss m: stopping pays when the precision exceeds c / (c + m). */
function blockPrecision({ cost }: EvidenceFrame['tolerance']): number {
  return cost.falsePositive / (cost.falsePositive + cost.miss);
}

/** Evidence for one gate from the counted verdicts on this version and, by the agreed share, on the one before. */
export function gateEvidence(
  gate: 'warn' | 'block',
  counted: CountedVerdicts,
  before: CountedVerdicts,
  { settings, tolerance }: EvidenceFrame,
): GateEvidence {
  const precision = gate === 'warn' ? settings.warnPrecision : blockPrecision(tolerance);
  const risk = gate === 'warn' ? settings.warnRisk : settings.blockRisk;
  const counts = counted.worth[gate];
  const logCarried = carriedWealth(before.worth[gate], precision, settings.carry);
  const logThreshold = -Math.log(risk);
  return {
    gate,
    precision,
    risk,
    verdicts: verdictsFor(gate, counted),
    counts,
    logE: logCarried + logEValue(counts, precision),
    logThreshold,
    logCarried,
    needed: cleanVerdictsNeeded(counts, precision, logThreshold - logCarried),
    interval: precisionInterval(counts, CONFIDENCE),
  };
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
