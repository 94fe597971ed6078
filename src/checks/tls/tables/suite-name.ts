import type { KeyExchange, Suite, SuiteAuthentication } from './suite.ts';

type Derived = Omit<Suite, 'code' | 'name' | 'openssl' | 'gnutls'>;
type Agreement = Pick<Suite, 'keyExchange' | 'authentication'>;
type Encryption = Pick<Suite, 'cipher' | 'bits' | 'mode' | 'blockBits'>;

/**
 * Says what a suite is by its name: `TLS_<key exchange>_<authentication>_WITH_<cipher>_<mode>_<hash>`. The code is needed
 * only to tell the eras apart.
 */
export function describeSuite(code: number, name: string): Derived {
  const era = eraOf(code, name);
  const [left, right] = splitName(name, era);
  const isExport = /EXPORT/u.test(name);
  const agreement = agreementOf(left.replace(/_(?:EXPORT|EXPORT1024|FIPS)$/u, ''), era);
  const encryption = encryptionOf(right);
  return {
    ...agreement,
    ...encryption,
    mac: macOf(right, encryption.mode),
    isExport,
    hasForwardSecrecy: forwardSecret.has(agreement.keyExchange) || left.startsWith('ECCPWD'),
    era,
  };
}

/** Their keys are made for one connection; what is agreed cannot be read later with the server's key. */
const forwardSecret = new Set<KeyExchange>(['any', 'dhe', 'ecdhe', 'dhe-psk', 'ecdhe-psk', 'srp']);

const tls13 = new Set([0x00c6, 0x00c7, 0xc0b4, 0xc0b5, 0xc103, 0xc104, 0xc105, 0xc106]);
const maxTwoByteCode = 0xffff;

function eraOf(code: number, name: string): Suite['era'] {
  if (code > maxTwoByteCode) return 'SSLv2';
  if (code >>> 8 === 0x13 || tls13.has(code)) return 'TLS1.3';
  if (/GCM|CCM|CHACHA20|KUZNYECHIK|MAGMA/u.test(name)) return 'TLS1.2';
  // RFC 5487 §3 and RFC 5489 §3 allow their CBC and NULL suites in every version.
  if (/PSK_WITH_(?:AES_\d+_CBC|NULL)/u.test(name)) return 'SSLv3-TLS1.2';
  return /SHA(?:256|384)$/u.test(name) ? 'TLS1.2' : 'SSLv3-TLS1.2';
}

function splitName(name: string, era: Suite['era']): readonly [string, string] {
  const bare = name.replace(/^(?:OLD_)?(?:TLS|SSL)_/u, '').replace(/_OLD$/u, '');
  if (era === 'SSLv2') return ['RSA', bare.replace(/^CK_/u, '')];
  const at = bare.indexOf('_WITH_');
  if (at >= 0) return [bare.slice(0, at), bare.slice(at + '_WITH_'.length)];
  // Suites of GB/T 38636: TLS_ECDHE_SM4_CBC_SM3, TLS_ECC_SM4_GCM_SM3.
  const chinese = /^(ECDHE|ECC)_(.+)$/u.exec(bare);
  if (chinese?.[1] !== undefined && chinese[2] !== undefined) return [chinese[1], chinese[2]];
  return ['', bare];
}

const agreements = new Map<string, readonly [KeyExchange, SuiteAuthentication]>([
  ['NULL', ['null', 'none']],
  ['RSA', ['rsa', 'rsa']],
  ['DH_RSA', ['dh', 'rsa']],
  ['DH_DSS', ['dh', 'dsa']],
  ['DHE_RSA', ['dhe', 'rsa']],
  ['DHE_DSS', ['dhe', 'dsa']],
  // Both sides make their keys anew (RFC 5246 F.1.1.1).
  ['DH_anon', ['dhe', 'none']],
  ['ECDH_RSA', ['ecdh', 'rsa']],
  ['ECDH_ECDSA', ['ecdh', 'ecdsa']],
  ['ECDHE_RSA', ['ecdhe', 'rsa']],
  ['ECDHE_ECDSA', ['ecdhe', 'ecdsa']],
  ['ECDH_anon', ['ecdhe', 'none']],
  ['PSK', ['psk', 'psk']],
  ['DHE_PSK', ['dhe-psk', 'psk']],
  ['PSK_DHE', ['dhe-psk', 'psk']],
  ['ECDHE_PSK', ['ecdhe-psk', 'psk']],
  ['RSA_PSK', ['rsa-psk', 'rsa']],
  ['KRB5', ['kerberos', 'kerberos']],
  ['SRP_SHA', ['srp', 'srp']],
  ['SRP_SHA_RSA', ['srp', 'rsa']],
  ['SRP_SHA_DSS', ['srp', 'dsa']],
  ['ECDHE', ['ecdhe', 'other']],
]);

