/** After the first failure, and at most between two. */
const FIRST_SECONDS = 5;
const MOST_SECONDS = 4 * 3_600;
const FACTOR = 3;
/** Each pause is longer or shorter by up to this part of it, so that what failed together does not come back together. */
const JITTER = 0.2;
/** 5 s, 15 s, 45 s, 2 min, 7 min, 20 min, 1 h, 3 h, then every 4 h: 21 hours in all. */
const MAX_ATTEMPTS = 13;
/** Whatever a receiver asks for. */
const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

/** When to try again after so many attempts; undefined: not any more. `random`: from 0 to 1. */
export function nextAttempt(
  attempts: number,
  {
    now,
    random,
    notBefore,
  }: { readonly now: Date; readonly random: number; readonly notBefore: Date | undefined },
): Date | undefined {
  if (attempts >= MAX_ATTEMPTS) return undefined;
  const seconds = Math.min(FIRST_SECONDS * FACTOR ** (attempts - 1), MOST_SECONDS);
  const pauseMs = seconds * 1_000 * (1 - JITTER + 2 * JITTER * random);
  return new Date(Math.max(now.getTime() + pauseMs, notBefore?.getTime() ?? 0));
}

/** The moment that `Retry-After` names, in seconds or as a date (RFC 9110 §10.2.3), at most a day away; undefined: none. */
export function retryAfter(header: string | undefined, now: Date): Date | undefined {
  if (header === undefined || header.length > 40) return undefined;
  const moment = /^\d{1,9}$/u.test(header)
    ? now.getTime() + Number(header) * 1_000
    : Date.parse(header);
  if (Number.isNaN(moment) || moment <= now.getTime()) return undefined;
  return new Date(Math.min(moment, now.getTime() + MAX_RETRY_AFTER_MS));
}
