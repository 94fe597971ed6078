/** RFC 3339 as OSV asks for it; longer fractions than Node reads are cut by it. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,12})?(?:Z|[+-]\d{2}:\d{2})$/u;
const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/** Milliseconds since 1970 of a date as databases write them; undefined for none and for the year 1, which means none. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !(RFC_3339.test(value) || DAY.test(value))) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) || ms < 0 ? undefined : ms;
}
