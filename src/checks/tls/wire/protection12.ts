import { createCipheriv, createDecipheriv, randomBytes, type CipherGCMTypes } from 'node:crypto';
import { areEqual, concat, u16, u64, u8 } from './bytes.ts';
import { hmac } from './key-schedule.ts';
import { digest, ssl3Pads, type ClassicVersion } from './prf.ts';
import { versionCodes } from './protocol.ts';
import { Rc4 } from './rc4.ts';
import type { MacHash, Suite12 } from './suite12.ts';

export interface DirectionKeys {
  readonly mac: Uint8Array;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

export interface Agreed {
  readonly suite: Suite12;
  readonly version: ClassicVersion;
  /** RFC 7366. */
  readonly encryptsThenMacs: boolean;
}

const macBytes: Readonly<Record<MacHash, number>> = { md5: 16, sha1: 20, sha256: 32, sha384: 48 };

/** Cuts a key block (RFC 5246 §6.3) into the keys of both directions. */
export function cutKeys(
  { sealing, keyBytes }: Suite12,
  block: Uint8Array,
): { readonly client: DirectionKeys; readonly server: DirectionKeys } {
  const mac = sealing.kind === 'aead' ? 0 : macBytes[sealing.mac];
  const iv = ivBytesOf(sealing);
  let at = 0;
  const next = (length: number): Uint8Array => block.subarray(at, (at += length));
  const macs = [next(mac), next(mac)] as const;
  const keys = [next(keyBytes), next(keyBytes)] as const;
  const ivs = [next(iv), next(iv)] as const;
  return {
    client: { mac: macs[0], key: keys[0], iv: ivs[0] },
    server: { mac: macs[1], key: keys[1], iv: ivs[1] },
  };
}

function ivBytesOf(sealing: Suite12['sealing']): number {
  switch (sealing.kind) {
    case 'aead':
      return sealing.ivBytes;
    case 'cbc':
      return sealing.blockBytes;
    case 'stream':
      return 0;
  }
}

/** Seals and opens the records of one direction, SSLv3 to TLS 1.2. */
export class Protection12 {
  readonly #agreed: Agreed;
  readonly #keys: DirectionKeys;
  readonly #rc4: Rc4 | undefined;
  /** Last ciphertext block: the next IV up to TLS 1.0. */
  #chained: Uint8Array;
  #sequence = 0;

  constructor(agreed: Agreed, keys: DirectionKeys) {
    const { sealing } = agreed.suite;
    this.#agreed = agreed;
    this.#keys = keys;
    this.#chained = keys.iv;
    this.#rc4 = sealing.kind === 'stream' && !sealing.isNull ? new Rc4(keys.key) : undefined;
  }

