import { entropy } from '../engine/entropy.ts';

/** Letters and digits, or an exclamation mark or the like, and no words joined by `-` or `_`. */
export function isMixed(value: string): boolean {
  if (/^[A-Z]{2,20}\d{0,6}(?:[_-][A-Z0-9]{1,20}){1,8}$/.test(value)) return false;
  if (/^(?:[a-z]{1,12}\d?[a-z]{0,12}[-_.]){1,6}[a-z]{1,12}$/.test(value)) return false;
  return (
    value.length >= 8 &&
    /[a-z]/i.test(value) &&
    /\d/.test(value) &&
    !/^[a-z]{2,20}(?:[-_. :][a-z]{1,20}){0,6}[-_. ]?\d{0,4}$/i.test(value)
  );
}

/** Looks drawn by lot: its kinds of characters change more often than those of words do. */
export function isRandom(value: string): boolean {
  if (entropy(value) < 2.8) return false;
  const changes = changesOfKind(value) / value.length;
  if (/\d/.test(value)) return changes >= 0.25;
  return value.length >= 16 && changes >= 0.5;
}

/** Five consonants in a row, in small letters alone: typed or drawn by lot. */
export function isGibberish(value: string): boolean {
  return /^[a-z]{12,200}$/.test(value) && /[bcdfghjklmnpqrstvwxz]{5}/.test(value);
}

/** How often a letter or digit is of another kind than the one before; other characters are skipped. */
function changesOfKind(value: string): number {
  let changes = 0;
  let last = -1;
  for (let index = 0; index < value.length; index += 1) {
    const next = classOf(value.charCodeAt(index));
    if (next === 3) continue;
    if (last !== -1 && next !== last) changes += 1;
    last = next;
  }
  return changes;
}

/** Digit, capital, small letter, other. */
function classOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return 0;
  if (code >= 0x41 && code <= 0x5a) return 1;
  if (code >= 0x61 && code <= 0x7a) return 2;
  return 3;
}
