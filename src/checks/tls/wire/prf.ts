import { createHash } from 'node:crypto';
import type { ProtocolVersion } from '../observation.ts';
import { ascii, concat } from './bytes.ts';
import { hmac } from './key-schedule.ts';

/** Versions that have a handshake of this kind. */
export type ClassicVersion = Exclude<ProtocolVersion, 'SSLv2' | 'TLS1.3'>;

/** How a version, and in TLS 1.2 a suite, derives keys. */
export interface Derivation {
  readonly version: ClassicVersion;
  /** Of the suite; only TLS 1.2 looks at it. */
  readonly hash: 'sha256' | 'sha384';
}

const masterBytes = 48;

/** RFC 5246 §8.1, RFC 6101 §6.1. */
export function masterSecret(
  derivation: Derivation,
  preMaster: Uint8Array,
  randoms: Randoms,
): Uint8Array {
  const seed = concat(randoms.client, randoms.server);
  return expand(derivation, preMaster, 'master secret', seed).subarray(0, masterBytes);
}

export interface Randoms {
  readonly client: Uint8Array;
  readonly server: Uint8Array;
}

/** RFC 7627 §4; `messages`: up to ClientKeyExchange. */
export function extendedMasterSecret(
  derivation: Derivation,
  preMaster: Uint8Array,
  messages: Uint8Array,
): Uint8Array {
  const seed = transcriptHash(derivation, messages);
  return expand(derivation, preMaster, 'extended master secret', seed).subarray(0, masterBytes);
}

/** RFC 5246 §6.3, RFC 6101 §6.2.2: at least 160 bytes of it. */
export function keyBlock(derivation: Derivation, master: Uint8Array, randoms: Randoms): Uint8Array {
  const seed = concat(randoms.server, randoms.client);
  return expand(derivation, master, 'key expansion', seed);
}

/** verify_data of a Finished (RFC 5246 §7.4.9, RFC 6101 §5.6.9). */
export function finished12(
  derivation: Derivation,
  master: Uint8Array,
  side: 'client' | 'server',
  messages: Uint8Array,
): Uint8Array {
  if (derivation.version === 'SSLv3') return finishedOfSsl3(master, side, messages);
  const verifyBytes = 12;
  const seed = transcriptHash(derivation, messages);
  return expand(derivation, master, `${side} finished`, seed).subarray(0, verifyBytes);
}

/** Enough for every key block: two MAC keys of 48, two keys of 32 and two IVs of 16 bytes. */
const expandedBytes = 192;

function expand(
  { version, hash }: Derivation,
  secret: Uint8Array,
  label: string,
  seed: Uint8Array,
): Uint8Array {
  if (version === 'SSLv3') return expandSsl3(secret, seed);
  const labelled = concat(ascii(label), seed);
  if (version === 'TLS1.2') return pHash(hash, secret, labelled);
  // RFC 4346 §5: each half of the secret, which share a byte when its length is odd, has a hash of its own.
  const half = Math.ceil(secret.length / 2);
  const md5 = pHash('md5', secret.subarray(0, half), labelled);
  const sha1 = pHash('sha1', secret.subarray(secret.length - half), labelled);
  return md5.map((byte, index) => byte ^ (sha1[index] ?? 0));
}

/** P_hash of RFC 5246 §5. */
function pHash(hash: string, secret: Uint8Array, seed: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = [];
  let length = 0;
  let a = seed;
  while (length < expandedBytes) {
    a = hmac(hash, secret, a);
    const block = hmac(hash, secret, a, seed);
    blocks.push(block);
    length += block.length;
  }
  return concat(...blocks).subarray(0, expandedBytes);
}

/** RFC 6101 §6.1: MD5(secret + SHA('A' + secret + seed)), then with 'BB', 'CCC', … */
function expandSsl3(secret: Uint8Array, seed: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = [];
  const md5Bytes = 16;
  for (let index = 0; index * md5Bytes < expandedBytes; index++) {
    const letters = ascii(String.fromCodePoint(0x41 + index).repeat(index + 1));
    blocks.push(digest('md5', secret, digest('sha1', letters, secret, seed)));
  }
  return concat(...blocks).subarray(0, expandedBytes);
}

/** MD5 and SHA-1 side by side up to TLS 1.1, the suite's hash in TLS 1.2. */
function transcriptHash({ version, hash }: Derivation, messages: Uint8Array): Uint8Array {
  if (version === 'TLS1.2') return digest(hash, messages);
  return concat(digest('md5', messages), digest('sha1', messages));
}

function finishedOfSsl3(
  master: Uint8Array,
  side: 'client' | 'server',
  messages: Uint8Array,
): Uint8Array {
  const sender = ascii(side === 'client' ? 'CLNT' : 'SRVR');
  return concat(
    ...(['md5', 'sha1'] as const).map((hash) => {
      const { inner, outer } = ssl3Pads(hash);
      const first = digest(hash, messages, sender, master, inner);
      return digest(hash, master, outer, first);
    }),
  );
}

/** Pads of SSLv3's own keyed hash (RFC 6101 §5.2.3.1). */
export function ssl3Pads(hash: 'md5' | 'sha1'): {
  readonly inner: Uint8Array;
  readonly outer: Uint8Array;
} {
  const length = hash === 'md5' ? 48 : 40;
  return {
    inner: new Uint8Array(length).fill(0x36),
    outer: new Uint8Array(length).fill(0x5c),
  };
}

export function digest(hash: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const state = createHash(hash);
  for (const part of parts) state.update(part);
  return state.digest();
}
