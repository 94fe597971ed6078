import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RunTable, type RunRow } from './run-table.ts';

const row = (changes: Partial<RunRow> = {}): RunRow => ({
  atMs: 1,
  idHigh: 5,
  idLow: 6,
  build: 7,
  change: undefined,
  scope: 0,
  stopped: undefined,
  ...changes,
});

test('two runs whose ids begin alike are two runs', () => {
  const table = new RunTable();
  for (const idLow of [6, 7, 8]) {
    assert.equal(table.has(5, idLow), false);
    table.add(row({ idLow }));
  }
  assert.deepEqual(
    [6, 7, 8, 9].map((idLow) => table.has(5, idLow)),
    [true, true, true, false],
  );
  assert.equal(table.has(6, 6), false);
});

test('a row comes back as it was, from the table and from what was packed', () => {
  const half = fc.integer({ min: 0, max: 2 ** 50 - 1 });
  const rows = fc.uniqueArray(
    fc.record({
      atMs: fc.integer({ min: 0, max: 2 ** 43 }),
      idHigh: fc.oneof(half, fc.constant(3)),
      idLow: half,
      build: fc.integer({ min: 0, max: 2 ** 52 }),
      change: fc.option(fc.integer({ min: 0, max: 2 ** 52 }), { nil: undefined }),
      scope: fc.integer({ min: 0, max: 2 ** 21 - 1 }),
      stopped: fc.option(fc.integer({ min: 0, max: 2 ** 31 - 2 }), { nil: undefined }),
    }),
    { selector: ({ idLow }) => idLow, maxLength: 40 },
  );
  fc.assert(
    fc.property(rows, (list) => {
      const table = new RunTable();
      for (const each of list) table.add(each);
      for (const some of [table, new RunTable(table.packed())]) {
        assert.equal(some.size, list.length);
        for (const [index, each] of list.entries()) {
          assert.equal(some.has(each.idHigh, each.idLow), true);
          const { atMs, build, change = -1, scope, stopped = -1 } = each;
          assert.deepEqual(
            [some.at(index, 'atMs'), some.at(index, 'build'), some.at(index, 'change')],
            [atMs, build, change],
          );
          assert.deepEqual([some.scopeOf(index), some.stoppedOf(index)], [scope, stopped]);
        }
      }
    }),
    { seed: 20_261_125, numRuns: 100 },
  );
});
