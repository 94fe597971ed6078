import { Buffer } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** A file that is read in pieces; it keeps its content when its name is given to another one meanwhile. */
export interface PositionedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Exactly so many bytes, in memory of their own; undefined where the file has no such place any more. */
  read(position: number, length: number): Buffer<ArrayBuffer> | undefined;
  close(): void;
}

/** Opens a regular file, through no link. Throws what the system says. */
export function openPositioned(file: string): PositionedFile {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const descriptor = openSync(file, flags);
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) {
    closeSync(descriptor);
    throw Object.assign(new Error('not a regular file'), { code: 'ENXIO' });
  }
  return {
    path: file,
    sizeBytes: stats.size,
    read(position, length) {
      if (position < 0 || length < 0 || position + length > stats.size) return undefined;
      return readFully(descriptor, position, length);
    },
    close: () => closeSync(descriptor),
  };
}

function readFully(
  descriptor: number,
  position: number,
  length: number,
): Buffer<ArrayBuffer> | undefined {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length;) {
    const count = readSync(descriptor, bytes, done, length - done, position + done);
    if (count === 0) return undefined;
    done += count;
  }
  return bytes;
}
