import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/**
 * `nonce tag ciphertext`, AES-256-GCM under this machine's key. For what is remembered of the text of files: a secret that
 * stands in one must not stand in the cache. Nobody without the key can write what `decrypted` believes.
 */
export function encrypted(purpose: string, key: Uint8Array, body: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(purpose, key), nonce);
  const text = cipher.update(body);
  cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** The body, where it was written under this key for this purpose. */
export function decrypted(purpose: string, key: Uint8Array, content: Buffer): Buffer | undefined {
  if (content.byteLength < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = content.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, keyOf(purpose, key), nonce, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(content.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const body = decipher.update(content.subarray(NONCE_BYTES + TAG_BYTES));
    decipher.final();
    return body;
  } catch {
    return undefined;
  }
}

function keyOf(purpose: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(`encryption of ${purpose}\0`).digest();
}
