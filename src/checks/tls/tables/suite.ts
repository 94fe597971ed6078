/** How the key of a session is agreed. `any`: TLS 1.3, where the suite does not say. */
export type KeyExchange =
  | 'any'
  | 'rsa'
  | 'dhe'
  | 'ecdhe'
  | 'dh'
  | 'ecdh'
  | 'psk'
  | 'dhe-psk'
  | 'ecdhe-psk'
  | 'rsa-psk'
  | 'srp'
  | 'kerberos'
  | 'gost'
  | 'null'
  | 'other';
export type SuiteAuthentication =
  | 'any'
  | 'rsa'
  | 'ecdsa'
  | 'dsa'
  | 'psk'
  | 'none'
  | 'kerberos'
  | 'gost'
  | 'srp'
  | 'other';

/** A cipher suite, with what its name says about it. */
export interface Suite {
  /** Two bytes as in the IANA registry; three for SSLv2. */
  readonly code: number;
  /** `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`; SSLv2: `SSL_CK_RC4_128_WITH_MD5`. */
  readonly name: string;
  /** Where they have a name of their own for it. */
  readonly openssl?: string;
  readonly gnutls?: string;
  readonly keyExchange: KeyExchange;
  readonly authentication: SuiteAuthentication;
  /** `AES`, `CHACHA20`, `3DES`, `DES`, `RC4`, `RC2`, `IDEA`, `SEED`, `CAMELLIA`, `ARIA`, `SM4`, `NULL`, … */
  readonly cipher: string;
  /** Effective key length; 112 for 3DES, 40 or 56 for export suites, 0 for NULL. */
  readonly bits: number;
  readonly mode: 'aead' | 'cbc' | 'stream' | 'none';
  /** Block length; 64 is what SWEET32 is about; 0 for stream ciphers and NULL. */
  readonly blockBits: number;
  readonly mac: 'aead' | 'sha384' | 'sha256' | 'sha1' | 'md5' | 'none' | 'other';
  readonly isExport: boolean;
  readonly hasForwardSecrecy: boolean;
  /** Versions that it may be used in. */
  readonly era: 'SSLv2' | 'SSLv3-TLS1.2' | 'TLS1.2' | 'TLS1.3';
}
