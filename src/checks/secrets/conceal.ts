import { Buffer } from 'node:buffer';
import { candidatesIn, type Candidate } from './engine/match.ts';
import { prefixOf } from './engine/mask.ts';
import { withoutOverlaps } from './engine/overlap.ts';

/** Between the texts: no rule takes what stands on two sides of it for one value. */
const BETWEEN = '\n\n';
const STARS = '********';

/**
 * Texts of others with the secrets that the rules know masked as in an excerpt: their first characters and stars. All are looked
 * through at once, in time that grows with their length. A text that holds more secrets than the rules count comes back empty.
 */
export function conceal(texts: readonly string[]): readonly string[] {
  const whole = Buffer.from(texts.join(BETWEEN));
  const { found, more } = candidatesIn(whole, '');
  if (more && texts.length > 1) {
    const middle = texts.length >>> 1;
    return [...conceal(texts.slice(0, middle)), ...conceal(texts.slice(middle))];
  }
  if (more) return [''];
  if (found.length === 0) return texts;
  const hidden = withoutOverlaps(found);
  let first = 0;
  let behind = 0;
  return texts.map((text) => {
    const start = behind;
    const end = start + Buffer.byteLength(text);
    behind = end + BETWEEN.length;
    while ((hidden[first]?.end ?? Infinity) <= start) first += 1;
    let shown = '';
    let from = start;
    for (let at = first; (hidden[at]?.start ?? end) < end; at += 1) {
      const secret = hidden[at];
      if (secret === undefined) break;
      shown += whole.toString('utf8', from, Math.max(from, secret.start)) + maskOf(secret);
      from = Math.min(secret.end, end);
    }
    return shown + whole.toString('utf8', from, end);
  });
}

function maskOf({ secret }: Candidate): string {
  return prefixOf(Buffer.from(secret, 'latin1').toString('utf8')) + STARS;
}
