import { Buffer } from 'node:buffer';
import { deflateRawSync } from 'node:zlib';
import type { StagedFile } from '../io/staged-file.ts';
import { LockstepError } from '../model/error.ts';
import { ALIGNMENT_BYTES, appendFrame } from './frame.ts';
import { hashOf, tableOf, type Slot, type TablePlace } from './hash-table.ts';
import type { OsvRecord } from './osv-record.ts';
import { keyOf, packDetails, packMatch } from './packed.ts';
import { appendFooter, type Section } from './segment-footer.ts';

/** A hit inflates one block: 0.1 ms (measured, Node 20). Twice as much saves 8 % of the file. */
const DETAILS_BLOCK_CHARS = 16_384;
const STAMPS_PER_FRAME = 20_000;
/** What all advisories of one package may take: 30 times what the largest takes (tensorflow on PyPI, 2 MB). */
const MAX_ENTRY_CHARS = 64 * 2 ** 20;

/** Packages and records of one ecosystem, as JSON of `packed.ts`, until they are written. */
export interface SegmentDraft {
  /** Key of a package -> its matches by id. */
  readonly packages: Map<string, string[]>;
  /** Id -> its details. */
  readonly details: Map<string, string>;
  /** Id -> what is known of it: milliseconds of `modified`. */
  readonly stamps: Map<string, number>;
}

export function newDraft(): SegmentDraft {
  return { packages: new Map(), details: new Map(), stamps: new Map() };
}

/**
 * Adds a record that the draft does not have yet; false for one that it has. Only packages that `belongs` wants are kept:
 * records of the export name those of other ecosystems too.
 */
export function addRecord(
  draft: SegmentDraft,
  record: OsvRecord,
  belongs: (ecosystem: string) => boolean,
): boolean {
  if (draft.details.has(record.id)) return false;
  draft.stamps.set(record.id, record.modifiedMs);
  draft.details.set(record.id, JSON.stringify(packDetails(record.details)));
  for (const { ecosystem, name, match } of record.packages) {
    if (belongs(ecosystem)) {
      addPacked(draft, keyOf(ecosystem, name), JSON.stringify(packMatch(match)));
    }
  }
  return true;
}

export function addPacked(draft: SegmentDraft, key: string, match: string): void {
  const before = draft.packages.get(key);
  if (before === undefined) draft.packages.set(key, [match]);
  else before.push(match);
}

/** Stamp of a record that is gone. */
export const GONE = -1;

/** Says that the record is gone, whatever an older index knows of it. */
export function addTombstone(draft: SegmentDraft, id: string): void {
  draft.stamps.set(id, GONE);
  draft.details.set(id, JSON.stringify([id, 0]));
}

/**
 * Writes the draft as a segment: frames of matches by package, blocks of details, stamps, the two tables, the footer. The
 * same draft gives the same bytes, whatever the order in which records came.
 */
export function writeSegment(file: StagedFile, draft: SegmentDraft): void {
  const keys = [...draft.packages.keys()].toSorted();
  const names: Slot[] = [];
  const start = file.sizeBytes;
  for (const key of keys) {
    const matches = (draft.packages.get(key) ?? []).toSorted();
    const entry = `[${JSON.stringify(key)},[${matches.join(',')}]]`;
    if (entry.length > MAX_ENTRY_CHARS) throw tooLarge(key);
    names.push({ hash: hashOf(key), value: unitsOf(appendFrame(file, Buffer.from(entry))) });
  }
  const matches: Section = { offset: start, end: file.sizeBytes };
  const { ids, details } = writeDetails(file, idsByPackage(draft, keys), draft.details);
  const stamps = writeStamps(file, draft.stamps);
  const places = { names: appendTable(file, names), ids: appendTable(file, ids) };
  const ecosystems = [...new Set(keys.map((key) => key.slice(0, key.indexOf('\0'))))].toSorted();
  const sections = { ...places, matches, details, stamps };
  const counts = { length: file.sizeBytes, ecosystems, packages: keys.length };
  appendFooter(file, { kind: 'segment', ...sections, ...counts });
}

/** Advisories of one package beside each other: who asks for one asks for the others, and a block is inflated once. */
function idsByPackage(draft: SegmentDraft, keys: readonly string[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const key of keys) {
    for (const match of (draft.packages.get(key) ?? []).toSorted()) ids.add(idOf(match));
  }
  for (const id of [...draft.details.keys()].toSorted()) ids.add(id);
  return ids;
}

/** The first text of the array; ids need no escapes in JSON. */
function idOf(match: string): string {
  return match.slice(2, match.indexOf('"', 2));
}

function writeDetails(
  file: StagedFile,
  order: ReadonlySet<string>,
  details: ReadonlyMap<string, string>,
): { readonly ids: readonly Slot[]; readonly details: Section } {
  const offset = file.sizeBytes;
  const ids: Slot[] = [];
  let block: string[] = [];
  let waiting: string[] = [];
  let chars = 0;
  const flush = (): void => {
    const bytes = deflateRawSync(Buffer.from(`[${block.join(',')}]`));
    const value = unitsOf(appendFrame(file, bytes));
    for (const id of waiting) ids.push({ hash: hashOf(id), value });
    [block, waiting, chars] = [[], [], 0];
  };
  for (const id of order) {
    const packed = details.get(id);
    if (packed === undefined) continue;
    block.push(packed);
    waiting.push(id);
    chars += packed.length;
    if (chars >= DETAILS_BLOCK_CHARS) flush();
  }
  if (block.length > 0) flush();
  return { ids, details: { offset, end: file.sizeBytes } };
}

function writeStamps(file: StagedFile, stamps: ReadonlyMap<string, number>): Section {
  const offset = file.sizeBytes;
  const sorted = [...stamps].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (let index = 0; index < sorted.length; index += STAMPS_PER_FRAME) {
    const part = JSON.stringify(sorted.slice(index, index + STAMPS_PER_FRAME));
    appendFrame(file, deflateRawSync(Buffer.from(part)));
  }
  return { offset, end: file.sizeBytes };
}

function appendTable(file: StagedFile, slots: readonly Slot[]): TablePlace {
  const offset = file.sizeBytes;
  const bytes = tableOf(slots);
  file.append(bytes);
  return { offset, pages: bytes.length / 4096 };
}

function tooLarge(key: string): LockstepError {
  const name = key.slice(key.indexOf('\0') + 1);
  return new LockstepError(
    'advisories',
    `what is said of the package ${name} is larger than fits`,
    {
      repair: 'name a source of advisories that can be trusted: --mirror',
    },
  );
}

function unitsOf(position: number): number {
  return position / ALIGNMENT_BYTES;
}
