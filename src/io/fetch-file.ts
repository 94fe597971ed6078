import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tooLarge, type Fetched, type FetchOptions, type Sink } from './fetched.ts';
import { describeFileError, fileErrorCode } from './files.ts';
import { openPositioned, type PositionedFile } from './positioned-file.ts';

const CHUNK_BYTES = 1 << 20;

type FileOptions = Pick<FetchOptions, 'maxBytes' | 'onBytes'>;

/** A `file:` URL: a mirror on a disk or share. Its names may be links. */
export function readFileUrl(url: URL, sink: Sink, options: FileOptions): Fetched {
  try {
    const file = openPositioned(realpathSync(fileURLToPath(url)));
    try {
      return readWhole(file, sink, options);
    } finally {
      file.close();
    }
  } catch (error) {
    const code = fileErrorCode(error);
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
    return isAbsent ? { state: 'absent' } : { state: 'failed', detail: describeFileError(error) };
  }
}

function readWhole(file: PositionedFile, sink: Sink, { maxBytes, onBytes }: FileOptions): Fetched {
  const { sizeBytes } = file;
  if (sizeBytes > maxBytes) return { state: 'failed', detail: tooLarge(maxBytes) };
  sink.start();
  for (let at = 0; at < sizeBytes; at += CHUNK_BYTES) {
    const bytes = file.read(at, Math.min(CHUNK_BYTES, sizeBytes - at));
    if (bytes === undefined) return { state: 'failed', detail: 'it became shorter' };
    sink.write(bytes);
    onBytes?.(Math.min(at + CHUNK_BYTES, sizeBytes), sizeBytes);
  }
  return { state: 'found', sizeBytes, etag: '' };
}
