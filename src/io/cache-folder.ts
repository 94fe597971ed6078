import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileErrorCode, makeFolders } from './files.ts';

/** A cache larger than this is not read: it is not ours. */
const MAX_CACHE_BYTES = 512 * 2 ** 20;
/** Files of targets and engine versions that nobody used for so long are removed. */
const MAX_AGE_MS = 30 * 24 * 3_600_000;
/** The folder may be any that the user names: nothing but our own files is ever removed from it. */
const OUR_NAME = /^[0-9a-f]{16}-[0-9a-f]{24}-[a-z]+(?:\.\d+\.tmp)?$/u;

/** The stored bytes, or undefined for whatever reason: a cache that cannot be read is as good as none. */
export function readCacheFile(folder: string, name: string): Buffer<ArrayBuffer> | undefined {
  const file = join(folder, name);
  try {
    const stat = statSync(file);
    return stat.isFile() && stat.size <= MAX_CACHE_BYTES ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/** More parts than any cache has. */
const MAX_PARTS = 16;
/** Room for the lengths of so many parts. */
const MAX_LENGTHS_BYTES = 256;
const LINE_FEED = 10;

/** The parts that `writeCacheParts` stored, each in memory of its own, so that it can be let go by itself. */
export function readCacheParts(
  folder: string,
  name: string,
): readonly Buffer<ArrayBuffer>[] | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(join(folder, name), 'r');
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || stat.size > MAX_CACHE_BYTES) return undefined;
    const start = readAt(descriptor, 0, Math.min(stat.size, MAX_LENGTHS_BYTES));
    const end = start.indexOf(LINE_FEED);
    const lengths = start.toString('latin1', 0, end).split(' ', MAX_PARTS).map(Number);
    if (end === -1 || !lengths.every((length) => Number.isSafeInteger(length) && length >= 0)) {
      return undefined;
    }
    if (lengths.reduce((sum, length) => sum + length, end + 1) !== stat.size) return undefined;
    let at = end + 1;
    const parts: Buffer<ArrayBuffer>[] = [];
    for (const length of lengths) {
      parts.push(readAt(descriptor, at, length));
      at += length;
    }
    return parts;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function readAt(descriptor: number, position: number, length: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let done = 0; done < length;) {
    const count = readSync(descriptor, bytes, done, length - done, position + done);
    if (count === 0) throw new Error('the file became shorter');
    done += count;
  }
  return bytes;
}

/** Bytes, or parts that follow one another. */
type CacheContent = Uint8Array | readonly Uint8Array[];

/** Stores parts that `readCacheParts` gives back one by one; as `writeCacheFile`. */
export function writeCacheParts(
  folder: string,
  name: string,
  parts: readonly Uint8Array[],
): string | undefined {
  const lengths = Buffer.from(`${parts.map(({ byteLength }) => byteLength).join(' ')}\n`);
  return writeCacheFiles(folder, [{ name, content: [lengths, ...parts] }]);
}

/** Stores the bytes whole or not at all. Returns why it could not, for a note; the run goes on without. */
export function writeCacheFile(
  folder: string,
  name: string,
  content: Uint8Array,
): string | undefined {
  return writeCacheFiles(folder, [{ name, content }]);
}

/** The same for several: what is old is looked for once. */
export function writeCacheFiles(
  folder: string,
  files: readonly { readonly name: string; readonly content: CacheContent }[],
): string | undefined {
  try {
    makeFolders(folder, 0o700);
    for (const { name, content } of files) store(folder, name, content);
    removeOld(folder);
    return undefined;
  } catch (error) {
    return `the cache folder ${folder} cannot be written (${fileErrorCode(error)}): the next run starts anew; choose another with --cache-dir or use --no-cache`;
  }
}

function store(folder: string, name: string, content: CacheContent): void {
  const temporary = join(folder, `${name}.${process.pid}.tmp`);
  rmSync(temporary, { force: true });
  try {
    // Never through a link that somebody laid there.
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      // Appends: the descriptor keeps its place.
      for (const part of Array.isArray(content) ? content : [content]) {
        writeFileSync(descriptor, part);
      }
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, join(folder, name));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A run that was killed leaves its temporary file; it ages like everything else here. */
function removeOld(folder: string): void {
  const oldest = Date.now() - MAX_AGE_MS;
  for (const name of readdirSync(folder).filter((entry) => OUR_NAME.test(entry))) {
    const file = join(folder, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat?.isFile() === true && stat.mtimeMs < oldest) rmSync(file, { force: true });
  }
}
