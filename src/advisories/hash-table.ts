import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { PositionedFile } from '../io/positioned-file.ts';
import { indexFault } from './index-fault.ts';

/** What disks and caches read at once. */
const PAGE_BYTES = 4096;
const HEAD_BYTES = 8;
const SLOT_BYTES = 8;
const SLOTS_PER_PAGE: number = (PAGE_BYTES - HEAD_BYTES) / SLOT_BYTES;
/** Chosen: two thirds full on average, so that a page that overflows is rare (511 is 9 standard deviations away). */
const MEAN_SLOTS_PER_PAGE = 340;

/** Where something lies, by the hash of its name; the reader compares the name itself. */
export interface Slot {
  readonly hash: number;
  /** 32 bits. */
  readonly value: number;
}

/** Where a table lies in its file. */
export interface TablePlace {
  readonly offset: number;
  readonly pages: number;
}

/** FNV-1a over UTF-16 units, mixed as the last step of MurmurHash3 (public domain) does: neighbours in the name are none in the table. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

interface OpenPage {
  readonly slots: Slot[];
  overflows: boolean;
}

/**
 * A hash table in pages: CRC-32 of the rest, count (16 bits), whether it goes on in the next page (16 bits), then slots of
 * hash and value in ascending order, all little-endian. A look-up reads one page.
 */
export function tableOf(slots: readonly Slot[]): Buffer {
  const count = Math.max(1, Math.ceil(slots.length / MEAN_SLOTS_PER_PAGE));
  const pages = Array.from({ length: count }, (): OpenPage => ({ slots: [], overflows: false }));
  for (const slot of slots) place(pages, slot);
  return Buffer.concat(pages.map(pageOf));
}

function place(pages: readonly OpenPage[], slot: Slot): void {
  for (let step = 0; step < pages.length; step += 1) {
    const page = pages[(slot.hash + step) % pages.length];
    if (page === undefined) break;
    if (page.slots.length < SLOTS_PER_PAGE) {
      page.slots.push(slot);
      return;
    }
    page.overflows = true;
  }
  throw new Error('a table has room for all its slots');
}

function pageOf({ slots, overflows }: OpenPage): Buffer {
  const bytes = Buffer.alloc(PAGE_BYTES);
  bytes.writeUInt16LE(slots.length, 4);
  bytes.writeUInt16LE(overflows ? 1 : 0, 6);
  const sorted = slots.toSorted((a, b) => a.hash - b.hash || a.value - b.value);
  for (const [index, { hash, value }] of sorted.entries()) {
    bytes.writeUInt32LE(hash, HEAD_BYTES + index * SLOT_BYTES);
    bytes.writeUInt32LE(value, HEAD_BYTES + index * SLOT_BYTES + 4);
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0);
  return bytes;
}

/** Looks values up by hash; pages that were read once stay in memory. Throws LockstepError('advisories') for a changed page. */
export function openTable(
  file: PositionedFile,
  { offset, pages }: TablePlace,
): (hash: number) => readonly number[] {
  const known = new Map<number, Buffer>();
  const pageAt = (number: number): Buffer => {
    const before = known.get(number);
    if (before !== undefined) return before;
    const page = file.read(offset + number * PAGE_BYTES, PAGE_BYTES);
    if (page === undefined || crc32(page.subarray(4)) !== page.readUInt32LE(0)) {
      throw indexFault(file.path, 'it is torn or was changed');
    }
    known.set(number, page);
    return page;
  };
  return (hash) => {
    const found: number[] = [];
    for (let step = 0; step < pages; step += 1) {
      const page = pageAt((hash + step) % pages);
      gather(page, hash, found);
      if (page.readUInt16LE(6) === 0) break;
    }
    return found;
  };
}

function gather(page: Buffer, hash: number, found: number[]): void {
  const count = page.readUInt16LE(4);
  const at = (index: number): number => page.readUInt32LE(HEAD_BYTES + index * SLOT_BYTES);
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(middle) < hash) low = middle + 1;
    else high = middle;
  }
  for (; low < count && at(low) === hash; low += 1) {
    found.push(page.readUInt32LE(HEAD_BYTES + low * SLOT_BYTES + 4));
  }
}
