import {
  closeSync,
  openSync,
  readFileSync,
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

/** Bytes, or parts that follow one another. */
export type CacheContent = Uint8Array | readonly Uint8Array[];

/** Stores the bytes whole or not at all. Returns why it could not, for a note; the run goes on without. */
export function writeCacheFile(
  folder: string,
  name: string,
  content: CacheContent,
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
