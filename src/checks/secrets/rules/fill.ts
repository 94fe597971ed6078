/** Alphabets that tokens are written in. */
export const alphabets = {
  base62: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  lower: 'abcdefghijklmnopqrstuvwxyz0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  hex: '0123456789abcdef',
  digits: '0123456789',
} as const;
export type Alphabet = keyof typeof alphabets;

/**
 * `length` characters that look drawn by lot and are always the same: examples need the entropy of a secret, and none of
 * them may be one. (Numerical Recipes' 32-bit linear congruential generator, its upper half.)
 */
export function fill(length: number, alphabet: Alphabet = 'base62', seed: number = 1): string {
  const letters = alphabets[alphabet];
  let state = (seed * 2_654_435_761 + length) >>> 0;
  let text = '';
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += letters.charAt((state >>> 16) % letters.length);
  }
  return text;
}
