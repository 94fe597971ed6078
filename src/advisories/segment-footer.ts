import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { PositionedFile } from '../io/positioned-file.ts';
import type { StagedFile } from '../io/staged-file.ts';
import type { TablePlace } from './hash-table.ts';
import { indexFault } from './index-fault.ts';

const MAGIC = Buffer.from('LCKSTPA1', 'latin1');
const TAIL_BYTES = 16;
const MAX_FOOTER_BYTES = 1 << 20;

/** A run of frames. */
export interface Section {
  readonly offset: number;
  readonly end: number;
}

/** What a file of the index says of itself, at its end: a file that was cut off has none. */
export interface SegmentFooter {
  readonly kind: 'segment';
  /** Bytes before the footer. */
  readonly length: number;
  /** Name of a package -> its frame of matches, in units of 8 bytes. */
  readonly names: TablePlace;
  /** Id -> the frame of details that holds it, in units of 8 bytes. */
  readonly ids: TablePlace;
  readonly matches: Section;
  readonly details: Section;
  /** Frames of `[id, milliseconds]`, deflated: what was known of each record when it was fetched. */
  readonly stamps: Section;
  /** Ecosystems with their release, as packages name them. */
  readonly ecosystems: readonly string[];
  readonly packages: number;
}

/** Two sorted lists of CVEs are such files as well, see `cve-table.ts`. */
export interface CveFooter {
  readonly kind: 'cve';
  readonly length: number;
  readonly pages: number;
  readonly entries: number;
  /** First key of each page, in a frame. */
  readonly firsts: number;
}

/** JSON, its length and CRC-32, and the magic number. */
export function appendFooter(file: StagedFile, footer: SegmentFooter | CveFooter): void {
  const bytes = Buffer.from(JSON.stringify(footer));
  const tail = Buffer.alloc(TAIL_BYTES);
  tail.writeUInt32LE(bytes.length, 0);
  tail.writeUInt32LE(crc32(bytes), 4);
  MAGIC.copy(tail, 8);
  file.append(bytes);
  file.append(tail);
}

/** Throws LockstepError('advisories') for a file that is torn, of another kind or of another version. */
export function readFooter<K extends 'segment' | 'cve'>(
  file: PositionedFile,
  kind: K,
): Extract<SegmentFooter | CveFooter, { kind: K }> {
  const tail = file.read(file.sizeBytes - TAIL_BYTES, TAIL_BYTES);
  if (tail === undefined || !tail.subarray(8).equals(MAGIC)) {
    throw indexFault(file.path, 'it is torn, or of another version of Lockstep');
  }
  const length = tail.readUInt32LE(0);
  const offset = file.sizeBytes - TAIL_BYTES - length;
  const bytes = length > MAX_FOOTER_BYTES ? undefined : file.read(offset, length);
  if (bytes === undefined || crc32(bytes) !== tail.readUInt32LE(4)) {
    throw indexFault(file.path, 'it is torn or was changed');
  }
  // Its CRC says that it is what was written.
  const footer: SegmentFooter | CveFooter = JSON.parse(bytes.toString('utf8'));
  if (!isOf(footer, kind) || footer.length !== offset) {
    throw indexFault(file.path, 'it is no file of this kind');
  }
  return footer;
}

function isOf<K extends 'segment' | 'cve'>(
  footer: SegmentFooter | CveFooter,
  kind: K,
): footer is Extract<SegmentFooter | CveFooter, { kind: K }> {
  return footer.kind === kind;
}
