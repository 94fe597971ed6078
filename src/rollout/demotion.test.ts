import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Demotion } from '../model/demotion.ts';
import type { LogEntry, VerdictEntry } from '../model/log-entry.ts';
import { demotionsIn } from './demotion.ts';
import { inOrder } from './log/read-log.ts';
import { day, override, policyEntry, promotion, verdict, version } from './tests/entries.ts';

const hour = 1 / 24;

function wrongBlock(number: number, at: string, changes: Partial<VerdictEntry> = {}): VerdictEntry {
  return verdict({
    fingerprint: `w${number}`,
    at,
    verdict: 'false-positive-wrong',
    stage: 'block',
    blocked: true,
    source: 'command',
    ...changes,
  });
}

const rightBlock = (number: number, at: string): VerdictEntry =>
  verdict({ fingerprint: `t${number}`, at, stage: 'block', blocked: true });

function demotions(...entries: readonly LogEntry[]): readonly Demotion[] {
  return demotionsIn(entries.toSorted(inOrder), { breakerRepositories: 2 });
}

test('three false alarms close together demote a blocking rule by one stage, from the third on', () => {
  const [first, second, third] = [1, 2, 3].map((number) => wrongBlock(number, day(number)));
  assert.ok(first && second && third);
  assert.deepEqual(demotions(first, second), []);
  const [demotion] = demotions(first, second, third);
  assert.equal(demotion?.to, 'warn');
  assert.equal(demotion?.since, day(3));
  assert.match(demotion?.because ?? '', /too close together/u);
});

test('false alarms among many true ones do not demote', () => {
  const entries = Array.from({ length: 60 }, (_, index) =>
    index % 20 === 19 ? wrongBlock(index, day(index)) : rightBlock(index, day(index)),
  );
  assert.deepEqual(demotions(...entries), []);
});

test('three wrong blocks within a day over two repositories trip the breaker', () => {
  const clean = Array.from({ length: 30 }, (_, index) => rightBlock(index, day(index)));
  const wrong = [0, 1, 2].map((number) =>
    wrongBlock(number, day(40 + number * hour), { repository: `r${number % 2}` }),
  );
  const [demotion] = demotions(...clean, ...wrong);
  assert.match(demotion?.because ?? '', /stopped 3 builds wrongly within 24 hours/u);
});

test('a verdict that was taken back no longer demotes', () => {
  const wrong = [1, 2, 3].map((number) => wrongBlock(number, day(number)));
  const back = wrongBlock(3, day(4), { verdict: 'true-positive-fixed' });
  assert.deepEqual(demotions(...wrong, back), []);
});

test('overrides count like wrong blocks', () => {
  const passed = [1, 2, 3].map((number) => override({ at: day(number), commit: `c${number}` }));
  assert.equal(demotions(...passed)[0]?.to, 'warn');
});

test('a later promotion lifts a demotion, an earlier one does not', () => {
  const wrong = [1, 2, 3].map((number) => wrongBlock(number, day(number)));
  assert.deepEqual(demotions(...wrong, promotion({ at: day(9) })), []);
  assert.equal(demotions(promotion({ at: day(0) }), ...wrong).length, 1);
});

const policy = (stage: 'warn' | 'block', at: number): LogEntry =>
  policyEntry({ [version.rule]: stage }, { at: day(at) });

test('a promotion that was written by hand lifts a demotion as soon as a run sees it', () => {
  const wrong = [1, 2, 3].map((number) => wrongBlock(number, day(number)));
  const written = [policy('block', 0), ...wrong, policy('warn', 4)];
  assert.equal(demotions(...written).length, 1);
  assert.deepEqual(demotions(...written, policy('block', 30)), []);
});

test('a warning rule falls to observe, on a chart of its own', () => {
  const wrong = Array.from({ length: 5 }, (_, index) =>
    wrongBlock(index, day(index), { stage: 'warn', blocked: false }),
  );
  assert.equal(demotions(...wrong)[0]?.to, 'observe');
  assert.deepEqual(demotions(...wrong.slice(0, 3)), []);
});

test('what was only observed moves nothing', () => {
  const wrong = Array.from({ length: 9 }, (_, index) =>
    wrongBlock(index, day(index), { stage: 'observe', blocked: false }),
  );
  assert.deepEqual(demotions(...wrong), []);
});
