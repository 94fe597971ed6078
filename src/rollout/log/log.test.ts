import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LogEntry } from '../../model/log-entry.ts';
import { day, override, promotion, runEntry, tally, verdict } from '../tests/entries.ts';
import type { Segment } from './lines-of.ts';
import { readLog } from './read-log.ts';
import { lineOf } from './write-entry.ts';

const settings = { seed: 20_261_125, numRuns: 200 };
const entries: readonly LogEntry[] = [
  runEntry({ at: day(1), rules: [tally(['a', 'b'])] }),
  verdict({ at: day(2), fingerprint: 'a', reason: 'line\nbreak and "quotes" \u2028 ünïcode' }),
  verdict({ at: day(2), fingerprint: 'b', verdict: 'false-positive-wrong' }),
  promotion({ at: day(3) }),
  override({ at: day(4) }),
];
const segment = (name: string, text: string): Segment => ({ name, bytes: Buffer.from(text) });
const textOf = (list: readonly LogEntry[]): string => list.map((entry) => lineOf(entry)).join('');
const segments = (lists: readonly (readonly LogEntry[])[]): Segment[] =>
  lists.map((list, index) => segment(`s${index}`, textOf(list)));
const idsOf = (list: readonly LogEntry[]): readonly string[] => list.map(({ id }) => id);

test('what was written is read', () => {
  const { entries: read, problems, duplicates } = readLog([segment('a', textOf(entries))]);
  assert.deepEqual(read, entries);
  assert.deepEqual([problems, duplicates], [[], 0]);
});

test('a merge of logs is the same in every order and with every doubling of segments and lines', () => {
  const pile = fc.array(fc.array(fc.constantFrom(...entries), { maxLength: 8 }), { maxLength: 5 });
  fc.assert(
    fc.property(pile, pile, (left, right) => {
      const ab = readLog([...segments(left), ...segments(right)]);
      const ba = readLog([...segments(right.map((list) => list.toReversed())), ...segments(left)]);
      const twice = readLog([...segments(left), ...segments(right), ...segments(left)]);
      assert.deepEqual(ba.entries, ab.entries);
      assert.deepEqual(twice.entries, ab.entries);
    }),
    settings,
  );
});

test('a torn last line loses itself and is reported', () => {
  const whole = textOf(entries);
  for (let cut = 1; cut < lineOf(entries[4] ?? override()).length - 1; cut += 7) {
    const { entries: read, problems } = readLog([segment('a', whole.slice(0, -1 - cut))]);
    assert.deepEqual(idsOf(read), idsOf(entries.slice(0, 4)));
    assert.deepEqual(problems, [{ segment: 'a', line: 5, what: 'torn: its writer was stopped' }]);
  }
});

test('a last line that lacks only its line break counts', () => {
  const { entries: read, problems } = readLog([segment('a', textOf(entries).trimEnd())]);
  assert.equal(read.length, 5);
  assert.deepEqual(problems, []);
});

test('an entry that was changed after it was written does not count', () => {
  const forged = textOf(entries).replace('false-positive-wrong', 'true-positive-fixed');
  const { entries: read, problems } = readLog([segment('a', forged)]);
  assert.equal(read.length, 4);
  assert.deepEqual(problems, [{ segment: 'a', line: 3, what: 'changed after it was written' }]);
});

test('foreign lines are reported and hide nothing', () => {
  const foreign = [
    '{"kind":"unknown","at":"2026-01-01T00:00:00Z"}',
    '[]',
    'no JSON',
    '<<<<<<< HEAD',
    '{"kind":"verdict","at":"2026-01-01T00:00:00Z","v":2}',
    '\u0000\uFFFF',
  ];
  const { entries: read, problems } = readLog([
    segment('a', `${foreign.join('\n')}\n\n${textOf(entries)}`),
  ]);
  assert.equal(read.length, 5);
  assert.deepEqual(
    problems.map(({ line }) => line),
    [1, 2, 3, 4, 5, 6],
  );
});

test('any bytes are survived', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const { entries: read } = readLog([{ name: 'x', bytes }, segment('a', textOf(entries))]);
      assert.equal(read.length, 5);
    }),
    settings,
  );
});

test('entries of unwanted kinds are passed over without being read', () => {
  const torn = '{"kind":"run","at":"2026-01-01T00:00:00.000Z", this is not JSON\n';
  const { entries: read, problems } = readLog(
    [segment('a', torn + textOf(entries))],
    (kind) => kind === 'verdict',
  );
  assert.deepEqual(
    idsOf(read),
    idsOf(
      [entries[1], entries[2]].flatMap((it) => it ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ),
  );
  assert.deepEqual(problems, []);
});
