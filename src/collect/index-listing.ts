import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import { readBounded } from '../io/files.ts';
import { git } from '../io/git.ts';
import type { FileEntry } from '../model/file.ts';
import { absolutePath, entryName, nameOf, type Name } from './names.ts';
import type { OpenTarget } from './target.ts';

/** A file as git's index knows it. */
export interface IndexEntry extends Name {
  readonly mode: string;
  /** Empty while a merge conflict is open. */
  readonly oid: string;
  readonly stat?: IndexStat;
}

/** What a file was like when git last compared it with `oid`; git keeps sizes and inodes modulo 2^32. */
interface IndexStat {
  readonly ctimeMs: number;
  readonly mtimeMs: number;
  readonly ino: number;
  readonly sizeBytes: number;
}

export interface IndexListing {
  readonly entries: ReadonlyMap<string, IndexEntry>;
  /** A file changed later than this may differ although its times and size do not. */
  readonly writtenMs: number;
}

/**
 * Lists the index. Git itself is never asked what differs from the work tree: to answer it would run the clean filters
 * that the repository's settings name.
 */
export async function listIndex(target: OpenTarget, signal?: AbortSignal): Promise<IndexListing> {
  const file = path.join(target.git?.gitDir ?? path.join(target.root, '.git'), 'index');
  const writtenMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const output = await git(target.root, ['ls-files', '--stage', '--debug', '-z'], { signal });
  const entries = new Map<string, IndexEntry>();
  const text = output.toString('latin1');
  for (let at = 0; at < text.length;) {
    const nul = text.indexOf('\0', at);
    if (nul === -1) break;
    const entry = entryOf(text.slice(at, nul));
    statPattern.lastIndex = nul + 1;
    const match = statPattern.exec(text);
    if (entry !== undefined) {
      entries.set(entry.path, match === null ? entry : { ...entry, stat: statOf(match) });
    }
    // Should a later git print it otherwise, every file is compared by content: slower, as true.
    at = match === null ? nextEntry(text, nul + 1) : statPattern.lastIndex;
  }
  return { entries, writtenMs };
}

const statPattern =
  / {2}ctime: (\d+):(\d+)\n {2}mtime: (\d+):(\d+)\n {2}dev: \d+\tino: (\d+)\n {2}uid: \d+\tgid: \d+\n {2}size: (\d+)\tflags: [0-9a-f]+\n/y;

function nextEntry(text: string, from: number): number {
  const next = /^\d{6} [0-9a-f]{40,64} \d\t/m;
  const found = next.exec(text.slice(from, from + 4096));
  return found === null ? text.length : from + found.index;
}

function entryOf(text: string): IndexEntry | undefined {
  const [head, mode, oid, stage] = /^(\d{6}) ([0-9a-f]+) (\d)\t/.exec(text) ?? [];
  if (head === undefined || mode === undefined || oid === undefined) return undefined;
  const name = nameOf(Buffer.from(text.slice(head.length), 'latin1'));
  return { ...name, mode, oid: stage === '0' ? oid : '' };
}

function statOf([, ...groups]: RegExpExecArray): IndexStat {
  const [cs = 0, cns = 0, ms = 0, mns = 0, ino = 0, sizeBytes = 0] = groups.map(Number);
  return { ctimeMs: cs * 1000 + cns / 1e6, mtimeMs: ms * 1000 + mns / 1e6, ino, sizeBytes };
}

/** Whether a file that the walk found has the content of its entry. */
export function agreesWithIndex(
  root: string,
  file: FileEntry,
  entry: IndexEntry,
  writtenMs: number,
): boolean {
  if (entry.oid === '') return false;
  const name = entryName(file);
  const stat = file.stamp === '' ? lookAt(root, name) : statOfStamp(file.stamp);
  if (stat === undefined) return false;
  if (entry.stat !== undefined && stat.mtimeMs < writtenMs && statAgrees(stat, entry.stat)) {
    return true;
  }
  return hashFile(root, name, entry.oid.length).includes(entry.oid);
}

function statOfStamp(stamp: string): IndexStat {
  const [mtimeMs = 0, ctimeMs = 0, ino = 0, sizeBytes = 0] = stamp.split(':').map(Number);
  return { mtimeMs, ctimeMs, ino, sizeBytes };
}

/** A file that has no stamp to be believed later can still be compared now. */
function lookAt(root: string, name: Name): IndexStat | undefined {
  const stats = lstatSync(absolutePath(root, name), { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile()) return undefined;
  const { mtimeMs, ctimeMs, ino, size: sizeBytes } = stats;
  return { mtimeMs, ctimeMs, ino, sizeBytes };
}

/** Milliseconds as a double keep a quarter of a microsecond. */
const timeToleranceMs = 0.001;

function statAgrees(stat: IndexStat, known: IndexStat): boolean {
  return (
    stat.sizeBytes % 2 ** 32 === known.sizeBytes &&
    stat.ino % 2 ** 32 === known.ino &&
    Math.abs(stat.mtimeMs - known.mtimeMs) < timeToleranceMs &&
    Math.abs(stat.ctimeMs - known.ctimeMs) < timeToleranceMs
  );
}

/** Larger files are taken to have changed: no check reads them whole. */
const maxHashedBytes = 64 * 1024 * 1024;

/**
 * The names that git may know a file's content by: as it is, and with LF for CRLF, as `core.autocrlf` stores it. Empty
 * when it cannot be read.
 */
export function hashFile(root: string, name: Name, oidLength: number): readonly string[] {
  const outcome = readBounded(absolutePath(root, name), maxHashedBytes);
  if (outcome.state !== 'read') return [];
  const bytes = Buffer.from(outcome.bytes);
  const plain = hashBlob(bytes, oidLength);
  if (!bytes.includes('\r\n')) return [plain];
  const unix = Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  return [plain, hashBlob(unix, oidLength)];
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function hashBlob(bytes: Uint8Array, oidLength: number): string {
  const hash = createHash(oidLength === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
