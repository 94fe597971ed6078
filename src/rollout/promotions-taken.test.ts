import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogEntry } from '../model/log-entry.ts';
import { inOrder } from './log/read-log.ts';
import { promotionsTaken } from './promotions-taken.ts';
import { day, policyEntry, promotion, version } from './tests/entries.ts';

const { rule } = version;
const at = (number: number): { readonly at: string } => ({ at: day(number) });

function taken(...entries: readonly LogEntry[]): readonly string[] {
  return promotionsTaken(entries.toSorted(inOrder)).map((each) => `${each.at} ${each.to}`);
}

test('a policy that gives a rule a higher stage than the one before is a promotion, however it was written', () => {
  const entries = [
    policyEntry({ [rule]: 'observe' }, at(1)),
    policyEntry({ [rule]: 'warn' }, at(9)),
  ];
  assert.deepEqual(taken(...entries), [`${day(9)} warn`]);
});

test('the first policy of a repository, a rule that is new in it, and a lower stage promote nothing', () => {
  assert.deepEqual(taken(policyEntry({ [rule]: 'block' }, at(1))), []);
  assert.deepEqual(taken(policyEntry({}, at(1)), policyEntry({ [rule]: 'block' }, at(2))), []);
  assert.deepEqual(
    taken(policyEntry({ [rule]: 'block' }, at(1)), policyEntry({ [rule]: 'warn' }, at(2))),
    [],
  );
});

test('what rollout apply recorded is not counted again when runs see the policy', () => {
  const entries = [
    policyEntry({ [rule]: 'warn' }, at(1)),
    promotion(at(3)),
    policyEntry({ [rule]: 'block' }, at(4)),
  ];
  assert.deepEqual(taken(...entries), [`${day(3)} block`]);
});

test('a checkout with an old policy between others promotes nothing when the new one is seen again', () => {
  const entries = [
    policyEntry({ [rule]: 'warn' }, at(1)),
    policyEntry({ [rule]: 'block' }, at(2)),
    policyEntry({ [rule]: 'warn' }, at(10)),
    policyEntry({ [rule]: 'block' }, at(11)),
  ];
  assert.deepEqual(taken(...entries), [`${day(2)} block`]);
});

test('a stage that was given up for two weeks and written again is a new promotion', () => {
  const entries = [
    policyEntry({ [rule]: 'warn' }, at(1)),
    policyEntry({ [rule]: 'block' }, at(2)),
    policyEntry({ [rule]: 'warn' }, at(10)),
    policyEntry({ [rule]: 'block' }, at(24)),
  ];
  assert.deepEqual(taken(...entries), [`${day(2)} block`, `${day(24)} block`]);
});

test('a repository that follows another to a stage which holds there promotes nothing', () => {
  const other = { repository: 'other.git' };
  const entries = [
    policyEntry({ [rule]: 'warn' }, at(1)),
    policyEntry({ [rule]: 'warn' }, { ...other, ...at(1) }),
    policyEntry({ [rule]: 'block' }, at(2)),
    policyEntry({ [rule]: 'block' }, { ...other, ...at(60) }),
  ];
  assert.deepEqual(taken(...entries), [`${day(2)} block`]);
});
