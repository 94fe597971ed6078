import type { Candidate } from './match.ts';

/**
 * One candidate for each place, in order of place: the one whose rule knows most about it, then the longest, then the
 * first by rule id, so that the result does not depend on the order in which they were found.
 */
export function withoutOverlaps(candidates: readonly Candidate[]): readonly Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates.toSorted(byClaim)) {
    const index = firstEndingAfter(kept, candidate.start);
    const next = kept[index];
    if (next === undefined || next.start >= candidate.end) kept.splice(index, 0, candidate);
  }
  return kept;
}

function byClaim(a: Candidate, b: Candidate): number {
  return (
    b.rank - a.rank ||
    b.end - b.start - (a.end - a.start) ||
    a.start - b.start ||
    (a.ruleId < b.ruleId ? -1 : Number(a.ruleId > b.ruleId))
  );
}

/** `kept` is ascending and disjoint. */
function firstEndingAfter(kept: readonly Candidate[], offset: number): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((kept[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
