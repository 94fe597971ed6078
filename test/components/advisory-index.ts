import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openAdvisories, type OpenAdvisories } from '../../src/advisories/open-advisories.ts';
import { ecosystemFamily } from '../../src/advisories/ecosystem-name.ts';
import { readOsvRecord } from '../../src/advisories/osv-record.ts';
import { storeHeld, storeSegment } from '../../src/advisories/store.ts';
import { addRecord, newDraft } from '../../src/advisories/write-segment.ts';

/** Builds an index of OSV records (parsed JSON) by ecosystem, in a new folder, and opens it. */
export function indexOf(
  records: Readonly<Record<string, readonly unknown[]>>,
  pulled: string = '2026-01-01T00:00:00.000Z',
): OpenAdvisories & { readonly folder: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-advisories-'));
  const ecosystems = Object.entries(records).map(([ecosystem, list]) => {
    const draft = newDraft();
    let [skipped, newestMs] = [0, 0];
    for (const value of list) {
      const record = readOsvRecord(value);
      if (record === undefined) skipped += 1;
      else {
        addRecord(draft, record, (each) => ecosystemFamily(each) === ecosystem);
        newestMs = Math.max(newestMs, record.modifiedMs);
      }
    }
    const newest = new Date(newestMs).toISOString();
    const age = { pulled, newest, records: draft.stamps.size, source: 'test', skipped };
    return { ecosystem, ...age, base: storeSegment(folder, ecosystem, draft) };
  });
  storeHeld(folder, { ecosystems });
  const opened = openAdvisories(folder);
  if (opened === undefined) throw new Error('an index that was stored is there');
  return { ...opened, folder };
}
