import type { CountedVerdicts } from './count-verdicts.ts';
import type { EvidenceFrame } from './evidence.ts';
import {
  cleanVerdictsNeeded,
  logEValue,
  precisionInterval,
  type Counts,
} from './statistics/e-process.ts';

/** How far a rule has come towards one gate. */
export interface GateEvidence {
  readonly gate: 'warn' | 'block';
  /** Precision that the rule must be shown to exceed, and the agreed risk of being wrong about it. */
  readonly precision: number;
  readonly risk: number;
  readonly counts: Counts;
  /** Natural logarithms: of the e-value with what was carried over, and of what it takes. */
  readonly logE: number;
  readonly logThreshold: number;
  /** Share of the e-value's wealth that comes from the version before, as a logarithm; 0: nothing was carried. */
  readonly logCarried: number;
  /** Further clean verdicts until the gate opens; 0: it is open; undefined: it never will be. */
  readonly needed: number | undefined;
  /** Two-sided interval of 90 %: of what was counted, whatever the gate. */
  readonly interval: { readonly low: number; readonly high: number };
}

const CONFIDENCE = 0.9;

/** A false alarm costs c, a miss m: stopping pays when the precision exceeds c / (c + m). */
export function blockPrecision({ cost }: EvidenceFrame['tolerance']): number {
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
  const counts = countsFor(gate, counted);
  const logCarried = carriedWealth(countsFor(gate, before), precision, settings.carry);
  const logThreshold = -Math.log(risk);
  return {
    gate,
    precision,
    risk,
    counts,
    logE: logCarried + logEValue(counts, precision),
    logThreshold,
    logCarried,
    needed: cleanVerdictsNeeded(counts, precision, logThreshold - logCarried),
    interval: precisionInterval(counts, CONFIDENCE),
  };
}

function countsFor(gate: 'warn' | 'block', { answers, implicit }: CountedVerdicts): Counts {
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
