import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { isRegularMode, readBlobs } from '../../collect/blobs.ts';
import { git, gitStream } from '../../io/git.ts';
import { BadArchive, type FolderWriter } from '../scans/work-folder.ts';

/** Larger ones are written as they come. */
const MAX_BLOB_IN_MEMORY = 16 * 2 ** 20;
/** A line for each file; more is more files than are taken. */
const MAX_LIST_BYTES = 64 * 2 ** 20;

interface TreeFile {
  readonly path: string;
  readonly oid: string;
}

/**
 * Writes the files of a commit of `root` by ourselves: git would run filters, make links and follow attributes. Regular files only;
 * what a link points to, or a submodule, is no file of the repository. Nothing is written before the sum of all is known to be
 * within the bounds. Throws BadArchive.
 */
export async function checkOut(
  root: string,
  commit: string,
  writer: FolderWriter,
  signal: AbortSignal,
): Promise<void> {
  const places = new Map<string, string[]>();
  for (const { path, oid } of await filesOf(root, commit, writer, signal)) {
    const same = places.get(oid);
    if (same === undefined) places.set(oid, [path]);
    else same.push(path);
  }
  for await (const blob of readBlobs(root, places.keys(), {
    maxBytes: MAX_BLOB_IN_MEMORY,
    signal,
  })) {
    for (const path of places.get(blob.oid) ?? []) {
      if (blob.state === 'read') writer.write(path, Buffer.from(blob.bytes));
      else if (blob.state === 'missing') {
        throw new BadArchive('the server has left out a part of it');
      } else await writeLarge(root, blob.oid, writer.make(path), signal);
    }
  }
  if (writer.count === 0) throw new BadArchive('it holds no file');
}

/** `<mode> <type> <oid> <size>\t<path>\0`, the size padded with spaces. */
const ENTRY =
  /^(?<mode>\d{6}) blob (?<oid>[0-9a-f]{40,64}) {1,20}(?<size>\d{1,15})\t(?<path>[^]+)$/u;

async function filesOf(
  root: string,
  commit: string,
  writer: FolderWriter,
  signal: AbortSignal,
): Promise<readonly TreeFile[]> {
  const listed = await git(root, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit], {
    signal,
    maxOutputBytes: MAX_LIST_BYTES,
  });
  return listed
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const { mode, oid = '', size, path = '' } = ENTRY.exec(line)?.groups ?? {};
      if (!isRegularMode(mode) || writer.placeOf(path) === undefined) return [];
      writer.admit(Number(size));
      return [{ path, oid }];
    });
}

async function writeLarge(
  root: string,
  oid: string,
  place: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (place === undefined) return;
  const content = gitStream(root, ['cat-file', 'blob', oid], { signal, maxOutputBytes: Infinity });
  await pipeline(content, createWriteStream(place, { flags: 'wx', mode: 0o600 }));
}
