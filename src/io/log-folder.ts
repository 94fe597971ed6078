import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describeFileError, fileErrorCode, makeFolder, readBounded, writeWhole } from './files.ts';

/** A log of ten years with a hundred runs a day, each in a file of its own. */
const MAX_SEGMENTS = 400_000;
/** Larger than a year of runs that were joined into one. */
const MAX_SEGMENT_BYTES = 512 * 2 ** 20;

export interface LogSegments {
  readonly segments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** What could not be read; each one sentence. */
  readonly problems: readonly string[];
}

/** The name of a file of the log; others in the folder are not its own. */
export const SEGMENT_NAME: RegExp = /^[A-Za-z0-9._-]{1,100}\.ndjson$/u;

/** Reads every file of a log folder, in order of name. A folder that is not there is an empty log. */
export function readLogFolder(folder: string): LogSegments {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return { segments: [], problems: [] };
    return { segments: [], problems: [`the log ${folder}: ${describeFileError(error)}`] };
  }
  const own = names.filter((name) => SEGMENT_NAME.test(name)).toSorted((a, b) => (a < b ? -1 : 1));
  const problems: string[] = [];
  if (own.length > MAX_SEGMENTS) problems.push(`the log has more than ${MAX_SEGMENTS} files`);
  const segments = own.slice(0, MAX_SEGMENTS).flatMap((name) => {
    const read = readBounded(path.join(folder, name), MAX_SEGMENT_BYTES);
    if (read.state === 'read') return [{ name, bytes: read.bytes }];
    const why = read.state === 'too-large' ? 'larger than 512 MiB' : read.detail;
    problems.push(`${name} of the log: ${why}`);
    return [];
  });
  return { segments, problems };
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
