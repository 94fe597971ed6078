import type { Segment } from './read-segment.ts';
import { addPacked, GONE, type SegmentDraft } from './write-segment.ts';

/** Adds what an older segment knows of records of which the draft knows nothing. */
export function mergeOlder(draft: SegmentDraft, older: Segment): void {
  const own = new Set(draft.details.keys());
  for (const [key, matches] of older.packages()) {
    for (const match of matches) {
      if (!own.has(match[0])) addPacked(draft, key, JSON.stringify(match));
    }
  }
  for (const details of older.allDetails()) {
    if (!own.has(details[0])) draft.details.set(details[0], JSON.stringify(details));
  }
  for (const [id, ms] of older.stamps()) {
    if (!draft.stamps.has(id)) draft.stamps.set(id, ms);
  }
}

/** Forgets records that are gone: there is no older segment any more that knows them. */
export function dropGone(draft: SegmentDraft): void {
  for (const [id, ms] of draft.stamps) {
    if (ms !== GONE) continue;
    draft.stamps.delete(id);
    draft.details.delete(id);
  }
}

/** What is known of each record that is there, the newer segment before the older. */
export function knownStamps(
  base: Segment,
  delta: Segment | undefined,
): ReadonlyMap<string, number> {
  const known = new Map(base.stamps());
  for (const [id, ms] of delta?.stamps() ?? []) {
    if (ms === GONE) known.delete(id);
    else known.set(id, ms);
  }
  return known;
}
