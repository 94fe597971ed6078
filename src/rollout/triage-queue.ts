import type { JudgedFinding } from '../model/decision.ts';
import type { LogEntry } from '../model/log-entry.ts';
import type { RolloutSettings } from '../model/rollout-settings.ts';
import { isDrawn, rankOf } from './sample.ts';

/** Share of judged findings that a second person is asked about, to see how well people agree. */
export const DOUBLE_SHARE = 0.1;

/** What decides who is asked about what. */
export interface QueueOptions {
  readonly settings: RolloutSettings;
  /** Who will answer. */
  readonly by: string;
  /** Fingerprints that a change brought: only they are evidence. */
  readonly brought: ReadonlySet<string>;
}

/**
 * Findings that wait for this person's verdict, in the order of chance: those that nobody judged, then a tenth of those
 * that one other person did.
 */
export function triageQueue(
  findings: readonly JudgedFinding[],
  entries: readonly LogEntry[],
  { settings, by, brought }: QueueOptions,
): readonly JudgedFinding[] {
  const people = reviewersOf(entries);
  const open = findings.filter(
    ({ finding: { fingerprint, state } }) =>
      state !== 'fixed' && brought.has(fingerprint) && isDrawn(fingerprint, settings),
  );
  const seed = settings.sampleSeed;
  const first = open.filter(({ finding }) => !people.has(finding.fingerprint));
  const second = open.filter(({ finding: { fingerprint } }) => {
    const others = people.get(fingerprint);
    return (
      others?.size === 1 && !others.has(by) && rankOf(`${seed} second`, fingerprint) < DOUBLE_SHARE
    );
  });
  const inRank = (a: JudgedFinding, b: JudgedFinding): number =>
    rankOf(seed, a.finding.fingerprint) - rankOf(seed, b.finding.fingerprint);
  return [...first.toSorted(inRank), ...second.toSorted(inRank)];
}

function reviewersOf(entries: readonly LogEntry[]): ReadonlyMap<string, ReadonlySet<string>> {
  const people = new Map<string, Set<string>>();
  for (const entry of entries) {
    if (entry.kind !== 'verdict' || !['triage', 'command'].includes(entry.source)) continue;
    const known = people.get(entry.fingerprint);
    if (known === undefined) people.set(entry.fingerprint, new Set([entry.by]));
    else known.add(entry.by);
  }
  return people;
}
