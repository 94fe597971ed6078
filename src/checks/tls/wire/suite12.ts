import { getCiphers } from 'node:crypto';
import type { Suite } from '../tables/suite.ts';
import { suiteByCode } from '../tables/suites.ts';

/** What a suite of SSLv3 to TLS 1.2 is made of, as far as a probe can speak it. */
export interface Suite12 {
  readonly keyExchange: 'rsa' | 'dhe' | 'ecdhe';
  /** Of the PRF in TLS 1.2. */
  readonly hash: 'sha256' | 'sha384';
  readonly keyBytes: number;
  readonly sealing:
    | {
        readonly kind: 'aead';
        readonly cipher: string;
        readonly tagBytes: number;
        readonly ivBytes: number;
      }
    | {
        readonly kind: 'cbc';
        readonly cipher: string;
        readonly blockBytes: number;
        readonly mac: MacHash;
      }
    | { readonly kind: 'stream'; readonly isNull: boolean; readonly mac: MacHash };
}

export type MacHash = 'md5' | 'sha1' | 'sha256' | 'sha384';

const available: ReadonlySet<string> = new Set(getCiphers());

/** undefined: one that cannot be spoken: PSK, SRP, Kerberos, static DH, export, or a cipher that Node lacks. */
export function suite12(code: number): Suite12 | undefined {
  const suite = suiteByCode(code);
  if (suite === undefined || suite.isExport) return undefined;
  if (suite.era === 'SSLv2' || suite.era === 'TLS1.3') return undefined;
  const keyExchange = exchangeOf(suite);
  const sealing = sealingOf(suite);
  if (keyExchange === undefined || sealing === undefined) return undefined;
  const hash = suite.name.endsWith('SHA384') ? 'sha384' : 'sha256';
  return { keyExchange, hash, keyBytes: suite.cipher === '3DES' ? 24 : suite.bits / 8, sealing };
}

function exchangeOf({ keyExchange }: Suite): Suite12['keyExchange'] | undefined {
  const isSpoken = keyExchange === 'rsa' || keyExchange === 'dhe' || keyExchange === 'ecdhe';
  return isSpoken ? keyExchange : undefined;
}

function sealingOf(suite: Suite): Suite12['sealing'] | undefined {
  switch (suite.mode) {
    case 'aead':
      return aeadOf(suite);
    case 'cbc':
      return cbcOf(suite);
    case 'stream':
    case 'none':
      return streamOf(suite);
  }
}

function aeadOf(suite: Suite): Suite12['sealing'] | undefined {
  // The draft's suites (0xCC13 on) authenticate in another way than RFC 7905's.
  if (suite.name.startsWith('OLD_')) return undefined;
  if (suite.cipher === 'CHACHA20') {
    return { kind: 'aead', cipher: 'chacha20-poly1305', tagBytes: 16, ivBytes: 12 };
  }
  const mode = suite.name.includes('_CCM') ? 'ccm' : 'gcm';
  const cipher = `${suite.cipher.toLowerCase()}-${suite.bits}-${mode}`;
  if (!isThere(cipher)) return undefined;
  return { kind: 'aead', cipher, tagBytes: suite.name.endsWith('CCM_8') ? 8 : 16, ivBytes: 4 };
}

function cbcOf(suite: Suite): Suite12['sealing'] | undefined {
  const name = `${suite.cipher.toLowerCase()}-${suite.bits}-cbc`;
  const cipher = suite.cipher === '3DES' ? 'des-ede3-cbc' : name;
  const mac = macOf(suite);
  if (!isThere(cipher) || mac === undefined) return undefined;
  return { kind: 'cbc', cipher, blockBytes: suite.blockBits / 8, mac };
}

function streamOf(suite: Suite): Suite12['sealing'] | undefined {
  const mac = macOf(suite);
  const isNull = suite.cipher === 'NULL';
  const isSpoken = isNull || suite.cipher === 'RC4';
  return mac === undefined || !isSpoken ? undefined : { kind: 'stream', isNull, mac };
}

function macOf({ mac }: Suite): MacHash | undefined {
  return mac === 'aead' || mac === 'none' || mac === 'other' ? undefined : mac;
}

/** OpenSSL writes some in capitals; those of its legacy provider are not in the list. */
function isThere(cipher: string): boolean {
  return (
    available.has(cipher) || available.has(cipher.replace(/^aes-(\d+)-(ccm|gcm)$/u, 'id-aes$1-$2'))
  );
}
