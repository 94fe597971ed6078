import type { Certificate } from './certificate.ts';

/** Signature algorithms: RFC 3279, 4055, 5758, 8410, 9881, by OID, with the hash inside. */
export const signatureAlgorithms: Readonly<Record<string, Certificate['signature']>> = {
  '1.2.840.113549.1.1.2': { name: 'md2WithRSAEncryption', hash: 'md2' },
  '1.2.840.113549.1.1.3': { name: 'md4WithRSAEncryption', hash: 'md4' },
  '1.2.840.113549.1.1.4': { name: 'md5WithRSAEncryption', hash: 'md5' },
  '1.2.840.113549.1.1.5': { name: 'sha1WithRSAEncryption', hash: 'sha1' },
  '1.3.14.3.2.29': { name: 'sha1WithRSAEncryption', hash: 'sha1' },
  '1.2.840.113549.1.1.14': { name: 'sha224WithRSAEncryption', hash: 'sha224' },
  '1.2.840.113549.1.1.11': { name: 'sha256WithRSAEncryption', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { name: 'sha384WithRSAEncryption', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { name: 'sha512WithRSAEncryption', hash: 'sha512' },
  '1.2.840.10045.4.1': { name: 'ecdsa-with-SHA1', hash: 'sha1' },
  '1.2.840.10045.4.3.1': { name: 'ecdsa-with-SHA224', hash: 'sha224' },
  '1.2.840.10045.4.3.2': { name: 'ecdsa-with-SHA256', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { name: 'ecdsa-with-SHA384', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { name: 'ecdsa-with-SHA512', hash: 'sha512' },
  '1.2.840.10040.4.3': { name: 'dsa-with-SHA1', hash: 'sha1' },
  '2.16.840.1.101.3.4.3.1': { name: 'dsa-with-SHA224', hash: 'sha224' },
  '2.16.840.1.101.3.4.3.2': { name: 'dsa-with-SHA256', hash: 'sha256' },
  '1.3.101.112': { name: 'ED25519', hash: 'sha512' },
  '1.3.101.113': { name: 'ED448', hash: 'shake256' },
  '2.16.840.1.101.3.4.3.17': { name: 'ML-DSA-44', hash: 'shake256' },
  '2.16.840.1.101.3.4.3.18': { name: 'ML-DSA-65', hash: 'shake256' },
  '2.16.840.1.101.3.4.3.19': { name: 'ML-DSA-87', hash: 'shake256' },
};

export const rsassaPss = '1.2.840.113549.1.1.10';

/** Hashes by OID: for RSASSA-PSS, whose parameters name one (RFC 4055). */
export const hashAlgorithms: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Kinds of keys whose size does not depend on parameters. */
export const fixedKeys: Readonly<Record<string, Certificate['key']>> = {
  '1.3.101.112': { type: 'ed25519', bits: 253 },
  '1.3.101.113': { type: 'ed448', bits: 446 },
  '2.16.840.1.101.3.4.3.17': { type: 'ml-dsa', bits: 44 },
  '2.16.840.1.101.3.4.3.18': { type: 'ml-dsa', bits: 65 },
  '2.16.840.1.101.3.4.3.19': { type: 'ml-dsa', bits: 87 },
};

/** Named curves (RFC 5480, RFC 5639, SEC 2), with the bits of their order. */
export const curves: Readonly<Record<string, readonly [name: string, bits: number]>> = {
  '1.2.840.10045.3.1.1': ['prime192v1', 192],
  '1.2.840.10045.3.1.7': ['prime256v1', 256],
  '1.3.132.0.8': ['secp160r1', 161],
  '1.3.132.0.33': ['secp224r1', 224],
  '1.3.132.0.10': ['secp256k1', 256],
  '1.3.132.0.34': ['secp384r1', 384],
  '1.3.132.0.35': ['secp521r1', 521],
  '1.3.36.3.3.2.8.1.1.7': ['brainpoolP256r1', 256],
  '1.3.36.3.3.2.8.1.1.11': ['brainpoolP384r1', 384],
  '1.3.36.3.3.2.8.1.1.13': ['brainpoolP512r1', 512],
};

/** Bits of KeyUsage, first one first (RFC 5280 §4.2.1.3). */
export const keyUsages: readonly string[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

export const extendedKeyUsages: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '2.5.29.37.0': 'anyExtendedKeyUsage',
};
