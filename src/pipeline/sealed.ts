import { createHmac, timingSafeEqual } from 'node:crypto';

const SEAL_DIGITS = 64;

/** `HMAC \n body`. What came with a repository, or from another machine, has no seal of this one. */
export function sealed(purpose: string, key: Uint8Array, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${seal(purpose, key, body)}\n`), body]);
}

/** The body, where the seal is right. */
export function unsealed(purpose: string, key: Uint8Array, content: Buffer): Buffer | undefined {
  const body = content.subarray(SEAL_DIGITS + 1);
  const expected = Buffer.from(seal(purpose, key, body));
  const found = content.subarray(0, SEAL_DIGITS);
  return found.length === expected.length && timingSafeEqual(found, expected) ? body : undefined;
}

function seal(purpose: string, key: Uint8Array, body: Uint8Array): string {
  return createHmac('sha256', key).update(`${purpose}\0`).update(body).digest('hex');
}
