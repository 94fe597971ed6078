import { hash, randomBytes } from 'node:crypto';

/** 256 bits: nothing that can be guessed, so that a plain digest of it is enough. */
const SECRET_BYTES = 32;

/** What opens something for whoever has it; 43 characters of base64url. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** All that is stored of a secret: its SHA-256 in hex. */
export function digestOf(secret: string): string {
  return hash('sha256', secret, 'hex');
}
