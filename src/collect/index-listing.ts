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
  const args = ['ls-files', '--stage', '-z'];
  const detailed = await git(target.root, [...args, '--debug'], { signal });
  // Git does not promise the form of `--debug`. Without the times every file is compared by content: slower, as true.
  const entries =
    parseEntries(detailed, true) ??
    parseEntries(await git(target.root, args, { signal }), false) ??
    new Map<string, IndexEntry>();
  return { entries, writtenMs };
}

function parseEntries(output: Buffer, withTimes: boolean): Map<string, IndexEntry> | undefined {
  const entries = new Map<string, IndexEntry>();
  for (let at = 0; at < output.length;) {
    // `<mode> <oid> <stage>`, tab, name, zero byte, and the times.
    const tab = output.indexOf(9, at);
    const nul = output.indexOf(0, tab);
    if (tab === -1 || nul === -1) return undefined;
    const [, oid = '', stage] = output.toString('latin1', at, tab).split(' ');
    const entry = { ...nameOf(output.subarray(tab + 1, nul)), oid: stage === '0' ? oid : '' };
    at = nul + 1;
    const stat = withTimes ? statOf(output.toString('latin1', at, at + maxStatBytes)) : undefined;
    if (withTimes && stat === undefined) return undefined;
    entries.set(entry.path, stat === undefined ? entry : { ...entry, stat: stat.values });
    at += stat?.length ?? 0;
  }
  return entries;
}

const maxStatBytes = 256;
const statPattern =
  /^ {2}ctime: (\d+):(\d+)\n {2}mtime: (\d+):(\d+)\n {2}dev: \d+\tino: (\d+)\n {2}uid: \d+\tgid: \d+\n {2}size: (\d+)\tflags: [0-9a-f]+\n/;

function statOf(text: string): { readonly values: IndexStat; readonly length: number } | undefined {
  const match = statPattern.exec(text);
  if (match === null) return undefined;
  const [ctime = 0, ctimeNs = 0, mtime = 0, mtimeNs = 0, ino = 0, sizeBytes = 0] = match
    .slice(1)
    .map(Number);
  const ctimeMs = ctime * 1000 + ctimeNs / 1e6;
  const mtimeMs = mtime * 1000 + mtimeNs / 1e6;
  return { values: { ctimeMs, mtimeMs, ino, sizeBytes }, length: match[0].length };
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
