import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CorpusCount } from '../model/corpus-count.ts';
import { priorOf } from './prior.ts';

const rule = { rule: 'secrets/x', version: 1, engine: 3 } as const;
const counted = (truePositives: number, falsePositives: number): readonly CorpusCount[] => [
  { ...rule, truePositives, falsePositives },
];

test('a label weighs three tenths of a verdict, all together at most thirteen verdicts', () => {
  const small = priorOf(rule, counted(10, 2));
  assert.equal(small?.weight, 0.3);
  assert.deepEqual([small?.a, small?.b], [3.5, 1.1]);
  const large = priorOf(rule, counted(100, 30));
  assert.equal(large?.weight, 0.1);
  assert.deepEqual([large?.a, large?.b], [10.5, 3.5]);
});

test('a count of another version or engine is none', () => {
  assert.equal(priorOf({ ...rule, version: 2 }, counted(10, 2)), undefined);
  assert.equal(priorOf({ ...rule, engine: 4 }, counted(10, 2)), undefined);
  assert.equal(priorOf({ ...rule, rule: 'secrets/y' }, counted(10, 2)), undefined);
});
