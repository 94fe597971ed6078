import { Buffer } from 'node:buffer';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { LockstepError } from '../model/error.ts';
import { describeFileError } from './files.ts';

const CHUNK_BYTES = 2 ** 20;
const LINE_FEED = 0x0a;

export interface LineLimits {
  readonly maxFileBytes: number;
  readonly maxLineBytes: number;
}

/** One line of a file, without its end; `isTorn` when the file ends before the line does. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly isTorn: boolean;
}

/**
 * @yields The lines of a file, a piece of it in memory at a time; nothing for one that is not there. Throws
 * LockstepError('observation') for a file that cannot be read or is beyond a limit.
 */
export function* readLines(file: string, limits: LineLimits): Generator<Line> {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw unreadable(file, describeFileError(error), error);
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw unreadable(file, 'it is not a regular file');
    if (stats.size > limits.maxFileBytes) {
      throw unreadable(file, `it is larger than ${limits.maxFileBytes} bytes`);
    }
    yield* linesOf(descriptor, file, limits);
  } finally {
    closeSync(descriptor);
  }
}

function* linesOf(descriptor: number, file: string, limits: LineLimits): Generator<Line> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let rest: Buffer = Buffer.alloc(0);
  let number = 1;
  for (;;) {
    const count = readSync(descriptor, chunk, 0, CHUNK_BYTES, null);
    if (count === 0) break;
    const bytes = Buffer.concat([rest, chunk.subarray(0, count)]);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      yield { number, text: bytes.toString('utf8', start, end), isTorn: false };
      number += 1;
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > limits.maxLineBytes) {
      throw unreadable(file, `line ${number} is longer than ${limits.maxLineBytes} bytes`);
    }
  }
  if (rest.length > 0) yield { number, text: rest.toString('utf8'), isTorn: true };
}

function unreadable(file: string, why: string, cause?: unknown): LockstepError {
  const repair = 'give a file that "lockstep tls --record FILE" wrote';
  return new LockstepError('observation', `cannot read ${file}: ${why}`, { repair, cause });
}

/** A file that grows line by line; each line is with the system when `append` returns, so that a killed run loses none. */
export interface LineFile {
  append(line: string): void;
  close(): void;
}

/**
 * Opens a file to add lines to; a line at its end that was torn is dropped first. `mode` `new` refuses a file that is there.
 * Throws LockstepError('observation' or 'output').
 */
export function openLineFile(file: string, mode: 'new' | 'continue'): LineFile {
  let descriptor: number;
  const { O_RDWR, O_CREAT, O_EXCL, O_APPEND } = constants;
  try {
    const exclusive = mode === 'new' ? O_EXCL : 0;
    descriptor = openSync(file, O_RDWR | O_CREAT | O_APPEND | exclusive, 0o600);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EEXIST') {
      throw new LockstepError('observation', `${file} is there already`, {
        repair: 'add --resume to go on with it, or name a new file',
        cause: error,
      });
    }
    throw cannotWrite(file, error);
  }
  dropTornLine(descriptor);
  return {
    append(line) {
      try {
        writeAll(descriptor, Buffer.from(`${line}\n`));
      } catch (error) {
        throw cannotWrite(file, error);
      }
    },
    close() {
      try {
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    },
  };
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

/** Looks for the last line feed from the end, a piece at a time. */
function dropTornLine(descriptor: number): void {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) return;
  const chunk = Buffer.allocUnsafe(65_536);
  let end = stats.size;
  while (end > 0) {
    const start = Math.max(0, end - chunk.length);
    const count = readSync(descriptor, chunk, 0, end - start, start);
    const found = chunk.subarray(0, count).lastIndexOf(LINE_FEED);
    if (found !== -1) {
      if (start + found + 1 < stats.size) ftruncateSync(descriptor, start + found + 1);
      return;
    }
    end = start;
  }
  ftruncateSync(descriptor, 0);
}

function cannotWrite(file: string, cause: unknown): LockstepError {
  return new LockstepError('output', `cannot write ${file}: ${describeFileError(cause)}`, {
    repair: 'name a file in a directory that can be written',
    cause,
  });
}
