/**
 * The time by which expiries are judged. `SOURCE_DATE_EPOCH` (seconds, https://reproducible-builds.org/specs/source-date-epoch/)
 * stands in for the clock, so that a run can be repeated.
 */
export function now(env: Readonly<Record<string, string | undefined>>): Date {
  const epoch = env['SOURCE_DATE_EPOCH'];
  if (epoch !== undefined && /^\d{1,11}$/.test(epoch)) return new Date(Number(epoch) * 1000);
  return new Date();
}

/** Milliseconds of a clock that never goes back: for deadlines and durations, meaningless as a date. */
export function monotonicMs(): number {
  return performance.now();
}

/** Milliseconds since 1970, the clock that file times are written by. */
export function wallMs(): number {
  return Date.now();
}
