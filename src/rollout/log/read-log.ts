import type { LogEntry } from '../../model/log-entry.ts';
import { Misshapen } from '../../policy/shape.ts';
import { entryShape } from './entry-shape.ts';
import { entryId } from './write-entry.ts';

/** One file of the log. */
export interface Segment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A line that was not taken, and why; the others count all the same. */
export interface LogProblem {
  readonly segment: string;
  readonly line: number;
  readonly what: string;
}

export interface LogReading {
  /** Each once, in order of time, then of id: the same whatever the order of segments and lines. */
  readonly entries: readonly LogEntry[];
  /** Lines that stood elsewhere too. */
  readonly duplicates: number;
  readonly problems: readonly LogProblem[];
}

/** Longer than any entry of a run with 100,000 new findings. */
const MAX_LINE_BYTES = 4 * 2 ** 20;
/** More are counted, not listed. */
const MAX_PROBLEMS = 1_000;
const LINE_FEED = 10;

/** Which entries are wanted; told from the beginning of the line, so that others cost no parsing. */
export type Wanted = (kind: string, at: string) => boolean;

/**
 * Reads a log: survives a torn last line, duplicates, any order, lines of other programs, and finds out entries that
 * were changed after they were written. Linear in its size, apart from the sorting.
 */
export function readLog(segments: readonly Segment[], wanted: Wanted = () => true): LogReading {
  const byId = new Map<string, LogEntry>();
  const problems: LogProblem[] = [];
  let duplicates = 0;
  for (const segment of segments) {
    for (const { text, line, isTorn } of linesOf(segment)) {
      if (text === undefined) {
        note(problems, { segment: segment.name, line, what: 'longer than 4 MiB' });
        continue;
      }
      if (text.trim() === '' || !isWanted(text, wanted)) continue;
      const read = parseLine(text, isTorn);
      if ('what' in read) note(problems, { segment: segment.name, line, what: read.what });
      else if (byId.has(read.entry.id)) duplicates += 1;
      else byId.set(read.entry.id, read.entry);
    }
  }
  return { entries: [...byId.values()].toSorted(inOrder), duplicates, problems };
}

/** In order of time; what happened in the same millisecond, in an order that is the same everywhere. */
export function inOrder(a: LogEntry, b: LogEntry): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

function note(problems: LogProblem[], problem: LogProblem): void {
  if (problems.length < MAX_PROBLEMS) problems.push(problem);
}

interface Line {
  /** Undefined: too long. */
  readonly text: string | undefined;
  readonly line: number;
  /** The last one, without a line break: its writer may have been killed. */
  readonly isTorn: boolean;
}

/** @yields Each line of a segment, decoded by itself so that one broken byte spoils one line. */
function* linesOf({ bytes }: Segment): Generator<Line> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = 0;
  for (let line = 1; start < buffer.length; line++) {
    const found = buffer.indexOf(LINE_FEED, start);
    const end = found === -1 ? buffer.length : found;
    const isTorn = found === -1;
    const text = end - start > MAX_LINE_BYTES ? undefined : buffer.toString('utf8', start, end);
    yield { text, line, isTorn };
    start = end + 1;
  }
}

const BEGINNING = /^\{"kind":"(?<kind>[a-z]{1,20})","at":"(?<at>[0-9TZ:.-]{1,40})"/u;

/** A line that begins otherwise is read whole: another program may have written the keys in another order. */
function isWanted(text: string, wanted: Wanted): boolean {
  const match = BEGINNING.exec(text);
  return match === null || wanted(match[1] ?? '', match[2] ?? '');
}

function parseLine(
  text: string,
  isTorn: boolean,
): { readonly entry: LogEntry } | { readonly what: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { what: isTorn ? 'torn: its writer was stopped' : 'not JSON' };
  }
  try {
    const entry = entryShape.read(value, '');
    if (entryId(entry) !== entry.id) return { what: 'changed after it was written' };
    return { entry };
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error;
    return { what: `not an entry of this version: ${error.message}` };
  }
}
