import type { StapledStatus } from './verdict.ts';

/** Baseline Requirements 4.9.10: a response about a certificate of a subscriber holds for ten days at most. */
const maxAgeMs = 10 * 86_400_000;

/** Why the response says nothing about today; undefined where it does. An old one can be played again by anybody. */
export function whyStale(
  { thisUpdate, nextUpdate }: Pick<StapledStatus, 'thisUpdate' | 'nextUpdate'>,
  now: string,
): string | undefined {
  if (thisUpdate === undefined) return 'it does not say from when it is';
  if (nextUpdate !== undefined) {
    return Date.parse(nextUpdate) < Date.parse(now) ? `it ended ${nextUpdate}` : undefined;
  }
  // Without an end newer ones can be had at any time.
  const ageMs = Date.parse(now) - Date.parse(thisUpdate);
  return ageMs > maxAgeMs ? `it is of ${thisUpdate} and has no end` : undefined;
}
