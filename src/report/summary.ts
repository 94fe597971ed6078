import type { Effect, Outcome } from '../model/decision.ts';
import type { RunReport } from '../model/report.ts';
import { countByEffect } from './view.ts';
import { thousands } from './words.ts';

/** Outcomes as words for people. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  pass: 'pass',
  warn: 'warn',
  block: 'blocked',
  incomplete: 'incomplete',
};

/** The decision as a word for people. */
export function outcomeWord(report: RunReport): string {
  return isNothingExamined(report) ? 'nothing examined' : outcomeWords[report.decision.outcome];
}

/**
 * Whether there was nothing to examine where there should have been: most likely the path is wrong, and "pass" would
 * mislead. A change that touches nothing is in order.
 */
export function isNothingExamined(report: RunReport): boolean {
  const { decision, checks, incomplete, target } = report;
  const isChange = target.base !== undefined || target.kind === 'staged' || target.kind === 'diff';
  const passes = decision.outcome === 'pass' || decision.outcome === 'warn';
  if (target.kind === 'endpoints') {
    // Whoever asks about endpoints, none of which can be reached, must not read that they are in order.
    return passes && report.endpoints.every(({ state }) => state === 'unreachable');
  }
  return (
    !isChange &&
    passes &&
    incomplete.length === 0 &&
    checks.every(({ units, endpoints }) => units + endpoints === 0)
  );
}

/** `findings: 2 blocking, 3 warning; 1 not examined`; says so when there are none. */
export function countsLine({ decision, incomplete }: RunReport): string {
  return countsWords(countByEffect(decision.findings), incomplete.length);
}

/** The same of numbers; `missed`: how much could not be examined. */
export function countsWords(counts: Readonly<Record<Effect, number>>, missed: number): string {
  const words = [
    [counts.blocks, 'blocking'],
    [counts.warns, 'warning'],
    [counts.existing, 'existing'],
    [counts.observed, 'observed'],
    [counts.waived, 'waived'],
    [counts.suppressed, 'suppressed'],
    [counts.fixed, 'fixed'],
  ] as const;
  const parts = words.filter(([n]) => n > 0).map(([n, word]) => `${thousands(n)} ${word}`);
  const findings = parts.length === 0 ? 'no findings' : `findings: ${parts.join(', ')}`;
  return missed === 0 ? findings : `${findings}; ${thousands(missed)} not examined`;
}
