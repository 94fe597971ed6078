import { Buffer } from 'node:buffer';
import type { LineRange } from '../model/git.ts';

/** Steps of the comparison after which the rest counts as changed: about 20 ms. */
const maxSteps = 4_000_000;

/**
 * Lines of `current` that are not in `base` (all of them where there is no base): the shortest edit script by E. W. Myers
 * ("An O(ND) Difference Algorithm and Its Variations", 1986). Where the texts differ so much that this would take long,
 * everything between their common beginning and end counts as changed: rather too much than too little.
 */
export function addedLines(
  base: Uint8Array | undefined,
  current: Uint8Array,
): readonly LineRange[] {
  const after = linesOf(current);
  if (base === undefined) return after.length === 0 ? [] : [{ start: 1, end: after.length }];
  const before = linesOf(base);
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const added = shortestEdit(
    before.slice(start, before.length - tail),
    after.slice(start, after.length - tail),
  );
  return toRanges(added.map((line) => line + start + 1));
}

function linesOf(bytes: Uint8Array): readonly string[] {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** Positions in `after` that are inserted. */
function shortestEdit(before: readonly string[], after: readonly string[]): readonly number[] {
  const all = after.map((_, index) => index);
  if (before.length === 0 || after.length === 0) return all;
  const trace = forward(before, after);
  return trace === undefined ? all : backward(trace, before.length, after.length);
}

/** The furthest positions in `before` on each diagonal (`x - y`), for 0, 1, 2 … edits; `undefined` when it takes too long. */
function forward(
  before: readonly string[],
  after: readonly string[],
): readonly Int32Array[] | undefined {
  const trace: Int32Array[] = [];
  let last = new Int32Array(0);
  let steps = 0;
  for (let edits = 0; edits <= before.length + after.length; edits++) {
    const furthest = new Int32Array(edits * 2 + 1);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = startOn(last, diagonal, edits);
      let y = x - diagonal;
      while (x < before.length && y < after.length && before[x] === after[y]) {
        x++;
        y++;
        steps++;
      }
      furthest[diagonal + edits] = x;
      if (x >= before.length && y >= after.length) return [...trace, furthest];
    }
    steps += edits + 1;
    if (steps > maxSteps) return undefined;
    trace.push(furthest);
    last = furthest;
  }
  return undefined;
}

/** Where a path of one more edit begins on the diagonal: below the one above it, or right of the one left of it. */
function startOn(last: Int32Array, diagonal: number, edits: number): number {
  if (edits === 0) return 0;
  return isInsertion(last, diagonal, edits)
    ? valueOn(last, diagonal + 1, edits - 1)
    : valueOn(last, diagonal - 1, edits - 1) + 1;
}

function isInsertion(last: Int32Array, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true;
  if (diagonal === edits) return false;
  return valueOn(last, diagonal - 1, edits - 1) < valueOn(last, diagonal + 1, edits - 1);
}

function valueOn(furthest: Int32Array, diagonal: number, edits: number): number {
  return furthest[diagonal + edits] ?? 0;
}

function backward(
  trace: readonly Int32Array[],
  beforeLength: number,
  afterLength: number,
): readonly number[] {
  const added: number[] = [];
  let diagonal = beforeLength - afterLength;
  for (let edits = trace.length - 1; edits > 0; edits--) {
    const last = trace[edits - 1] ?? new Int32Array(0);
    if (isInsertion(last, diagonal, edits)) {
      diagonal++;
      added.push(valueOn(last, diagonal, edits - 1) - diagonal);
    } else {
      diagonal--;
    }
  }
  return added.toReversed();
}

function toRanges(lines: readonly number[]): readonly LineRange[] {
  const ranges: { start: number; end: number }[] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last?.end === line - 1) last.end = line;
    else ranges.push({ start: line, end: line });
  }
  return ranges;
}
