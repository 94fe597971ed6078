import { groupBy } from '../model/group-by.ts';
import type { OverrideEntry, VerdictEntry, VerdictKind } from '../model/log-entry.ts';

/** What is known of one finding from all verdicts on it. */
export interface JudgedFinding {
  readonly fingerprint: string;
  /** The first verdict: its time and circumstances place the finding. */
  readonly first: VerdictEntry;
  /** What counts: the present opinion of whoever judged first. */
  readonly label: Label;
  /** The present opinion of the next person, where a second one judged. */
  readonly second?: Label;
  readonly reviewers: readonly string[];
}

export type Label = 'true' | 'false' | 'unclear';

/** `not-useful` is a false alarm: whoever got it took no use of it (Sadowski et al., "Tricorder", ICSE 2015, §4.2). */
export function labelOf(verdict: VerdictKind): Label {
  switch (verdict) {
    case 'true-positive-fixed':
    case 'true-positive-accepted':
      return 'true';
    case 'false-positive-wrong':
    case 'false-positive-not-applicable':
    case 'not-useful':
      return 'false';
    case 'unclear':
      return 'unclear';
  }
}

/** A person said so, and not the course of events. */
export function isHuman({ source }: VerdictEntry): boolean {
  return source !== 'implicit-fixed' && source !== 'implicit-vanished';
}

/** A person was asked, in the order of chance; complaints that people bring by themselves are not. */
export function isAnswer({ source }: VerdictEntry): boolean {
  return source === 'triage' || source === 'command';
}

/**
 * One entry a finding, in order of the first verdict. Of each person the last verdict counts, so that an error can be
 * taken back. `verdicts` in order of time.
 */
export function judgedFindings(verdicts: readonly VerdictEntry[]): readonly JudgedFinding[] {
  const byFinding = groupBy(verdicts, ({ fingerprint }) => fingerprint);
  return [...byFinding].flatMap(([fingerprint, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    const byPerson = new Map<string, VerdictEntry>();
    // A map keeps the place of a key that is set again: people stay in the order of their first verdict.
    for (const verdict of all) byPerson.set(verdict.by, verdict);
    const [label = 'unclear', second] = [...byPerson.values()].map(({ verdict }) =>
      labelOf(verdict),
    );
    return {
      fingerprint,
      first,
      label,
      ...(second === undefined ? {} : { second }),
      reviewers: [...byPerson.keys()],
    };
  });
}

/** Findings that somebody passed by force although they stopped the build, and when; each counts against its rule. */
export function overriddenFindings(
  overrides: readonly OverrideEntry[],
): ReadonlyMap<string, OverrideEntry> {
  const found = new Map<string, OverrideEntry>();
  for (const override of overrides) {
    for (const fingerprint of override.fingerprints) {
      if (!found.has(fingerprint)) found.set(fingerprint, override);
    }
  }
  return found;
}
