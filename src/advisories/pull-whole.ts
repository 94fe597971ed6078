import { addRecord, newDraft, type SegmentDraft } from './write-segment.ts';
import type { Fetcher } from './fetcher.ts';
import { ecosystemFamily } from './ecosystem-name.ts';
import { isAdvisoryId, readOsvRecord } from './osv-record.ts';
import { notFound, PullFault } from './pull-fault.ts';
import { BadArchive, zipMembers } from './zip-members.ts';
import type { PositionedFile } from '../io/positioned-file.ts';

/** What an export holds. */
export interface WholeExport {
  readonly draft: SegmentDraft;
  readonly skipped: number;
  readonly etag: string;
}

/** More broken records than this share: then the export is broken, or its format is another one. */
const MAX_SKIPPED_SHARE = 0.5;

/** Fetches `all.zip` of an ecosystem and takes it apart. `stamps` is what the list says of each record. */
export async function pullWhole(
  ecosystem: string,
  url: URL,
  fetcher: Fetcher,
  stamps: ReadonlyMap<string, number>,
): Promise<WholeExport> {
  const fetched = await fetcher.file(url, undefined, (file) => readExport(ecosystem, file, stamps));
  if (fetched.state !== 'found') throw notFound(url, fetched);
  const { draft, skipped } = fetched.value;
  if (draft.details.size === 0) throw new PullFault(`${url.href}: it holds no advisory`);
  if (skipped > draft.details.size * MAX_SKIPPED_SHARE) {
    throw new PullFault(`${url.href}: ${skipped} of its records are not in OSV's format`);
  }
  return { draft, skipped, etag: fetched.etag };
}

async function readExport(
  ecosystem: string,
  file: PositionedFile,
  stamps: ReadonlyMap<string, number>,
): Promise<Omit<WholeExport, 'etag'>> {
  const draft = newDraft();
  let skipped = 0;
  try {
    for await (const { name, bytes } of zipMembers(file)) {
      if (!name.endsWith('.json')) continue;
      const record = readOsvRecord(parsed(bytes));
      const isNew =
        record !== undefined &&
        addRecord(draft, record, (each) => ecosystemFamily(each) === ecosystem);
      if (!isNew) skipped += 1;
      const id = record?.id ?? name.slice(0, -'.json'.length);
      // What was skipped is not asked for again until it changes.
      const stamp = stamps.get(id);
      if (stamp !== undefined && isAdvisoryId(id)) {
        draft.stamps.set(id, Math.max(stamp, draft.stamps.get(id) ?? 0));
      }
    }
  } catch (error) {
    if (error instanceof BadArchive) {
      throw new PullFault(`all.zip: ${error.message}`, { cause: error });
    }
    throw error;
  }
  return { draft, skipped };
}

/** JSON, or undefined for what is none. */
export function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
