import type { BacktestRule, ReplayedChange, ReplayedFinding } from '../../model/backtest.ts';
import { upperBound } from '../../rollout/statistics/e-process.ts';

/** Of every bound here; one-sided. */
export const CONFIDENCE = 0.95;
/** Chosen: enough to see a trend, and each is wide enough to be seen. */
const STRETCHES = 20;
const DAY_MS = 86_400_000;

/** Sums up for each rule that would have stopped something. `changes` are all that were replayed, the oldest first. */
export function rulesOf(changes: readonly ReplayedChange[]): readonly BacktestRule[] {
  const until = changes.at(-1)?.at ?? '';
  const names = new Set(changes.flatMap(({ stoppedBy }) => stoppedBy.map(({ rule }) => rule)));
  return [...names]
    .map((rule) => summaryOf(rule, changes, until))
    .toSorted((a, b) => b.stopped - a.stopped || (a.rule < b.rule ? -1 : 1));
}

function summaryOf(rule: string, changes: readonly ReplayedChange[], until: string): BacktestRule {
  const stretches = Math.min(STRETCHES, changes.length);
  const timeline = Array.from({ length: stretches }, () => 0);
  const brought: { readonly at: string; readonly finding: ReplayedFinding }[] = [];
  let stopped = 0;
  for (const [index, { at, stoppedBy }] of changes.entries()) {
    const own = stoppedBy.find((each) => each.rule === rule);
    if (own === undefined) continue;
    stopped += 1;
    const stretch = Math.floor((index * stretches) / changes.length);
    timeline[stretch] = (timeline[stretch] ?? 0) + 1;
    brought.push(...own.findings.map((finding) => ({ at, finding })));
  }
  const counts = { mended: 0, vanished: 0, present: 0, unknown: 0 };
  const days: { mended: number[]; present: number[] } = { mended: [], present: [] };
  for (const { at, finding } of brought) {
    const { fate } = finding;
    counts[fate.state] += 1;
    if (fate.state === 'mended') days.mended.push(daysBetween(at, fate.at));
    if (fate.state === 'present') days.present.push(daysBetween(at, until));
  }
  const medianDaysMended = median(days.mended);
  const medianDaysPresent = median(days.present);
  const told = counts.mended + counts.present;
  return {
    rule,
    stopped,
    upperBound: upperBound(stopped, changes.length, CONFIDENCE),
    findings: brought.length,
    ...counts,
    ...(told === 0 ? {} : { actionRate: counts.mended / told }),
    ...(medianDaysMended === undefined ? {} : { medianDaysMended }),
    ...(medianDaysPresent === undefined ? {} : { medianDaysPresent }),
    timeline,
  };
}

/** Times of commits can run backwards: then it is no time at all. In tenths of a day. */
function daysBetween(from: string, to: string): number {
  return tenths(Math.max(0, Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** In tenths, as the days are. */
function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [lower, upper] = [(sorted.length - 1) >> 1, sorted.length >> 1].map((at) => sorted[at]);
  return lower === undefined || upper === undefined ? undefined : tenths((lower + upper) / 2);
}

function tenths(number: number): number {
  return Math.round(number * 10) / 10;
}
