import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectBuilds } from './effect-builds.ts';
import { day, runEntry, tally } from './tests/entries.ts';

const frame = { product: 'shop', now: day(30), days: 28 };

test('each day has its builds, by the last run of each, and those without one are there too', () => {
  const { daily } = effectBuilds(
    [
      runEntry({ at: day(1), commit: 'before' }),
      runEntry({ at: day(3), commit: 'c1', outcome: 'block', rules: [tally(['a', 'b'])] }),
      runEntry({ at: day(3), commit: 'c2', rules: [tally(['c'])] }),
      // Run again: it passes in the end.
      runEntry({ at: day(4), commit: 'c1', rules: [tally(['a'])] }),
      runEntry({ at: day(31), commit: 'after' }),
    ],
    frame,
  );
  assert.equal(daily.length, 29);
  assert.deepEqual(
    daily.filter(({ builds }) => builds > 0),
    [
      { day: day(3).slice(0, 10), builds: 1, blocked: 0, found: 1 },
      { day: day(4).slice(0, 10), builds: 1, blocked: 0, found: 1 },
    ],
  );
});

test('stopped builds are those of the product itself, the newest first, at most fifty', () => {
  const stopped = Array.from({ length: 60 }, (_, index) =>
    runEntry({ at: day(3), commit: `c${index}`, outcome: 'block' }),
  );
  const foreign = runEntry({ at: day(5), product: 'other', commit: 'o', outcome: 'block' });
  const { stopped: told, daily } = effectBuilds([...stopped, foreign], frame);
  assert.deepEqual([told.length, told[0]?.commit, told.at(-1)?.commit], [50, 'c59', 'c10']);
  assert.equal(
    daily.reduce((sum, { blocked }) => sum + blocked, 0),
    61,
  );
});
