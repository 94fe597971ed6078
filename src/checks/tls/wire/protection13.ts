import { createCipheriv, createDecipheriv, type CipherGCMTypes } from 'node:crypto';
import { concat, u16, u8 } from './bytes.ts';
import { expandLabel, type HashName } from './key-schedule.ts';

/** What a TLS 1.3 suite is made of. */
export interface Suite13 {
  readonly hash: HashName;
  readonly cipher: string;
  readonly keyBytes: number;
  readonly tagBytes: number;
}

const suites = new Map<number, Suite13>([
  [0x1301, { hash: 'sha256', cipher: 'aes-128-gcm', keyBytes: 16, tagBytes: 16 }],
  [0x1302, { hash: 'sha384', cipher: 'aes-256-gcm', keyBytes: 32, tagBytes: 16 }],
  [0x1303, { hash: 'sha256', cipher: 'chacha20-poly1305', keyBytes: 32, tagBytes: 16 }],
  [0x1304, { hash: 'sha256', cipher: 'aes-128-ccm', keyBytes: 16, tagBytes: 16 }],
  [0x1305, { hash: 'sha256', cipher: 'aes-128-ccm', keyBytes: 16, tagBytes: 8 }],
]);

/** undefined: none of TLS 1.3, or one that nobody here can decrypt (SM4, integrity only). */
export function suite13(code: number): Suite13 | undefined {
  return suites.get(code);
}

const nonceBytes = 12;
const outerType = 23;

export interface Plain {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** Seals and opens the records of one direction under one traffic secret (RFC 8446 §5.2, §5.3). */
export class Protection13 {
  readonly #suite: Suite13;
  readonly #key: Uint8Array;
  readonly #iv: Uint8Array;
  #sequence = 0;

  constructor(suite: Suite13, secret: Uint8Array) {
    const base = { hash: suite.hash, secret };
    this.#suite = suite;
    this.#key = expandLabel(base, 'key', new Uint8Array(), suite.keyBytes);
    this.#iv = expandLabel(base, 'iv', new Uint8Array(), nonceBytes);
  }

  /** A whole record. */
  seal(type: number, bytes: Uint8Array): Uint8Array {
    const { cipher, tagBytes } = this.#suite;
    const plain = concat(bytes, u8(type));
    const header = concat(u8(outerType), u16(0x0303), u16(plain.length + tagBytes));
    const options = { authTagLength: tagBytes };
    const aead = createCipheriv(asAead(cipher), this.#key, this.#nonce(), options);
    aead.setAAD(header, { plaintextLength: plain.length });
    const sealed = concat(aead.update(plain), aead.final());
    return concat(header, sealed, aead.getAuthTag());
  }

  /** undefined: not sealed with this key. */
  open(header: Uint8Array, fragment: Uint8Array): Plain | undefined {
    const { cipher, tagBytes } = this.#suite;
    const length = fragment.length - tagBytes;
    if (length < 1) return undefined;
    const nonce = this.#nonce();
    try {
      const aead = createDecipheriv(asAead(cipher), this.#key, nonce, { authTagLength: tagBytes });
      aead.setAuthTag(fragment.subarray(length));
      aead.setAAD(header, { plaintextLength: length });
      const padded = concat(aead.update(fragment.subarray(0, length)), aead.final());
      return withoutPadding(padded);
    } catch {
      return undefined;
    }
  }

  #nonce(): Uint8Array {
    const nonce = this.#iv.slice();
    let rest = this.#sequence;
    for (let at = nonceBytes - 1; rest > 0; at--) {
      nonce[at] = (nonce[at] ?? 0) ^ (rest & 0xff);
      rest = Math.floor(rest / 256);
    }
    this.#sequence += 1;
    return nonce;
  }
}

/** Node's types tell CCM, GCM and ChaCha20 apart; its functions do not mind. */
function asAead(cipher: string): CipherGCMTypes {
  if (!isAead(cipher)) throw new Error('a suite without a cipher');
  return cipher;
}

function isAead(cipher: string): cipher is CipherGCMTypes {
  return cipher !== '';
}

function withoutPadding(padded: Uint8Array): Plain | undefined {
  const end = padded.findLastIndex((byte) => byte !== 0);
  return end < 0 ? undefined : { type: padded[end] ?? 0, bytes: padded.subarray(0, end) };
}
