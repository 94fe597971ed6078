import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Fate, ReplayedChange } from '../../model/backtest.ts';
import { rulesOf } from './summary.ts';

const timeOf = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day)).toISOString();

/** A change of this day that rules stopped for findings with these fates. */
function change(
  day: number,
  stoppedBy: Readonly<Record<string, readonly Fate[]>> = {},
): ReplayedChange {
  return {
    commit: `c${day}`,
    at: timeOf(day),
    author: 'ann@example.test',
    subject: 'change',
    outcome: 'pass',
    stoppedBy: Object.entries(stoppedBy).map(([rule, fates]) => ({
      rule,
      findings: fates.map((fate, line) => ({ fingerprint: `${line}`, path: 'a', line, fate })),
    })),
  };
}

const mended = (day: number): Fate => ({ state: 'mended', at: timeOf(day) });
const present: Fate = { state: 'present' };

test('a rule is summed up over the changes that it would have stopped', () => {
  const changes = [
    change(0, { 'toy/a': [mended(1), mended(3)], 'toy/b': [present] }),
    change(1),
    change(2, { 'toy/a': [present, { state: 'vanished', at: timeOf(3) }] }),
    change(10, { 'toy/a': [mended(9)] }),
  ];
  const [a, b] = rulesOf(changes);
  // 3 of 4: the x with P(X <= 3) = 1 - x^4 = 5 %; 1 of 4: from tables of Clopper and Pearson.
  assert.equal(a?.upperBound.toFixed(4), (0.95 ** 0.25).toFixed(4));
  assert.equal(b?.upperBound.toFixed(3), '0.751');
  assert.deepEqual(
    { ...a, upperBound: 0 },
    {
      rule: 'toy/a',
      stopped: 3,
      upperBound: 0,
      findings: 5,
      mended: 3,
      vanished: 1,
      present: 1,
      unknown: 0,
      actionRate: 0.75,
      // 0 (a clock that ran backwards), 1, 3.
      medianDaysMended: 1,
      medianDaysPresent: 8,
      timeline: [1, 0, 1, 1],
    },
  );
  assert.deepEqual(
    [b?.rule, b?.actionRate, b?.medianDaysMended, b?.medianDaysPresent],
    ['toy/b', 0, undefined, 10],
  );
});

test('where every finding vanished there is no action rate', () => {
  const [rule] = rulesOf([change(0, { 'toy/a': [{ state: 'vanished', at: timeOf(1) }] })]);
  assert.equal(rule !== undefined && 'actionRate' in rule, false);
  assert.deepEqual(rulesOf([change(0)]), []);
  assert.deepEqual(rulesOf([]), []);
});

test('a timeline has at most twenty stretches that hold each stopped change once', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 200 }), (stops) => {
      const changes = stops.map((stop, day) => change(day, stop ? { 'toy/a': [present] } : {}));
      const [rule] = rulesOf(changes);
      if (rule === undefined) return !stops.includes(true);
      const sum = rule.timeline.reduce((all, each) => all + each, 0);
      return (
        sum === rule.stopped &&
        rule.timeline.length === Math.min(20, stops.length) &&
        rule.upperBound >= rule.stopped / stops.length &&
        rule.upperBound <= 1
      );
    }),
    { seed: 6 },
  );
});