  /** A whole record. */
  seal(type: number, bytes: Uint8Array): Uint8Array {
    const fragment = this.#sealFragment(type, bytes);
    this.#sequence += 1;
    const version = versionCodes[this.#agreed.version];
    return concat(u8(type), u16(version), u16(fragment.length), fragment);
  }

  /** undefined: not sealed with these keys. */
  open(type: number, fragment: Uint8Array): Uint8Array | undefined {
    const opened = attempt(() => this.#openFragment(type, fragment));
    this.#sequence += 1;
    return opened;
  }

  #sealFragment(type: number, bytes: Uint8Array): Uint8Array {
    const { sealing } = this.#agreed.suite;
    switch (sealing.kind) {
      case 'aead':
        return this.#sealAead(sealing, type, bytes);
      case 'cbc':
        return this.#sealCbc(sealing, type, bytes);
      case 'stream': {
        const plain = concat(bytes, this.#mac(sealing.mac, type, bytes));
        return this.#rc4?.apply(plain) ?? plain;
      }
    }
  }

  #openFragment(type: number, fragment: Uint8Array): Uint8Array | undefined {
    const { sealing } = this.#agreed.suite;
    switch (sealing.kind) {
      case 'aead':
        return this.#openAead(sealing, type, fragment);
      case 'cbc':
        return this.#openCbc(sealing, type, fragment);
      case 'stream':
        return this.#checked(sealing.mac, type, this.#rc4?.apply(fragment) ?? fragment);
    }
  }

  #sealAead(sealing: AeadSealing, type: number, bytes: Uint8Array): Uint8Array {
    const { nonce, explicit } = this.#nonce(sealing);
    const options = { authTagLength: sealing.tagBytes };
    const aead = createCipheriv(asAead(sealing.cipher), this.#keys.key, nonce, options);
    aead.setAAD(this.#header(type, bytes.length), { plaintextLength: bytes.length });
    const sealed = concat(aead.update(bytes), aead.final());
    return concat(explicit, sealed, aead.getAuthTag());
  }

  #openAead(sealing: AeadSealing, type: number, fragment: Uint8Array): Uint8Array | undefined {
    const explicitBytes = sealing.ivBytes === 4 ? 8 : 0;
    const length = fragment.length - explicitBytes - sealing.tagBytes;
    if (length < 0) return undefined;
    const { nonce } = this.#nonce(sealing, fragment.subarray(0, explicitBytes));
    const options = { authTagLength: sealing.tagBytes };
    const aead = createDecipheriv(asAead(sealing.cipher), this.#keys.key, nonce, options);
    aead.setAuthTag(fragment.subarray(explicitBytes + length));
    aead.setAAD(this.#header(type, length), { plaintextLength: length });
    const sealed = fragment.subarray(explicitBytes, explicitBytes + length);
    return concat(aead.update(sealed), aead.final());
  }

  /** RFC 5288 §3: four bytes of the key block and eight that are sent. RFC 7905 §2: sequence number over the IV. */
  #nonce(
    { ivBytes }: AeadSealing,
    sent?: Uint8Array,
  ): { readonly nonce: Uint8Array; readonly explicit: Uint8Array } {
    const sequence = u64(this.#sequence);
    const { iv } = this.#keys;
    if (ivBytes === 4) {
      const explicit = sent ?? sequence;
      return { nonce: concat(iv, explicit), explicit };
    }
    const padded = concat(new Uint8Array(4), sequence);
    const nonce = iv.map((byte, index) => byte ^ (padded[index] ?? 0));
    return { nonce, explicit: new Uint8Array() };
  }

  #sealCbc(sealing: CbcSealing, type: number, bytes: Uint8Array): Uint8Array {
    const { encryptsThenMacs } = this.#agreed;
    const plain = encryptsThenMacs ? bytes : concat(bytes, this.#mac(sealing.mac, type, bytes));
    const left = sealing.blockBytes - (plain.length % sealing.blockBytes);
    const padded = concat(plain, new Uint8Array(left).fill(left - 1));
    const explicit = this.#hasExplicitIv ? randomBytes(sealing.blockBytes) : new Uint8Array();
    const iv = this.#hasExplicitIv ? explicit : this.#chained;
    const cipher = createCipheriv(sealing.cipher, this.#keys.key, iv).setAutoPadding(false);
    const sealed = concat(cipher.update(padded), cipher.final());
    this.#chained = sealed.slice(-sealing.blockBytes);
    const fragment = concat(explicit, sealed);
    if (!encryptsThenMacs) return fragment;
    return concat(fragment, this.#mac(sealing.mac, type, fragment));
  }

  #openCbc(sealing: CbcSealing, type: number, fragment: Uint8Array): Uint8Array | undefined {
    const { encryptsThenMacs } = this.#agreed;
    const { blockBytes, mac } = sealing;
    const outer = encryptsThenMacs ? this.#checked(mac, type, fragment) : fragment;
    if (outer === undefined) return undefined;
    const explicitBytes = this.#hasExplicitIv ? blockBytes : 0;
    const iv = this.#hasExplicitIv ? outer.subarray(0, blockBytes) : this.#chained;
    const sealed = outer.subarray(explicitBytes);
    if (sealed.length === 0 || sealed.length % blockBytes !== 0) return undefined;
    this.#chained = sealed.slice(-blockBytes);
    const cipher = createDecipheriv(sealing.cipher, this.#keys.key, iv).setAutoPadding(false);
    const padded = concat(cipher.update(sealed), cipher.final());
    const length = padded.length - 1 - (padded.at(-1) ?? 0);
    if (length < 0) return undefined;
    const plain = padded.subarray(0, length);
    return encryptsThenMacs ? plain : this.#checked(mac, type, plain);
  }

  get #hasExplicitIv(): boolean {
    return this.#agreed.version === 'TLS1.1' || this.#agreed.version === 'TLS1.2';
  }

  /** What stands before a MAC that is right. */
  #checked(hash: MacHash, type: number, bytes: Uint8Array): Uint8Array | undefined {
    const length = bytes.length - macBytes[hash];
    if (length < 0) return undefined;
    const content = bytes.subarray(0, length);
    return areEqual(this.#mac(hash, type, content), bytes.subarray(length)) ? content : undefined;
  }

  #mac(hash: MacHash, type: number, bytes: Uint8Array): Uint8Array {
    const { mac } = this.#keys;
    if (this.#agreed.version !== 'SSLv3') {
      return hmac(hash, mac, this.#header(type, bytes.length), bytes);
    }
    // RFC 6101 §5.2.3.1; SSLv3 has suites with these two only.
    const { inner, outer } = ssl3Pads(hash === 'md5' ? 'md5' : 'sha1');
    const about = concat(u64(this.#sequence), u8(type), u16(bytes.length), bytes);
    return digest(hash, mac, outer, digest(hash, mac, inner, about));
  }

  #header(type: number, length: number): Uint8Array {
    const version = versionCodes[this.#agreed.version];
    return concat(u64(this.#sequence), u8(type), u16(version), u16(length));
  }
}

type AeadSealing = Suite12['sealing'] & { readonly kind: 'aead' };
type CbcSealing = Suite12['sealing'] & { readonly kind: 'cbc' };

/** Node's types tell CCM, GCM and ChaCha20 apart; its functions do not mind. */
function asAead(cipher: string): CipherGCMTypes {
  if (!isAead(cipher)) throw new Error('a suite without a cipher');
  return cipher;
}

function isAead(cipher: string): cipher is CipherGCMTypes {
  return cipher !== '';
}

/** A wrong tag or length makes `node:crypto` throw. */
function attempt<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}
