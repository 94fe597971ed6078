import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { daysUntil, isDate } from './dates.ts';

describe('dates', () => {
  const days: Readonly<Record<string, boolean>> = {
    '2026-01-31': true,
    '2028-02-29': true,
    '2027-02-29': false,
    '2026-02-30': false,
    '2026-13-01': false,
    '2026-00-10': false,
    '2026-1-1': false,
    '2026-01-31T00:00:00Z': false,
    '': false,
  };
  for (const [day, exists] of Object.entries(days)) {
    it(`"${day}" ${exists ? 'is' : 'is not'} a day`, () => assert.equal(isDate(day), exists));
  }

  it('counts whole days of UTC, whatever the time of day', () => {
    assert.equal(daysUntil('2026-11-24', '2026-11-24T00:00:00Z'), 0);
    assert.equal(daysUntil('2026-11-24', '2026-11-24T23:59:59.999Z'), 0);
    assert.equal(daysUntil('2026-11-25', '2026-11-24T23:59:59Z'), 1);
    assert.equal(daysUntil('2026-11-23', '2026-11-24T00:00:00Z'), -1);
    assert.equal(daysUntil('2028-03-01', '2028-02-28T12:00:00Z'), 2);
  });
});
