import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogEntry } from '../model/log-entry.ts';
import { effectOf } from './effect.ts';
import { day, override, runEntry, tally, verdict } from './tests/entries.ts';

const frame = { product: 'shop', now: day(30), days: 28 };
const inTime = (entries: readonly LogEntry[]): readonly LogEntry[] =>
  entries.toSorted((a, b) => (a.at < b.at ? -1 : 1));

test('findings count once, with what people said of them whenever they said it', () => {
  const entries = inTime([
    runEntry({ at: day(3), commit: 'c1', rules: [tally(['a', 'b', 'c', 'd'])] }),
    runEntry({ at: day(4), commit: 'c2', rules: [tally(['a'])] }),
    verdict({ at: day(5), fingerprint: 'a' }),
    verdict({ at: day(6), fingerprint: 'b', verdict: 'not-useful' }),
    verdict({ at: day(7), fingerprint: 'c', verdict: 'unclear' }),
  ]);
  const { totals, builds, rules } = effectOf(entries, frame);
  assert.equal(builds, 2);
  const { found, right, falseAlarms, unclear, shownFalse } = totals;
  assert.deepEqual([found, right, falseAlarms, unclear, shownFalse], [4, 1, 1, 1, 0]);
  assert.deepEqual(
    rules.map(({ rule, stage }) => [rule, stage]),
    [['code/sql-injection', 'observe']],
  );
});

test('a build is stopped rightly by one right finding, wrongly by false alarms alone', () => {
  const entries = inTime([
    runEntry({ at: day(3), commit: 'c1', rules: [tally(['right', 'wrong'])] }),
    runEntry({ at: day(4), commit: 'c2', rules: [tally(['wrong'])] }),
    runEntry({ at: day(5), commit: 'c3', rules: [tally(['open'])] }),
    runEntry({ at: day(6), commit: 'c4', rules: [tally(['waived'], { covered: 1 })] }),
    runEntry({ at: day(7), commit: 'c5' }),
    verdict({ at: day(8), fingerprint: 'right' }),
    verdict({ at: day(8), fingerprint: 'wrong', verdict: 'false-positive-wrong' }),
  ]);
  const { totals, builds } = effectOf(entries, frame);
  assert.equal(builds, 5);
  assert.deepEqual(totals.wouldBlock, { builds: 3, rightly: 1, wrongly: 1 });
});

test('fixed without being told is what was observed only and is gone while its file stayed', () => {
  const entries = inTime([
    runEntry({ at: day(3), commit: 'c1', rules: [tally(['mended', 'deleted', 'kept'])] }),
    runEntry({ at: day(4), commit: 'c2', rules: [tally(['told'], { stage: 'warn' })] }),
    runEntry({ at: day(5), commit: 'c3', rules: [tally([], { fixed: ['mended', 'deleted'] })] }),
    verdict({ at: day(6), fingerprint: 'told', source: 'implicit-fixed' }),
    verdict({
      at: day(6),
      fingerprint: 'deleted',
      source: 'implicit-vanished',
      verdict: 'unclear',
    }),
  ]);
  const { totals } = effectOf(entries, frame);
  assert.equal(totals.fixedUntold, 1);
  assert.equal(totals.right, 0);
});

test('noise is false alarms that warned or stopped somebody', () => {
  const entries = inTime([
    runEntry({ at: day(3), commit: 'c1', rules: [tally(['a'])] }),
    runEntry({ at: day(4), commit: 'c2', rules: [tally(['b'], { stage: 'block' })] }),
    verdict({ at: day(5), fingerprint: 'a', verdict: 'false-positive-wrong' }),
    verdict({ at: day(5), fingerprint: 'b', verdict: 'false-positive-wrong', stage: 'block' }),
  ]);
  const { totals } = effectOf(entries, frame);
  assert.deepEqual([totals.falseAlarms, totals.shownFalse], [2, 1]);
});

test('runs before the days and runs over a whole tree say nothing about builds', () => {
  const entries = inTime([
    runEntry({ at: day(1), commit: 'c1', rules: [tally(['early'])] }),
    runEntry({ at: day(9), commit: 'c2', mode: 'tree', rules: [tally(['backlog'])] }),
    override({ at: day(1) }),
  ]);
  const { builds, totals, overridden, medianMs } = effectOf(entries, frame);
  assert.deepEqual([builds, totals.found, overridden, medianMs], [0, 0, 0, undefined]);
});

test('times are those of the middle run and of the slowest but one in twenty', () => {
  const entries = Array.from({ length: 20 }, (_, index) =>
    runEntry({ at: day(3 + index / 2), commit: `c${index}`, wallMs: (index + 1) * 100 }),
  );
  const { medianMs, slowMs, developers } = effectOf(entries, frame);
  assert.deepEqual([medianMs, slowMs, developers], [1000, 1900, 1]);
});
