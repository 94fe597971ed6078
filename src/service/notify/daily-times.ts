import { Cron } from 'croner';
import type { ChannelSettings, DailyTime, QuietHours } from '../../store/channels.ts';

/** `00:00` to `23:59`. */
export const TIME_OF_DAY = '^(?:[01][0-9]|2[0-3]):[0-5][0-9]$';

/** Whether `Intl` knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The first moment after another at which clocks there show that time; one that summer time leaves out is taken an hour later. */
export function nextDaily({ at, timeZone }: DailyTime, after: Date): Date {
  const [hour = '0', minute = '0'] = at.split(':');
  const next = new Cron(`${Number(minute)} ${Number(hour)} * * *`, { timezone: timeZone }).nextRun(
    after,
  );
  if (next === null) throw new Error(`${at} never comes in ${timeZone}`);
  return next;
}

/** When the quiet hours end that this moment is in; undefined: it is in none. The beginning is in them, the end is not. */
export function endOfQuiet(quiet: QuietHours | null, now: Date): Date | undefined {
  if (quiet === null || quiet.from === quiet.to) return undefined;
  const { from, to, timeZone } = quiet;
  const time = clockIn(timeZone, now);
  const isQuiet = from < to ? time >= from && time < to : time >= from || time < to;
  return isQuiet ? nextDaily({ at: to, timeZone }, now) : undefined;
}

/** The moment itself, or the end of the quiet hours that it is in. */
export function outsideQuiet({ quietHours }: Pick<ChannelSettings, 'quietHours'>, at: Date): Date {
  return endOfQuiet(quietHours, at) ?? at;
}

/** `HH:MM` as clocks there show it. */
function clockIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now);
}

/** `2026-11-26` as calendars there show it. */
export function dayIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);
}
