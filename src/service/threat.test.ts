import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { threatOf, type ThreatFacts } from './threat.ts';

const DAY_MS = 86_400_000;
const now = Date.UTC(2026, 10, 26);
const calm: ThreatFacts = {
  worst: null,
  ranAtMs: now - DAY_MS,
  outcome: 'pass',
  exposure: null,
  tier: null,
};
const levelOf = (facts: Partial<ThreatFacts>): number => threatOf({ ...calm, ...facts }, now).level;

describe('the threat level of a product', () => {
  test('what was never examined is at the highest, whatever else is known', () => {
    const { level, sentence } = threatOf({ ...calm, ranAtMs: undefined }, now);
    assert.equal(level, 5);
    assert.match(sentence, /never|not known/u);
  });

  test('it follows the worst open finding', () => {
    assert.deepEqual(
      [null, 0, 1, 2, 3, 4].map((worst) => levelOf({ worst })),
      [1, 1, 1, 2, 3, 4],
    );
  });

  test('high and critical weigh more where the internet reaches it, or in the first tier, and only once', () => {
    assert.deepEqual(
      [2, 3, 4].map((worst) => levelOf({ worst, exposure: 'internet' })),
      [2, 4, 5],
    );
    assert.equal(levelOf({ worst: 3, tier: 1 }), 4);
    assert.equal(levelOf({ worst: 4, tier: 1, exposure: 'internet' }), 5);
    assert.equal(levelOf({ worst: 3, tier: 2, exposure: 'internal' }), 3);
  });

  test('old data, and a run that left something out, are never calm; what is worse stays', () => {
    assert.equal(levelOf({ ranAtMs: now - 30 * DAY_MS }), 3);
    assert.equal(levelOf({ ranAtMs: now - 29 * DAY_MS }), 1);
    assert.equal(levelOf({ ranAtMs: now - 90 * DAY_MS, worst: 4 }), 4);
    assert.equal(levelOf({ outcome: 'incomplete' }), 2);
    assert.equal(levelOf({ outcome: 'incomplete', worst: 3 }), 3);
  });

  test('the sentence says what makes it so', () => {
    assert.equal(
      threatOf({ ...calm, worst: 4, exposure: 'internet' }, now).sentence,
      'A critical finding is open and the internet can reach the product.',
    );
    assert.match(threatOf({ ...calm, ranAtMs: now - 41 * DAY_MS }, now).sentence, /41 days ago/u);
    assert.match(threatOf({ ...calm, outcome: 'incomplete' }, now).sentence, /could not examine/u);
  });
});
