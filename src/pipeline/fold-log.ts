import { createHash } from 'node:crypto';
import { readCacheParts, writeCacheParts } from '../io/cache-folder.ts';
import { listLogFolder, readLogFile, type LogFile } from '../io/log-folder.ts';
import { version } from '../model/version.ts';
import { LogFold } from '../rollout/log/log-facts.ts';
import { openSnapshot, sealSnapshot, type LogSnapshot } from './log-snapshot.ts';
import type { RunRequest } from './request.ts';

/** Less is read again in the time that writing a snapshot takes. */
const MIN_NEW_BYTES = 2 ** 20;
/** A snapshot is written anew when this share of the log is not in it. */
const NEW_SHARE = 0.02;

/** A log folder, folded. */
export interface FoldedLog {
  readonly fold: LogFold;
  /** Files that could not be read; each one sentence. */
  readonly problems: readonly string[];
}

/**
 * Folds the log of a folder. With a cache folder the files that an earlier run folded are not read again, as long as
 * every one of them is there unchanged; the outcome is the same as without.
 */
export function foldLog(
  folder: string,
  { cacheDir, key }: Pick<RunRequest, 'cacheDir' | 'key'>,
  nowMs?: number,
): FoldedLog {
  const { files, problems: listed } = listLogFolder(folder, nowMs);
  const name = snapshotName(folder, key.keyId);
  const known = cacheDir === undefined ? undefined : storedSnapshot(cacheDir, name, { files, key });
  const fold = known === undefined ? new LogFold() : LogFold.of(known.facts);
  const problems = [...listed];
  const read = (file: LogFile): boolean => {
    const segment = readLogFile(file);
    if (typeof segment === 'string') return problems.push(segment) === 0;
    fold.read(segment);
    return true;
  };
  const rest = files.filter((file) => known?.stamps.has(file.name) !== true);
  const settled = rest.filter(({ stamp }) => stamp !== '').filter(read);
  if (cacheDir !== undefined && isWorthwhile(settled, files)) {
    const stamps = new Map([...(known?.stamps ?? []), ...settled.map(stampOf)]);
    // A snapshot that cannot be written is none: the next run reads the log again.
    writeCacheParts(cacheDir, name, sealSnapshot({ stamps, facts: fold.packed() }, key.key));
  }
  for (const file of rest.filter(({ stamp }) => stamp === '')) read(file);
  return { fold, problems };
}

function storedSnapshot(
  cacheDir: string,
  name: string,
  { files, key }: { readonly files: readonly LogFile[]; readonly key: RunRequest['key'] },
): LogSnapshot | undefined {
  const parts = readCacheParts(cacheDir, name);
  const snapshot = parts === undefined ? undefined : openSnapshot(parts, key.key);
  if (snapshot === undefined) return undefined;
  const stamps = new Map(files.map(stampOf));
  // What was folded cannot be taken out again: one file that is gone or changed spoils the whole.
  return [...snapshot.stamps].every(([file, stamp]) => stamps.get(file) === stamp)
    ? snapshot
    : undefined;
}

function stampOf({ name, stamp }: LogFile): readonly [string, string] {
  return [name, stamp];
}

function isWorthwhile(added: readonly LogFile[], all: readonly LogFile[]): boolean {
  return bytesOf(added) >= Math.max(MIN_NEW_BYTES, NEW_SHARE * bytesOf(all));
}

function bytesOf(files: readonly LogFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function snapshotName(folder: string, keyId: string): string {
  return `${digestOf(folder).slice(0, 16)}-${digestOf(`${version} ${keyId}`).slice(0, 24)}-log`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
