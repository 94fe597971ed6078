import { readBounded } from '../io/files.ts';
import type { FileEntry } from '../model/file.ts';
import type { ChangedFile } from '../model/git.ts';
import { readBlobs } from './blobs.ts';
import type { Change } from './change.ts';
import { addedLines } from './line-diff.ts';
import { absolutePath, entryName } from './names.ts';

/** Of more files nobody reads the lines; each takes at most 20 ms. Chosen. */
const MAX_FILES = 200;
/** A longer text is generated. Chosen. */
const MAX_BYTES = 2 ** 20;

/**
 * The files that a change adds, modifies or renames, with the lines that it brings. Without lines where there are too
 * many files, or a file is too large, unreadable or binary.
 */
export async function changedLines(
  root: string,
  changes: readonly Change[],
  files: ReadonlyMap<string, FileEntry>,
  signal: AbortSignal,
): Promise<readonly ChangedFile[]> {
  const present = changes.filter((change) => change.status !== 'deleted');
  const wanted = present.slice(0, MAX_FILES);
  const oids = new Set(
    wanted.flatMap((change) => (change.status === 'added' ? [] : [change.baseOid])),
  );
  const bases = new Map<string, Uint8Array>();
  for await (const blob of readBlobs(root, oids, { maxBytes: MAX_BYTES, signal })) {
    if (blob.state === 'read') bases.set(blob.oid, blob.bytes);
  }
  return present.map((change, index) => {
    const { path, status } = change;
    const file = index < MAX_FILES ? files.get(path) : undefined;
    const current = file === undefined ? undefined : read(root, file);
    const base = change.status === 'added' ? new Uint8Array() : bases.get(change.baseOid);
    if (current === undefined || base === undefined || isBinary(current)) return { path, status };
    return { path, status, lines: addedLines(base, current) };
  });
}

function read(root: string, file: FileEntry): Uint8Array | undefined {
  const outcome = readBounded(absolutePath(root, entryName(file)), MAX_BYTES);
  return outcome.state === 'read' ? outcome.bytes : undefined;
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8192).includes(0);
}
