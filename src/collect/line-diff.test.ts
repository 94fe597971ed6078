import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import fc from 'fast-check';
import { addedLines } from './line-diff.ts';

function added(before: string | undefined, after: string): ReturnType<typeof addedLines> {
  return addedLines(before === undefined ? undefined : Buffer.from(before), Buffer.from(after));
}

test('inserted and changed lines are told in ranges, moved line ends are no change', () => {
  assert.deepEqual(added('a\nb\nc\n', 'a\nx\ny\nb\nc\nz\n'), [
    { start: 2, end: 3 },
    { start: 6, end: 6 },
  ]);
  assert.deepEqual(added('a\nb\n', 'a\nB\n'), [{ start: 2, end: 2 }]);
  assert.deepEqual(added('a\nb\n', 'a\r\nb'), []);
  assert.deepEqual(added('a\nb\nc\n', 'a\n'), []);
  assert.deepEqual(added(undefined, 'a\nb'), [{ start: 1, end: 2 }]);
  assert.deepEqual(added(undefined, ''), []);
});

test('what is not added stood in the base in this order, and no smaller answer exists', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const ranges = added(before.join('\n'), after.join('\n'));
      const kept = after.filter(
        (_, at) => !ranges.some(({ start, end }) => at + 1 >= start && at + 1 <= end),
      );
      assert.equal(kept.length, longestCommon(before, after));
      let at = 0;
      for (const line of kept) {
        at = before.indexOf(line, at) + 1;
        assert.notEqual(at, 0);
      }
    }),
    { numRuns: 500 },
  );
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let last = b.map(() => 0);
  for (const line of a) {
    const next: number[] = [];
    b.forEach((other, at) => {
      const diagonal = at === 0 ? 0 : (last[at - 1] ?? 0);
      next.push(line === other ? diagonal + 1 : Math.max(last[at] ?? 0, next[at - 1] ?? 0));
    });
    last = next;
  }
  return last.at(-1) ?? 0;
}

test('two large texts with nothing in common are given up quickly: all counts as added', () => {
  const started = performance.now();
  assert.deepEqual(added(numbered('a'), numbered('b')), [{ start: 1, end: 100_000 }]);
  assert.ok(performance.now() - started < 5000);
});

function numbered(letter: string): string {
  return Array.from({ length: 100_000 }, (_, line) => `${letter}${line}`).join('\n');
}
