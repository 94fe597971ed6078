import { randomBytes } from 'node:crypto';
import { readdirSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { describeFileError, fileErrorCode, makeFolder, readBounded, writeWhole } from './files.ts';

/** A log of ten years with a hundred runs a day, each in a file of its own. */
const MAX_SEGMENTS = 400_000;
/** Larger than a year of runs that were joined into one. */
const MAX_SEGMENT_BYTES = 512 * 2 ** 20;

/** One file of the log as it lies in its folder. */
export interface LogFile {
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  /** Changes with the content; empty: the file changed just now, and may change again without a sign. */
  readonly stamp: string;
}

/** The name of a file of the log; others in the folder are not its own. */
export const SEGMENT_NAME: RegExp = /^[A-Za-z0-9._-]{1,100}\.ndjson$/u;

/** Clocks of file systems are coarse; chosen: what FAT has, the coarsest. */
const STILL_FRESH_MS = 2_000;

/** Lists the files of a log folder, in order of name. A folder that is not there is an empty log. */
export function listLogFolder(
  folder: string,
  nowMs: number = Date.now(),
): {
  readonly files: readonly LogFile[];
  readonly problems: readonly string[];
} {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return { files: [], problems: [] };
    return { files: [], problems: [`the log ${folder}: ${describeFileError(error)}`] };
  }
  const own = names.filter((name) => SEGMENT_NAME.test(name)).toSorted((a, b) => (a < b ? -1 : 1));
  const problems = own.length > MAX_SEGMENTS ? [`the log has more than ${MAX_SEGMENTS} files`] : [];
  const fresh = nowMs - STILL_FRESH_MS;
  const files = own.slice(0, MAX_SEGMENTS).flatMap((name): LogFile[] => {
    const file = path.join(folder, name);
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    const { mtimeMs, ctimeMs, ino, size } = stats;
    const stamp = Math.max(mtimeMs, ctimeMs) < fresh ? `${mtimeMs}:${ctimeMs}:${ino}:${size}` : '';
    return [{ name, path: file, sizeBytes: size, stamp }];
  });
  return { files, problems };
}

export interface LogSegment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads one file; a text says why it cannot be read, in one sentence. */
export function readLogFile({
  name,
  path: file,
}: Pick<LogFile, 'name' | 'path'>): LogSegment | string {
  const read = readBounded(file, MAX_SEGMENT_BYTES);
  if (read.state === 'read') return { name, bytes: read.bytes };
  return `${name} of the log: ${read.state === 'too-large' ? 'larger than 512 MiB' : read.detail}`;
}

export interface LogSegments {
  /** Read as they are iterated, one in memory at a time. */
  readonly segments: Iterable<LogSegment>;
  /** What could not be read; each one sentence. Complete when the segments were iterated. */
  readonly problems: readonly string[];
}

/** Reads every file of a log folder, in order of name. */
export function readLogFolder(folder: string): LogSegments {
  const { files, problems: listed } = listLogFolder(folder);
  const problems = [...listed];
  return { segments: eachSegment(files, problems), problems };
}

function* eachSegment(files: readonly LogFile[], problems: string[]): Generator<LogSegment> {
  for (const file of files) {
    const read = readLogFile(file);
    if (typeof read === 'string') problems.push(read);
    else yield read;
  }
}

/** Writes the lines of one process: into a file that no other process writes, whole after each line. */
export interface LogWriter {
  /** Throws LockstepError('output'). */
  append(line: string): void;
}

/**
 * Opens a file of its own in the log folder: two branches, or two machines, that both append never touch the same file,
 * so git merges them without a conflict, and whoever is killed leaves whole lines.
 */
export function openLogWriter(folder: string, day: string): LogWriter {
  const file = path.join(folder, `${day}-${randomBytes(6).toString('hex')}.ndjson`);
  const lines: string[] = [];
  return {
    append(line) {
      lines.push(line);
      makeFolder(folder);
      writeWhole(file, lines.join(''));
    },
  };
}
