import { Cron } from 'croner';

/** When something is to be done: five fields of cron in a time zone (IANA); empty: only when it is asked for. */
export interface Schedule {
  readonly schedule: string;
  readonly timeZone: string;
}

/** Chosen: 300 repositories that are all due at 02:00 begin 6 seconds apart. */
const SPREAD_MS = 30 * 60_000;
/** The part of the time between two runs that they are spread over at most. */
const SPREAD_PART = 0.5;
/** Nothing is examined more often: the work of an hour must fit into an hour. */
const LEAST_INTERVAL_MS = 10 * 60_000;
/** Runs that are looked at to find two that are too close. */
const LOOKED_AT = 50;

/** What is wrong with a schedule, in a sentence; undefined: nothing. */
export function problemOfSchedule({ schedule, timeZone }: Schedule, now: Date): string | undefined {
  if (schedule === '') return undefined;
  let runs: readonly Date[];
  try {
    runs = cronOf({ schedule, timeZone }).nextRuns(LOOKED_AT, now);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('.', 1)[0] : '';
    return `schedule: "${schedule}" in ${timeZone} is none (${why}); write five fields, as 0 2 * * 1-5, and a zone as Europe/Berlin`;
  }
  if (runs.length === 0) return `schedule: "${schedule}" never comes`;
  const isTooOften = runs.some((run, index) => {
    const before = runs[index - 1];
    return before !== undefined && run.getTime() - before.getTime() < LEAST_INTERVAL_MS;
  });
  return isTooOften
    ? `schedule: "${schedule}" comes more often than every ${LEAST_INTERVAL_MS / 60_000} minutes`
    : undefined;
}

/**
 * When it is next due after `now`; undefined: never. Each `id` comes a while after the time of the schedule, always the same: ids
 * that follow each other are spread evenly (by the golden ratio; Knuth, The Art of Computer Programming 3, §6.4). What was
 * missed is not made up for.
 */
export function nextRun(schedule: Schedule, id: number, now: Date): Date | undefined {
  if (schedule.schedule === '') return undefined;
  const [first, second] = cronOf(schedule).nextRuns(2, now);
  if (first === undefined) return undefined;
  const gapMs = second === undefined ? Infinity : second.getTime() - first.getTime();
  const spreadMs = Math.min(SPREAD_MS, gapMs * SPREAD_PART);
  return new Date(first.getTime() + Math.floor(((id * GOLDEN_RATIO) % 1) * spreadMs));
}

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

function cronOf({ schedule, timeZone }: Schedule): Cron {
  return new Cron(schedule, { mode: '5-part', timezone: timeZone });
}
