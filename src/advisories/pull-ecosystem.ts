import path from 'node:path';
import { openPositioned, type PositionedFile } from '../io/positioned-file.ts';
import { LockstepError } from '../model/error.ts';
import type { Fetcher } from './fetcher.ts';
import type { HeldEcosystem } from './held.ts';
import { dropGone, knownStamps, mergeOlder } from './merge-segment.ts';
import { parseModifiedList } from './modified-list.ts';
import { changesBetween, fetchChanges, type Changes } from './pull-changes.ts';
import { notFound, PullFault } from './pull-fault.ts';
import { pullWhole } from './pull-whole.ts';
import { readSegment, type Segment } from './read-segment.ts';
import { storeSegment } from './store.ts';
import { GONE, type SegmentDraft } from './write-segment.ts';

/** The list of npm has some 10 MB. */
const MAX_LIST_BYTES = 512 * 2 ** 20;
/** More changes than this, and than this share, are quicker fetched as one archive (measured: 1,000 small files take 1 s). */
const MAX_CHANGES = 1000;
const MAX_CHANGED_SHARE = 0.1;
/** A delta larger than this share is joined with its base (ADR 15). */
const MAX_DELTA_SHARE = 0.05;
const MIN_COMPACTED = 200;
/** An export that lost so much is broken; `--full` takes it all the same. */
const MIN_KEPT_SHARE = 0.5;

/** What a pull of one ecosystem is about. */
export interface EcosystemRequest {
  readonly ecosystem: string;
  /** Of the export, without credentials, ends with a slash. */
  readonly base: URL;
  readonly folder: string;
  readonly held: HeldEcosystem | undefined;
  /** Fetch everything anew. */
  readonly full: boolean;
  readonly now: Date;
}

export interface EcosystemPull {
  readonly held: HeldEcosystem;
  readonly how: 'whole' | 'changes' | 'unchanged';
  /** Records that were fetched. */
  readonly fetched: number;
  readonly skipped: number;
}

/**
 * Brings one ecosystem up to date: the list of dates first, then what changed, or the whole archive where that is less
 * work. What it stores is not in force yet. Throws `PullFault`.
 */
export async function pullEcosystem(
  request: EcosystemRequest,
  fetcher: Fetcher,
): Promise<EcosystemPull> {
  const urlOf = (file: string): URL =>
    new URL(`${encodeURIComponent(request.ecosystem)}/${encodeURIComponent(file)}`, request.base);
  const listed = await listOf(urlOf('modified_id.csv'), fetcher);
  const { held } = request;
  if (held !== undefined && !request.full && listed !== undefined) {
    const updated = await updateHeld(request, held, listed, { fetcher, urlOf }).catch(ifDamaged);
    if (updated !== undefined) return updated;
  }
  const whole = await pullWhole(request.ecosystem, urlOf('all.zip'), fetcher, listed ?? new Map());
  const { draft, skipped } = whole;
  const records = draft.stamps.size;
  if (held !== undefined && !request.full && records < held.records * MIN_KEPT_SHARE) {
    throw new PullFault(
      `${urlOf('all.zip').href}: it holds ${records} advisories, and held ${held.records} before; --full takes it all the same`,
    );
  }
  const base = storeSegment(request.folder, request.ecosystem, draft);
  const age = ageOf(request, draft.stamps);
  return {
    held: { ecosystem: request.ecosystem, ...age, records, skipped, base },
    how: 'whole',
    fetched: records,
    skipped,
  };
}

async function listOf(
  url: URL,
  fetcher: Fetcher,
): Promise<ReadonlyMap<string, number> | undefined> {
  const fetched = await fetcher.bytes(url, MAX_LIST_BYTES);
  if (fetched.state === 'absent') return undefined;
  if (fetched.state !== 'found') throw notFound(url, fetched);
  const listed = parseModifiedList(fetched.bytes);
  if (listed === undefined) throw new PullFault(`${url.href}: it is no list of dates and ids`);
  return listed;
}

interface Ways {
  readonly fetcher: Fetcher;
  readonly urlOf: (file: string) => URL;
}

/** Undefined where the archive is to be fetched. */
async function updateHeld(
  request: EcosystemRequest,
  held: HeldEcosystem,
  listed: ReadonlyMap<string, number>,
  { fetcher, urlOf }: Ways,
): Promise<EcosystemPull | undefined> {
  const files: PositionedFile[] = [];
  try {
    const open = (name: string): Segment => {
      const file = openPositioned(path.join(request.folder, name));
      files.push(file);
      return readSegment(file);
    };
    const base = open(held.base.name);
    const delta = held.delta === undefined ? undefined : open(held.delta.name);
    const known = knownStamps(base, delta);
    const changes = changesBetween(known, listed);
    if (isMuch(changes, known.size)) return undefined;
    const idUrl = (id: string): URL => urlOf(`${id}.json`);
    const fetchedNow = await fetchChanges(request.ecosystem, changes, fetcher, idUrl);
    const counts = { fetched: fetchedNow.fetched, skipped: fetchedNow.skipped };
    if (fetchedNow.fetched === 0) {
      const age = ageOf(request, known);
      return { held: { ...held, ...age }, how: 'unchanged', ...counts };
    }
    const { draft } = fetchedNow;
    const skipped = held.skipped + fetchedNow.skipped;
    if (delta !== undefined) mergeOlder(draft, delta);
    const stored = storeChanges(request, held, draft, base);
    return { held: { ...stored, skipped }, how: 'changes', ...counts };
  } finally {
    for (const file of files) file.close();
  }
}

/** An index that is torn or was removed is fetched anew: that is what its error would ask for. */
function ifDamaged(error: unknown): undefined {
  if (error instanceof LockstepError && error.code === 'advisories') return undefined;
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

function isMuch({ changed, missing }: Changes, known: number): boolean {
  const count = changed.size + missing.length;
  return count > MAX_CHANGES || (count > known * MAX_CHANGED_SHARE && count > MIN_COMPACTED);
}

/** A small delta stays beside its base; a larger one is joined with it. */
function storeChanges(
  request: EcosystemRequest,
  held: HeldEcosystem,
  draft: SegmentDraft,
  base: Segment,
): HeldEcosystem {
  const { folder, ecosystem } = request;
  const count = draft.stamps.size;
  const known = new Map(base.stamps());
  const isLarge = count > MIN_COMPACTED && count > known.size * MAX_DELTA_SHARE;
  for (const [id, ms] of draft.stamps) {
    if (ms === GONE) known.delete(id);
    else known.set(id, ms);
  }
  const age = { ...ageOf(request, known), records: known.size };
  const shared = { ecosystem, skipped: held.skipped, ...age };
  if (!isLarge) {
    return { ...shared, base: held.base, delta: storeSegment(folder, ecosystem, draft) };
  }
  mergeOlder(draft, base);
  dropGone(draft);
  return { ...shared, base: storeSegment(folder, ecosystem, draft) };
}

function ageOf(
  { base, now }: EcosystemRequest,
  stamps: ReadonlyMap<string, number>,
): Pick<HeldEcosystem, 'pulled' | 'newest' | 'source'> {
  let newest = 0;
  // Dates of the future are slips; they say nothing of how new the export is.
  for (const ms of stamps.values()) if (ms > newest && ms <= now.getTime()) newest = ms;
  return {
    pulled: now.toISOString(),
    newest: newest === 0 ? '' : new Date(newest).toISOString(),
    source: base.href,
  };
}
