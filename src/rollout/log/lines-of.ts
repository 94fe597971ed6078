/** One file of the log. */
export interface Segment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Line {
  /** Undefined: too long. */
  readonly text: string | undefined;
  readonly line: number;
  /** The last one, without a line break: its writer may have been killed. */
  readonly isTorn: boolean;
}

/** Longer than any entry of a run with 100,000 new findings. */
const MAX_LINE_BYTES = 4 * 2 ** 20;
const LINE_FEED = 10;
/** Shows kind and time of a line that `lineOf` wrote. */
const HEAD_BYTES = 80;

/** Whether a line is wanted, told from its first characters, or from the whole. */
export type IsWanted = (head: string, line: Buffer) => boolean;

/** @yields Each wanted line of a segment, decoded by itself so that one broken byte spoils one line. */
export function* linesOf({ bytes }: Segment, isWanted: IsWanted = () => true): Generator<Line> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = 0;
  for (let line = 1; start < buffer.length; line++) {
    const found = buffer.indexOf(LINE_FEED, start);
    const end = found === -1 ? buffer.length : found;
    const isTorn = found === -1;
    const head = buffer.toString('latin1', start, Math.min(end, start + HEAD_BYTES));
    if (end - start > MAX_LINE_BYTES) {
      yield { text: undefined, line, isTorn };
    } else if (isWanted(head, buffer.subarray(start, end))) {
      yield { text: buffer.toString('utf8', start, end), line, isTorn };
    }
    start = end + 1;
  }
}
