import { inflateRawSync } from 'node:zlib';
import type { PositionedFile } from '../io/positioned-file.ts';
import { ALIGNMENT_BYTES, readFrame } from './frame.ts';
import { hashOf, openTable } from './hash-table.ts';
import type { PackedDetails, PackedMatch, PackedPackage } from './packed.ts';
import { readFooter, type Section, type SegmentFooter } from './segment-footer.ts';

/** Above what the writer puts into a block: one record of 2,000 characters of summary and references more. */
const MAX_BLOCK_BYTES = 64 * 2 ** 20;
/** Hits of one lockfile lie in some ten blocks. */
const MAX_BLOCKS_KEPT = 32;

/** Packages with advisories in lockfiles that are judged after one another, as a server does. */
const MAX_PACKAGES_KEPT = 2000;

/** One file of the index. Its functions throw LockstepError('advisories') where it is torn. */
export interface Segment {
  readonly footer: SegmentFooter;
  matches(key: string): readonly PackedMatch[];
  /** Undefined: this segment knows nothing of the record, not even that it is gone. */
  details(id: string): PackedDetails | undefined;
  /** Everything, to make another segment of it. */
  packages(): Iterable<PackedPackage>;
  allDetails(): Iterable<PackedDetails>;
  stamps(): Iterable<readonly [id: string, modifiedMs: number]>;
}

type Block = ReadonlyMap<string, PackedDetails>;

/** Reads the footer only; everything else when it is asked for. */
export function readSegment(file: PositionedFile): Segment {
  const footer = readFooter(file, 'segment');
  const names = openTable(file, footer.names);
  const ids = openTable(file, footer.ids);
  const blocks = new Map<number, Block>();
  const blockAt = (place: number): Block => {
    const before = blocks.get(place);
    if (before !== undefined) return before;
    const { bytes } = readFrame(file, place * ALIGNMENT_BYTES);
    // JSON that this program wrote, as the CRC of its frame says.
    const list: readonly PackedDetails[] = JSON.parse(inflated(bytes));
    const block = new Map(list.map((each) => [each[0], each]));
    if (blocks.size >= MAX_BLOCKS_KEPT) blocks.clear();
    blocks.set(place, block);
    return block;
  };
  const packages = new Map<number, PackedPackage>();
  const packageAt = (place: number): PackedPackage => {
    const found = packages.get(place) ?? packageIn(readFrame(file, place * ALIGNMENT_BYTES).bytes);
    if (packages.size >= MAX_PACKAGES_KEPT) packages.clear();
    packages.set(place, found);
    return found;
  };
  return {
    footer,
    matches(key) {
      for (const place of names(hashOf(key))) {
        const [found, matches] = packageAt(place);
        if (found === key) return matches;
      }
      return [];
    },
    details(id) {
      for (const place of ids(hashOf(id))) {
        const found = blockAt(place).get(id);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    *packages() {
      for (const bytes of framesOf(file, footer.matches)) yield packageIn(bytes);
    },
    *allDetails() {
      for (const bytes of framesOf(file, footer.details)) {
        const list: readonly PackedDetails[] = JSON.parse(inflated(bytes));
        yield* list;
      }
    },
    *stamps() {
      for (const bytes of framesOf(file, footer.stamps)) {
        const list: readonly (readonly [string, number])[] = JSON.parse(inflated(bytes));
        yield* list;
      }
    },
  };
}

function* framesOf(file: PositionedFile, { offset, end }: Section): Generator<Buffer> {
  for (let at = offset; at < end;) {
    const { bytes, next } = readFrame(file, at);
    yield bytes;
    at = next;
  }
}

function packageIn(bytes: Buffer): PackedPackage {
  const entry: PackedPackage = JSON.parse(bytes.toString('utf8'));
  return entry;
}

function inflated(bytes: Buffer): string {
  return inflateRawSync(bytes, { maxOutputLength: MAX_BLOCK_BYTES }).toString('utf8');
}
