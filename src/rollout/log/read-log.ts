import type { LogEntry } from '../../model/log-entry.ts';
import { linesOf, type Segment } from './lines-of.ts';
import { readLine } from './read-line.ts';

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

/** More are counted, not listed. */
const MAX_PROBLEMS = 1_000;

/** Which entries are wanted; told from the beginning of the line, or its bytes, so that others cost no parsing. */
export type Wanted = (kind: string, at: string, line: Buffer) => boolean;

/**
 * Reads a log: survives a torn last line, duplicates, any order, lines of other programs, and finds out entries that
 * were changed after they were written. Linear in its size, apart from the sorting.
 */
export function readLog(segments: Iterable<Segment>, wanted: Wanted = () => true): LogReading {
  const byId = new Map<string, LogEntry>();
  const problems: LogProblem[] = [];
  let duplicates = 0;
  for (const segment of segments) {
    for (const { text, line, isTorn } of linesOf(segment, (head, bytes) =>
      isWanted(head, bytes, wanted),
    )) {
      const read = text === undefined ? TOO_LONG : readLine(text, isTorn);
      if (text?.trim() === '') continue;
      if ('what' in read) note(problems, { segment: segment.name, line, what: read.what });
      else if (byId.has(read.entry.id)) duplicates += 1;
      else byId.set(read.entry.id, read.entry);
    }
  }
  return { entries: [...byId.values()].toSorted(inOrder), duplicates, problems };
}

/** What is said of a line without text. */
export const TOO_LONG = { what: 'longer than 4 MiB' } as const;

/** In order of time; what happened in the same millisecond, in an order that is the same everywhere. */
export function inOrder(a: LogEntry, b: LogEntry): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** Adds a problem to the list as far as it is kept. */
export function note(problems: LogProblem[], problem: LogProblem): void {
  if (problems.length < MAX_PROBLEMS) problems.push(problem);
}

const BEGINNING = /^\{"kind":"(?<kind>[a-z]{1,20})","at":"(?<at>[0-9TZ:.-]{1,40})"/u;

/** A line that begins otherwise is read whole: another program may have written the keys in another order. */
function isWanted(head: string, line: Buffer, wanted: Wanted): boolean {
  const match = BEGINNING.exec(head);
  return match === null || wanted(match[1] ?? '', match[2] ?? '', line);
}