function agreementOf(left: string, era: Suite['era']): Agreement {
  if (era === 'TLS1.3') return { keyExchange: 'any', authentication: 'any' };
  if (left.startsWith('GOST')) return { keyExchange: 'gost', authentication: 'gost' };
  const [keyExchange, authentication] = agreements.get(left) ?? ['other', 'other'];
  return { keyExchange, authentication };
}

/** Pattern of the cipher's part; family, key bits (0: as in the name), block bits. First match wins. */
const ciphers: readonly (readonly [RegExp, string, number, number])[] = [
  [/^(?:NULL|SHA\d+_SHA)/u, 'NULL', 0, 0],
  [/^(?:AES|ARIA|CAMELLIA)_(\d+)/u, '', 0, 128],
  [/^CHACHA20/u, 'CHACHA20', 256, 0],
  [/^(?:ESTREAM_)?SALSA20/u, 'SALSA20', 256, 0],
  [/^AEGIS_(\d+)/u, 'AEGIS', 0, 128],
  [/^SM4/u, 'SM4', 128, 128],
  [/^SEED/u, 'SEED', 128, 128],
  [/^IDEA/u, 'IDEA', 128, 64],
  [/^(?:RC4_128_EXPORT40|RC4_40)/u, 'RC4', 40, 0],
  [/^RC4_(\d+)/u, 'RC4', 0, 0],
  [/^(?:RC2_128_CBC_EXPORT40|RC2_CBC_40)/u, 'RC2', 40, 64],
  [/^RC2_(?:CBC_)?(\d+)/u, 'RC2', 0, 64],
  [/^(?:3DES|DES_192)/u, '3DES', 112, 64],
  [/^(?:DES40|DES_CBC_40)/u, 'DES', 40, 64],
  [/^DES/u, 'DES', 56, 64],
  // Skipjack: 80-bit keys.
  [/^FORTEZZA/u, 'FORTEZZA', 80, 64],
  [/^(?:28147|MAGMA)/u, 'GOST', 256, 64],
  [/^KUZNYECHIK/u, 'GOST', 256, 128],
];

function encryptionOf(right: string): Encryption {
  for (const [pattern, family, bits, blockBits] of ciphers) {
    const found = pattern.exec(right);
    if (found === null) continue;
    const cipher = family === '' ? right.slice(0, right.indexOf('_')) : family;
    const keyBits = found[1] === undefined ? bits : Number(found[1]);
    return { cipher, bits: keyBits, mode: modeOf(cipher, right), blockBits };
  }
  return { cipher: 'other', bits: 0, mode: 'none', blockBits: 0 };
}

function modeOf(cipher: string, right: string): Suite['mode'] {
  if (cipher === 'NULL') return 'none';
  if (/GCM|CCM|CHACHA20|AEGIS|MGM/u.test(right)) return 'aead';
  return /RC4|SALSA20|CNT|CTR/u.test(right) ? 'stream' : 'cbc';
}

function macOf(right: string, mode: Suite['mode']): Suite['mac'] {
  if (mode === 'aead') return 'aead';
  if (right === 'NULL_NULL' || right === 'NULL') return 'none';
  if (right.endsWith('SHA384')) return 'sha384';
  if (right.endsWith('SHA256')) return 'sha256';
  if (/SHA1?$/u.test(right)) return 'sha1';
  return right.endsWith('MD5') ? 'md5' : 'other';
}
