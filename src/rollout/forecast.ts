import type { Forecast, StoppedBuild } from '../model/evidence.ts';
import type { LogEntry, NewFinding, RunEntry } from '../model/log-entry.ts';
import { upperBound } from './statistics/e-process.ts';

/** Runs over a whole tree say nothing about builds. */
const CHANGE_MODES: ReadonlySet<string> = new Set(['since', 'staged', 'diff']);
const CONFIDENCE = 0.95;
const DAY_MS = 86_400_000;

/**
 * Looks at the recorded runs of the last days. What comments and waivers covered when the run was made stays covered. One
 * commit counts once for a repository, however often its pipeline ran.
 */
export function forecastOf(
  rules: readonly string[],
  entries: readonly LogEntry[],
  { now, days }: { readonly now: string; readonly days: number },
): readonly Forecast[] {
  const since = new Date(Date.parse(now) - days * DAY_MS).toISOString();
  const builds = latestOfEach(changeRuns(entries, since));
  const stopped = new Map<string, StoppedBuild[]>(rules.map((rule) => [rule, []]));
  for (const run of builds) {
    for (const { rule, new: found, covered } of run.rules) {
      if (found.length > covered) stopped.get(rule)?.push(stoppedBuild(run, found));
    }
  }
  return rules.map((rule) => {
    const those = (stopped.get(rule) ?? []).toReversed();
    return {
      rule,
      builds: builds.length,
      blocked: those.length,
      upperBound: upperBound(those.length, builds.length, CONFIDENCE),
      stopped: those,
    };
  });
}

/** Runs since then (ISO 8601) that looked at a change. */
export function changeRuns(entries: readonly LogEntry[], since: string): readonly RunEntry[] {
  return entries.filter(
    (entry): entry is RunEntry =>
      entry.kind === 'run' && entry.at >= since && CHANGE_MODES.has(entry.mode),
  );
}

/** The last run of each commit of a repository: what its build was told in the end. */
export function latestOfEach(runs: readonly RunEntry[]): readonly RunEntry[] {
  const byCommit = new Map<string, RunEntry>();
  for (const run of runs) byCommit.set(`${run.repository}\0${run.commit}\0${run.branch}`, run);
  return [...byCommit.values()];
}

function stoppedBuild(run: RunEntry, found: readonly NewFinding[]): StoppedBuild {
  const { at, repository, commit, branch, author } = run;
  const fingerprints = found.map(({ fingerprint }) => fingerprint);
  return { at, repository, commit, branch, author, fingerprints };
}
