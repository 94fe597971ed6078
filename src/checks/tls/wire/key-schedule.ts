import { createHash, createHmac } from 'node:crypto';
import { ascii, concat, u16, vector8 } from './bytes.ts';

/** Hash of a TLS 1.3 suite. */
export type HashName = 'sha256' | 'sha384';

export function hashOf(hash: HashName, ...parts: readonly Uint8Array[]): Uint8Array {
  const digest = createHash(hash);
  for (const part of parts) digest.update(part);
  return digest.digest();
}

export function hmac(hash: string, key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const mac = createHmac(hash, key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

export function hashBytes(hash: HashName): number {
  return hash === 'sha256' ? 32 : 48;
}

/** HKDF-Extract (RFC 5869 §2.2): the salt is the HMAC's key. */
function extract(hash: HashName, salt: Uint8Array, secret: Uint8Array): Uint8Array {
  return hmac(hash, salt, secret);
}

/** RFC 8446 §7.1. HKDF-Expand is written out: OpenSSL's takes no bare pseudorandom key. */
export function expandLabel(
  key: { readonly hash: HashName; readonly secret: Uint8Array },
  label: string,
  context: Uint8Array,
  length: number,
): Uint8Array {
  const info = concat(u16(length), vector8(ascii(`tls13 ${label}`)), vector8(context));
  const blocks: Uint8Array[] = [];
  let previous: Uint8Array = new Uint8Array();
  for (let index = 1; blocks.length * hashBytes(key.hash) < length; index++) {
    previous = hmac(key.hash, key.secret, previous, info, Uint8Array.of(index));
    blocks.push(previous);
  }
  return concat(...blocks).subarray(0, length);
}

/** Derive-Secret of RFC 8446 §7.1; `transcript` is the hash of the messages. */
export function deriveSecret(
  hash: HashName,
  secret: Uint8Array,
  label: string,
  transcript: Uint8Array,
): Uint8Array {
  return expandLabel({ hash, secret }, label, transcript, hashBytes(hash));
}

export interface HandshakeSecrets {
  readonly client: Uint8Array;
  readonly server: Uint8Array;
  readonly handshake: Uint8Array;
}

/** Early secret (RFC 8446 §7.1): of a pre-shared key, or of zeros. */
export function earlySecret(hash: HashName, psk?: Uint8Array): Uint8Array {
  const zeros = new Uint8Array(hashBytes(hash));
  return extract(hash, zeros, psk ?? zeros);
}

/** `transcript`: hash of ClientHello to ServerHello. */
export function handshakeSecrets(
  hash: HashName,
  early: Uint8Array,
  shared: Uint8Array,
  transcript: Uint8Array,
): HandshakeSecrets {
  const derived = deriveSecret(hash, early, 'derived', hashOf(hash));
  const handshake = extract(hash, derived, shared);
  return {
    handshake,
    client: deriveSecret(hash, handshake, 'c hs traffic', transcript),
    server: deriveSecret(hash, handshake, 's hs traffic', transcript),
  };
}

export interface ApplicationSecrets {
  readonly client: Uint8Array;
  readonly server: Uint8Array;
  readonly master: Uint8Array;
}

/** `transcript`: hash of ClientHello to the server's Finished. */
export function applicationSecrets(
  hash: HashName,
  handshake: Uint8Array,
  transcript: Uint8Array,
): ApplicationSecrets {
  const derived = deriveSecret(hash, handshake, 'derived', hashOf(hash));
  const master = extract(hash, derived, new Uint8Array(hashBytes(hash)));
  return {
    master,
    client: deriveSecret(hash, master, 'c ap traffic', transcript),
    server: deriveSecret(hash, master, 's ap traffic', transcript),
  };
}

/** verify_data of a Finished (RFC 8446 §4.4.4), and of a PSK binder. */
export function finishedData(
  hash: HashName,
  baseSecret: Uint8Array,
  transcript: Uint8Array,
): Uint8Array {
  const key = expandLabel(
    { hash, secret: baseSecret },
    'finished',
    new Uint8Array(),
    hashBytes(hash),
  );
  return hmac(hash, key, transcript);
}
