import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { PositionedFile } from '../io/positioned-file.ts';
import type { StagedFile } from '../io/staged-file.ts';
import { indexFault } from './index-fault.ts';

/** Frames begin at multiples of this, so that 32 bits of a table reach 32 GiB. */
export const ALIGNMENT_BYTES = 8;
const HEAD_BYTES = 8;
/** Most frames are whole after the first read: the median package has one advisory of some 150 bytes. */
const FIRST_READ_BYTES = 512;
/** Above what `MAX_ENTRY_BYTES` of the writer lets in. */
const MAX_FRAME_BYTES = 128 * 2 ** 20;

/**
 * A piece of an index: its length and CRC-32, both 32 bits, little-endian, then its bytes, padded to 8. A changed byte is
 * noticed where it is read, without reading the whole file.
 */
export function appendFrame(file: StagedFile, bytes: Uint8Array): number {
  const at = file.sizeBytes;
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(bytes.byteLength, 0);
  head.writeUInt32LE(crc32(bytes), 4);
  file.append(head);
  file.append(bytes);
  file.append(Buffer.alloc(paddingOf(bytes.byteLength)));
  return at;
}

/** Reads the frame that begins there, and tells where the next one does. Throws LockstepError('advisories'). */
export function readFrame(
  file: PositionedFile,
  position: number,
): { readonly bytes: Buffer<ArrayBuffer>; readonly next: number } {
  const start = file.read(position, Math.min(FIRST_READ_BYTES, file.sizeBytes - position));
  if (start === undefined || start.length < HEAD_BYTES) throw torn(file);
  const length = start.readUInt32LE(0);
  if (length > MAX_FRAME_BYTES) throw torn(file);
  const end = HEAD_BYTES + length;
  const bytes =
    end <= start.length
      ? start.subarray(HEAD_BYTES, end)
      : file.read(position + HEAD_BYTES, length);
  if (bytes === undefined || crc32(bytes) !== start.readUInt32LE(4)) throw torn(file);
  return { bytes, next: position + end + paddingOf(length) };
}

function paddingOf(length: number): number {
  return (ALIGNMENT_BYTES - (length % ALIGNMENT_BYTES)) % ALIGNMENT_BYTES;
}

function torn(file: PositionedFile): Error {
  return indexFault(file.path, 'it is torn or was changed');
}
