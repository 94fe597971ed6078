import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { endOfQuiet, isTimeZone, nextDaily } from './daily-times.ts';

const berlin = { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' };
const end = (now: string, quiet = berlin): string | undefined =>
  endOfQuiet(quiet, new Date(now))?.toISOString();

describe('times of every day', () => {
  test('quiet hours go over midnight; their beginning is in them, their end is not', () => {
    assert.equal(end('2026-01-10T20:59:59Z'), undefined);
    assert.equal(end('2026-01-10T21:00:00Z'), '2026-01-11T06:00:00.000Z');
    assert.equal(end('2026-01-10T23:30:00Z'), '2026-01-11T06:00:00.000Z');
    assert.equal(end('2026-01-11T05:59:59Z'), '2026-01-11T06:00:00.000Z');
    assert.equal(end('2026-01-11T06:00:00Z'), undefined);
  });

  test('within a day, and never where both are the same', () => {
    const noon = { from: '12:00', to: '13:00', timeZone: 'UTC' };
    assert.equal(end('2026-01-10T12:30:00Z', noon), '2026-01-10T13:00:00.000Z');
    assert.equal(end('2026-01-10T11:30:00Z', noon), undefined);
    assert.equal(end('2026-01-10T12:30:00Z', { ...noon, to: '12:00' }), undefined);
  });

  test('in the night in which summer time begins or ends they end when clocks there say so', () => {
    assert.equal(end('2026-03-28T23:00:00Z'), '2026-03-29T05:00:00.000Z');
    assert.equal(end('2026-10-24T23:00:00Z'), '2026-10-25T06:00:00.000Z');
    // 02:30 does not come that night: clocks go from 02:00 to 03:00.
    assert.equal(
      end('2026-03-29T00:15:00Z', { ...berlin, to: '02:30' }),
      '2026-03-29T01:00:00.000Z',
    );
    // 02:30 comes twice: the first one counts.
    assert.equal(
      end('2026-10-25T00:15:00Z', { ...berlin, to: '02:30' }),
      '2026-10-25T00:30:00.000Z',
    );
  });

  test('a daily time comes once a day, also where a day has 23 or 25 hours', () => {
    let moment = new Date('2026-03-27T12:00:00Z');
    const times: string[] = [];
    for (let day = 0; day < 4; day += 1) {
      moment = nextDaily({ at: '02:30', timeZone: 'Europe/Berlin' }, moment);
      times.push(moment.toISOString());
    }
    assert.deepEqual(times, [
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
      '2026-03-31T00:30:00.000Z',
    ]);
    assert.equal(
      nextDaily(
        { at: '02:30', timeZone: 'Europe/Berlin' },
        new Date('2026-10-25T00:30:00Z'),
      ).toISOString(),
      '2026-10-26T01:30:00.000Z',
    );
  });

  test('time zones are those of the IANA database', () => {
    assert.ok(isTimeZone('America/Argentina/Buenos_Aires'));
    assert.ok(isTimeZone('UTC'));
    for (const name of ['Mars/Olympus', '', '../etc', 'x'.repeat(60)]) assert.ok(!isTimeZone(name));
  });
});
