import type { GateEvidence } from './evidence.ts';

/** `34 of 43 clean verdicts`; where several of a repository are worth less than as many: `34 clean verdicts, worth 21.3 of 44`. */
export function progressText({
  verdicts,
  counts,
  needed,
}: Pick<GateEvidence, 'verdicts' | 'counts' | 'needed'>): string {
  const given = verdicts.truePositives + verdicts.falsePositives;
  const worth = counts.truePositives + counts.falsePositives;
  const words =
    verdicts.falsePositives === 0 ? 'clean verdicts' : `verdicts, ${verdicts.falsePositives} false`;
  const goal = needed === undefined ? '' : ` of ${Math.ceil(worth + needed - TINY)}`;
  if (Math.abs(worth - given) < TINY) return `${given}${goal} ${words}`;
  return `${given} ${words}, worth ${worth.toFixed(1)}${needed === 0 ? ': enough' : goal}`;
}

/** Sums of shares are off by as much. */
const TINY = 1e-6;
