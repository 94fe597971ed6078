import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Turns } from './turns.ts';

test('a job waits while one of its addresses is busy, and comes back when it is free', () => {
  const turns = new Turns<string>();
  assert.ok(turns.begin(['a', 'b'], 'first'));
  assert.ok(!turns.begin(['b', 'c'], 'second'));
  assert.ok(turns.begin(['c'], 'third'));
  assert.deepEqual(turns.end(['a', 'b']), []);
  assert.deepEqual(turns.end(['c']), ['second']);
});

test('every job gets its turn, never two at one address', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }), {
        maxLength: 30,
      }),
      fc.infiniteStream(fc.nat(99)),
      (jobs, picks) => {
        const turns = new Turns<number>();
        const ready = jobs.map((_, index) => index);
        const running: number[] = [];
        const done: number[] = [];
        while (ready.length > 0 || running.length > 0) {
          const next = ready.shift();
          if (next !== undefined && turns.begin(jobs[next] ?? [], next)) running.push(next);
          const busy = running.flatMap((index) => jobs[index] ?? []);
          assert.equal(new Set(busy).size, busy.length);
          if (next !== undefined && Number(picks.next().value) < 60) continue;
          const ended = running.shift();
          if (ended === undefined) continue;
          done.push(ended);
          ready.push(...turns.end(jobs[ended] ?? []));
        }
        assert.deepEqual(
          done.toSorted((x, y) => x - y),
          jobs.map((_, index) => index),
        );
      },
    ),
    { seed: 5, numRuns: 300 },
  );
});
