import type { VerdictEntry } from '../model/log-entry.ts';
import { isHuman } from './judged-findings.ts';

/**
 * What people think of each finding now, by fingerprint: the last verdict of whoever judged it first, so that an error can
 * be taken back, and not by somebody else. `verdicts` in order of time.
 */
export function presentVerdicts(
  verdicts: readonly VerdictEntry[],
): ReadonlyMap<string, VerdictEntry> {
  const present = new Map<string, VerdictEntry>();
  for (const verdict of verdicts) {
    const known = present.get(verdict.fingerprint);
    if (isHuman(verdict) && (known === undefined || known.by === verdict.by)) {
      present.set(verdict.fingerprint, verdict);
    }
  }
  return present;
}
