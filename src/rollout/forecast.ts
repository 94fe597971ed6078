import type { Forecast, StoppedBuild } from '../model/evidence.ts';
import type { LogEntry, RunEntry } from '../model/log-entry.ts';
import { changeModes, type RunLedger, type Scope } from './log/run-ledger.ts';
import { upperBound } from './statistics/e-process.ts';

const CONFIDENCE = 0.95;
const DAY_MS = 86_400_000;
/** Builds that are named, of each rule; more are counted. Nobody reads as many. */
const MAX_STOPPED = 50;

/** Which part of the log a forecast looks at. */
export interface ForecastFrame {
  /** ISO 8601. */
  readonly now: string;
  readonly days: number;
  readonly isInRing: (scope: Scope) => boolean;
}

/**
 * Looks at the recorded runs of the last days. What comments and waivers covered when the run was made stays covered. One
 * commit counts once for a repository, however often its pipeline ran.
 */
export function forecastOf(
  rules: readonly string[],
  runs: RunLedger,
  { now, days, isInRing }: ForecastFrame,
): readonly Forecast[] {
  const changes = runs.changesSince(Date.parse(now) - days * DAY_MS, isInRing);
  const tallies = new Map(rules.map((rule) => [rule, new Tally()]));
  for (const { rules: its, ...build } of changes.stopped) {
    for (const { rule, fingerprints } of its) tallies.get(rule)?.add({ ...build, fingerprints });
  }
  return rules.map((rule) => {
    const { blocked = 0, stopped = [] } = tallies.get(rule) ?? {};
    const bound = upperBound(blocked, changes.count, CONFIDENCE);
    return { rule, builds: changes.count, blocked, upperBound: bound, stopped };
  });
}

/** What a rule would have stopped. */
class Tally {
  blocked = 0;
  readonly stopped: StoppedBuild[] = [];

  /** The newest come first. */
  add(build: StoppedBuild): void {
    this.blocked += 1;
    if (this.stopped.length < MAX_STOPPED) this.stopped.push(build);
  }
}

/** Runs since then (ISO 8601) that looked at a change. */
export function changeRuns(entries: readonly LogEntry[], since: string): readonly RunEntry[] {
  return entries.filter(
    (entry): entry is RunEntry =>
      entry.kind === 'run' && entry.at >= since && changeModes.has(entry.mode),
  );
}

/** The last run of each commit of a repository: what its build was told in the end. */
export function latestOfEach(runs: readonly RunEntry[]): readonly RunEntry[] {
  const byCommit = new Map<string, RunEntry>();
  for (const run of runs) byCommit.set(`${run.repository}\0${run.commit}\0${run.branch}`, run);
  return [...byCommit.values()];
}
