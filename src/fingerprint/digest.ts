import { hash } from 'node:crypto';

/** Part of every digest's input: an incompatible change of anything in docs/fingerprints.md raises it. */
export const FINGERPRINT_VERSION = 'lockstep-fingerprint/1';

/** What a digest stands for; part of its input, so that equal fields under two forms never collide. */
export type DigestForm = 'primary' | 'moved' | 'loose';

/** Of a statement without white space; what comes later does not count, so that one endless line stays cheap. */
const MAX_STATEMENT_UNITS = 4096;
/** Of the beginning of a statement, for the loose form. */
const MAX_BEGINNING_UNITS = 64;
/** A beginning shorter than this says too little: `(`, `f(`. */
const MIN_BEGINNING_UNITS = 3;

/** Unicode's White_Space and U+FEFF: what editors, formatters and encodings change. */
const WHITE_SPACE = /[\s\u0085]+/gu;

/** A statement as it goes into the digests: no white space at all, at most 4096 UTF-16 units. */
export function normalise(statement: string): string {
  return statement.replace(WHITE_SPACE, '').slice(0, MAX_STATEMENT_UNITS);
}

/** The beginning of a normalised statement: to the first `(`, `=` or `:`, that included; else its first 64 units. */
export function beginningOf(normalised: string): string {
  const head = normalised.slice(0, MAX_BEGINNING_UNITS);
  const end = head.search(/[(=:]/u) + 1;
  return end >= MIN_BEGINNING_UNITS ? head.slice(0, end) : head;
}

/**
 * 100 bits of SHA-256 over the fields, each as `<bytes in UTF-8>:<field>,` so that no two lists of fields read the same,
 * in 20 digits of base32hex (RFC 4648 §7) in lower case. 100 bits: no collision by chance below 10^14 findings.
 */
export function digest(form: DigestForm, fields: readonly string[]): string {
  const input = [FINGERPRINT_VERSION, form, ...fields]
    .map((field) => `${Buffer.byteLength(field)}:${field},`)
    .join('');
  const bits = BigInt(`0x${hash('sha256', input, 'hex').slice(0, 25)}`);
  return bits.toString(32).padStart(20, '0');
}
