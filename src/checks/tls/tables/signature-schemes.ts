/** How a server signs (IANA TLS SignatureScheme registry; before TLS 1.3 a pair of hash and signature algorithm). */
export interface SignatureScheme {
  readonly code: number;
  /** As in the registry where it has a name there; else after the pair of RFC 5246. */
  readonly name: string;
  readonly hash:
    | 'none'
    | 'md5'
    | 'sha1'
    | 'sha224'
    | 'sha256'
    | 'sha384'
    | 'sha512'
    | 'sm3'
    | 'other';
  /** Kind of key in the leaf. */
  readonly key:
    | 'rsa'
    | 'rsa-pss'
    | 'dsa'
    | 'ecdsa'
    | 'eddsa'
    | 'ml-dsa'
    | 'slh-dsa'
    | 'sm2'
    | 'gost';
  /** TLS 1.3 allows it in CertificateVerify (RFC 8446 §4.2.3). */
  readonly isForTls13: boolean;
}

type Row = readonly [number, string, SignatureScheme['hash'], SignatureScheme['key'], boolean];

/** IANA registry as of 2025-11; RFC 5246 §7.4.1.4.1, RFC 8446 §4.2.3, RFC 8734, RFC 8998, RFC 9189, draft-ietf-tls-mldsa. */
const rows: readonly Row[] = [
  [0x0101, 'rsa_pkcs1_md5', 'md5', 'rsa', false],
  [0x0102, 'dsa_md5', 'md5', 'dsa', false],
  [0x0103, 'ecdsa_md5', 'md5', 'ecdsa', false],
  [0x0201, 'rsa_pkcs1_sha1', 'sha1', 'rsa', false],
  [0x0202, 'dsa_sha1', 'sha1', 'dsa', false],
  [0x0203, 'ecdsa_sha1', 'sha1', 'ecdsa', false],
  [0x0301, 'rsa_pkcs1_sha224', 'sha224', 'rsa', false],
  [0x0302, 'dsa_sha224', 'sha224', 'dsa', false],
  [0x0303, 'ecdsa_sha224', 'sha224', 'ecdsa', false],
  [0x0401, 'rsa_pkcs1_sha256', 'sha256', 'rsa', false],
  [0x0402, 'dsa_sha256', 'sha256', 'dsa', false],
  [0x0403, 'ecdsa_secp256r1_sha256', 'sha256', 'ecdsa', true],
  [0x0501, 'rsa_pkcs1_sha384', 'sha384', 'rsa', false],
  [0x0502, 'dsa_sha384', 'sha384', 'dsa', false],
  [0x0503, 'ecdsa_secp384r1_sha384', 'sha384', 'ecdsa', true],
  [0x0601, 'rsa_pkcs1_sha512', 'sha512', 'rsa', false],
  [0x0602, 'dsa_sha512', 'sha512', 'dsa', false],
  [0x0603, 'ecdsa_secp521r1_sha512', 'sha512', 'ecdsa', true],
  [0x0708, 'sm2sig_sm3', 'sm3', 'sm2', true],
  [0x0709, 'gostr34102012_256a', 'other', 'gost', true],
  [0x070a, 'gostr34102012_256b', 'other', 'gost', true],
  [0x070b, 'gostr34102012_256c', 'other', 'gost', true],
  [0x070c, 'gostr34102012_256d', 'other', 'gost', true],
  [0x070d, 'gostr34102012_512a', 'other', 'gost', true],
  [0x070e, 'gostr34102012_512b', 'other', 'gost', true],
  [0x070f, 'gostr34102012_512c', 'other', 'gost', true],
  [0x0804, 'rsa_pss_rsae_sha256', 'sha256', 'rsa', true],
  [0x0805, 'rsa_pss_rsae_sha384', 'sha384', 'rsa', true],
  [0x0806, 'rsa_pss_rsae_sha512', 'sha512', 'rsa', true],
  [0x0807, 'ed25519', 'none', 'eddsa', true],
  [0x0808, 'ed448', 'none', 'eddsa', true],
  [0x0809, 'rsa_pss_pss_sha256', 'sha256', 'rsa-pss', true],
  [0x080a, 'rsa_pss_pss_sha384', 'sha384', 'rsa-pss', true],
  [0x080b, 'rsa_pss_pss_sha512', 'sha512', 'rsa-pss', true],
  [0x081a, 'ecdsa_brainpoolP256r1tls13_sha256', 'sha256', 'ecdsa', true],
  [0x081b, 'ecdsa_brainpoolP384r1tls13_sha384', 'sha384', 'ecdsa', true],
  [0x081c, 'ecdsa_brainpoolP512r1tls13_sha512', 'sha512', 'ecdsa', true],
  [0x0904, 'mldsa44', 'none', 'ml-dsa', true],
  [0x0905, 'mldsa65', 'none', 'ml-dsa', true],
  [0x0906, 'mldsa87', 'none', 'ml-dsa', true],
  [0x0911, 'slhdsa_sha2_128s', 'none', 'slh-dsa', true],
  [0x0912, 'slhdsa_sha2_128f', 'none', 'slh-dsa', true],
  [0x0913, 'slhdsa_sha2_192s', 'none', 'slh-dsa', true],
  [0x0914, 'slhdsa_sha2_192f', 'none', 'slh-dsa', true],
  [0x0915, 'slhdsa_sha2_256s', 'none', 'slh-dsa', true],
  [0x0916, 'slhdsa_sha2_256f', 'none', 'slh-dsa', true],
];

export const signatureSchemes: readonly SignatureScheme[] = rows.map(
  ([code, name, hash, key, isForTls13]) => ({ code, name, hash, key, isForTls13 }),
);

const byCode = new Map(signatureSchemes.map((scheme) => [scheme.code, scheme]));

export function signatureSchemeByCode(code: number): SignatureScheme | undefined {
  return byCode.get(code);
}
