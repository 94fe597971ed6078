import type { JudgedFinding } from '../model/decision.ts';
import { LockstepError } from '../model/error.ts';

/** Fewer digits would soon name two. */
const MIN_DIGITS = 6;

/** The finding that a fingerprint, or the beginning of one, names; a `usage` error when there is none, or more than one. */
export function findFinding(
  findings: readonly JudgedFinding[],
  fingerprint: string,
): JudgedFinding {
  const matching = findings.filter(
    ({ finding }) =>
      finding.fingerprint === fingerprint ||
      (fingerprint.length >= MIN_DIGITS && finding.fingerprint.startsWith(fingerprint)),
  );
  const [found, second] = matching;
  if (found === undefined) {
    throw new LockstepError('usage', `no finding here has the fingerprint ${fingerprint}`, {
      repair: `reports name fingerprints (--format json); at least ${MIN_DIGITS} digits are needed. A finding of a change is found with --since`,
    });
  }
  if (second !== undefined) {
    throw new LockstepError('usage', `${matching.length} findings begin with ${fingerprint}`, {
      repair: `name more digits: ${matching
        .slice(0, 5)
        .map(({ finding }) => finding.fingerprint)
        .join(', ')}`,
    });
  }
  return found;
}
