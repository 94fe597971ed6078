import type { LogEntry, RunEntry } from '../model/log-entry.ts';
import type { EffectFrame } from './effect.ts';
import { changeRuns, latestOfEach } from './forecast.ts';

const DAY_MS = 86_400_000;
/** Builds that are named; more are counted. Nobody reads as many. */
const MAX_STOPPED = 50;

/** What became of the builds of one day of UTC. */
export interface BuildDay {
  /** `2026-11-26`. */
  readonly day: string;
  readonly builds: number;
  readonly blocked: number;
  /** New findings in them. */
  readonly found: number;
}

/** The builds that `effectOf` counts, day by day, the oldest first and days without one too; the newest of those of the
 * product itself that were stopped. */
export function effectBuilds(
  entries: readonly LogEntry[],
  { product, now, days }: EffectFrame,
): { readonly daily: readonly BuildDay[]; readonly stopped: readonly RunEntry[] } {
  const from = new Date(Date.parse(now) - days * DAY_MS).toISOString();
  const builds = latestOfEach(changeRuns(entries, from).filter(({ at }) => at <= now));
  const daily = new Map<string, BuildDay>();
  for (let at = Date.parse(from.slice(0, 10)); at <= Date.parse(now); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    daily.set(day, { day, builds: 0, blocked: 0, found: 0 });
  }
  for (const { at, outcome, rules } of builds) {
    const day = at.slice(0, 10);
    const before = daily.get(day) ?? { day, builds: 0, blocked: 0, found: 0 };
    daily.set(day, {
      day,
      builds: before.builds + 1,
      blocked: before.blocked + Number(outcome === 'block'),
      found: before.found + rules.reduce((sum, { new: found }) => sum + found.length, 0),
    });
  }
  // In a larger ring builds of other products count; whoever may see this one need not know their names.
  const stopped = builds
    .filter((build) => build.outcome === 'block' && build.product === product)
    .toReversed();
  return { daily: [...daily.values()], stopped: stopped.slice(0, MAX_STOPPED) };
}
