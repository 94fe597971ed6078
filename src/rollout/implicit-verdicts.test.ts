import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogEntry, NewLogEntry } from '../model/log-entry.ts';
import { implicitVerdicts } from './implicit-verdicts.ts';
import { day, runEntry, tally, verdict } from './tests/entries.ts';

const before = runEntry({ at: day(1), commit: 'c1', rules: [tally(['a', 'b'])] });
const now = runEntry({ at: day(2), commit: 'c2', rules: [tally(['b'])] });

function spoken(
  entries: readonly LogEntry[],
  run = now,
  isThere: (path: string) => boolean = () => true,
): readonly string[] {
  return implicitVerdicts(entries, { run, isThere }).map((entry: NewLogEntry) =>
    entry.kind === 'verdict' ? `${entry.fingerprint} ${entry.source} ${entry.verdict}` : '',
  );
}

test('what a branch brought and removed again was mended', () => {
  assert.deepEqual(spoken([before]), ['a implicit-fixed true-positive-fixed']);
});

test('what went with its file says nothing about the rule', () => {
  assert.deepEqual(
    spoken([before], now, () => false),
    ['a implicit-vanished unclear'],
  );
});

test('what somebody judged, and what was said before, is not said again', () => {
  assert.deepEqual(spoken([before, verdict({ fingerprint: 'a' })]), []);
  const said = verdict({ fingerprint: 'a', source: 'implicit-fixed' });
  assert.deepEqual(spoken([before, said]), []);
});

test('other branches, other repositories and whole trees tell nothing', () => {
  for (const changes of [
    { branch: 'other' },
    { repository: 'other.git' },
    { mode: 'tree' },
    { branch: '' },
  ]) {
    assert.deepEqual(spoken([before], runEntry({ at: day(2), ...changes })), []);
  }
});
