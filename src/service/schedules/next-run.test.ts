import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nextRun, problemOfSchedule } from './next-run.ts';

const berlin = { schedule: '0 2 * * *', timeZone: 'Europe/Berlin' };
const at = (text: string): Date => new Date(text);
/** Of an id whose part of the spread is none. */
const next = (schedule: typeof berlin, now: string): string | undefined =>
  nextRun(schedule, 0, at(now))?.toISOString();

test('a time is that of its zone, in summer and in winter', () => {
  assert.equal(next(berlin, '2026-01-10T12:00:00Z'), '2026-01-11T01:00:00.000Z');
  assert.equal(next(berlin, '2026-07-10T12:00:00Z'), '2026-07-11T00:00:00.000Z');
});

test('a time that a clock leaves out comes right after the gap, one that it shows twice comes once', () => {
  assert.equal(
    next({ ...berlin, schedule: '30 2 * * *' }, '2026-03-28T12:00:00Z'),
    '2026-03-29T01:00:00.000Z',
  );
  const once = { ...berlin, schedule: '30 2 * * *' };
  const first = next(once, '2026-10-24T12:00:00Z');
  assert.equal(first, '2026-10-25T00:30:00.000Z');
  assert.equal(next(once, first), '2026-10-26T01:30:00.000Z');
});

test('what is due at one time is spread over half an hour, evenly and always the same', () => {
  const now = at('2026-01-10T12:00:00Z');
  const begin = at('2026-01-11T01:00:00Z').getTime();
  const times = Array.from(
    { length: 300 },
    (_, id) => nextRun(berlin, id + 1, now)?.getTime() ?? 0,
  );
  assert.deepEqual(
    times,
    times.map((_, id) => nextRun(berlin, id + 1, now)?.getTime()),
  );
  assert.ok(times.every((time) => time >= begin && time < begin + 30 * 60_000));
  const perMinute = new Map<number, number>();
  for (const time of times) {
    const minute = Math.floor((time - begin) / 60_000);
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
  }
  assert.equal(perMinute.size, 30);
  assert.ok(Math.max(...perMinute.values()) <= 13);
});

test('whatever the id, it comes after now and before the time after next', () => {
  const hourly = { schedule: '*/20 * * * *', timeZone: 'UTC' };
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), (id, seconds) => {
      const now = new Date(seconds * 1_000);
      const due = nextRun(hourly, id, now)?.getTime() ?? 0;
      const [, second] = [nextRun(hourly, 0, now), nextRun(hourly, 0, new Date(due))];
      return due > now.getTime() && due < (second?.getTime() ?? 0);
    }),
    { seed: 1 },
  );
});

test('no schedule is never due', () => {
  assert.equal(
    nextRun({ schedule: '', timeZone: 'UTC' }, 1, at('2026-01-01T00:00:00Z')),
    undefined,
  );
});

const bad: readonly (readonly [string, string, RegExp])[] = [
  ['61 * * * *', 'UTC', /is none/u],
  ['0 2 * *', 'UTC', /is none/u],
  ['0 0 2 * * *', 'UTC', /is none/u],
  ['hello', 'UTC', /is none/u],
  ['0 2 * * *', 'Nowhere/X', /is none/u],
  ['0 0 31 2 *', 'UTC', /never comes/u],
  ['* * * * *', 'UTC', /more often/u],
  ['0,5 2 * * *', 'UTC', /more often/u],
];
for (const [schedule, timeZone, pattern] of bad) {
  test(`"${schedule}" in ${timeZone} is refused`, () => {
    assert.match(
      problemOfSchedule({ schedule, timeZone }, at('2026-01-01T00:00:00Z')) ?? '',
      pattern,
    );
  });
}

test('what people write is taken', () => {
  for (const schedule of [
    '',
    '0 2 * * *',
    '*/10 * * * *',
    '30 4 * * 1-5',
    '@daily',
    '0 0 1 * *',
    '0 0 29 2 *',
  ]) {
    assert.equal(
      problemOfSchedule({ schedule, timeZone: 'Europe/Berlin' }, at('2026-01-01T00:00:00Z')),
      undefined,
      schedule,
    );
  }
});
