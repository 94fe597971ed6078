import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { organisation } from '../tools/seed/organisation.ts';

const today = new Date('2026-06-01T00:00:00Z');
const wanted = { seed: 1, today, fleet: 30, hostile: true };

describe('the seeded organisation', () => {
  test('is the same for the same seed and day, and another for another', () => {
    assert.deepEqual(organisation(wanted), organisation(wanted));
    assert.notDeepEqual(organisation({ ...wanted, seed: 2 }), organisation(wanted));
    const tomorrow = new Date('2026-06-02T00:00:00Z');
    assert.notDeepEqual(organisation({ ...wanted, today: tomorrow }), organisation(wanted));
  });

  test('of any seed, products live from day to day, in repositories that they begin', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { products, fleet } = organisation({ ...wanted, seed });
      assert.equal(fleet.length, 30);
      assert.equal(new Set(products.map(({ name }) => name)).size, products.length);
      for (const { steps, sboms = [], scheduled = [] } of products) {
        const days = steps.map(({ daysAgo }) => daysAgo);
        assert.deepEqual(
          days,
          days.toSorted((a, b) => b - a),
        );
        const begun = new Set(steps.map(({ repository }) => repository));
        for (const name of [...sboms, ...scheduled]) assert.ok(begun.has(name), name);
      }
    }
  });

  test('what is hostile is in it only where it is asked for', () => {
    const { products } = organisation({ ...wanted, hostile: false });
    assert.ok(!JSON.stringify(products).includes('onerror'));
  });
});
