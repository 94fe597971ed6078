import type { Fetcher } from './fetcher.ts';
import { ecosystemFamily } from './ecosystem-name.ts';
import { readOsvRecord } from './osv-record.ts';
import { parsed } from './pull-whole.ts';
import { notFound } from './pull-fault.ts';
import { addRecord, addTombstone, newDraft, type SegmentDraft } from './write-segment.ts';

/** As many requests at once as a browser makes to one server. */
const CONCURRENCY = 8;
const MAX_RECORD_BYTES = 64 * 2 ** 20;

/** What the export's list says that differs from what is known. */
export interface Changes {
  /** Ids that are new or have another date, with it. */
  readonly changed: ReadonlyMap<string, number>;
  /** Ids that are not in the list any more. */
  readonly missing: readonly string[];
}

/**
 * Compares dates of each record, not with the time of the last pull: databases write dates of next year, clocks are
 * wrong, and a record may come into the export long after its date.
 */
export function changesBetween(
  known: ReadonlyMap<string, number>,
  listed: ReadonlyMap<string, number>,
): Changes {
  const changed = new Map<string, number>();
  for (const [id, ms] of listed) if (known.get(id) !== ms) changed.set(id, ms);
  return { changed, missing: [...known.keys()].filter((id) => !listed.has(id)) };
}

/** Records that were fetched one by one. */
export interface FetchedChanges {
  readonly draft: SegmentDraft;
  readonly skipped: number;
  readonly fetched: number;
}

/**
 * Fetches what changed. A record that is not in the list is believed to be gone only when its file is: a list that was
 * cut off would else take advisories away. Throws `PullFault` when one cannot be fetched.
 */
export async function fetchChanges(
  ecosystem: string,
  { changed, missing }: Changes,
  fetcher: Fetcher,
  urlOf: (id: string) => URL,
): Promise<FetchedChanges> {
  const draft = newDraft();
  const ids = [...changed.keys(), ...missing];
  let [next, skipped] = [0, 0];
  const work = async (): Promise<void> => {
    for (let id = ids[next]; id !== undefined; id = ids[next]) {
      next += 1;
      const isUsed = await fetchRecord(id);
      if (!isUsed) skipped += 1;
    }
  };
  const fetchRecord = async (id: string): Promise<boolean> => {
    const url = urlOf(id);
    const fetched = await fetcher.bytes(url, MAX_RECORD_BYTES);
    if (fetched.state === 'absent') {
      addTombstone(draft, id);
      return true;
    }
    if (fetched.state !== 'found') throw notFound(url, fetched);
    const record = readOsvRecord(parsed(fetched.bytes));
    const isOwn = record?.id === id;
    if (isOwn) addRecord(draft, record, (each) => ecosystemFamily(each) === ecosystem);
    // The date of the list, so that the same record is not fetched again until it has another one.
    const stamp = changed.get(id);
    if (stamp !== undefined) draft.stamps.set(id, stamp);
    return isOwn;
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return { draft, skipped, fetched: ids.length };
}
