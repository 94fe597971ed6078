import type { NameConstraints } from './constraints.ts';

/** What rules ask of an X.509 certificate (RFC 5280). Read from hostile DER: every field may be missing. */
export interface Certificate {
  /** SHA-256 of the DER and of the SubjectPublicKeyInfo, lower-case hexadecimal. */
  readonly fingerprint: string;
  readonly spki: string;
  readonly subject: string;
  readonly issuer: string;
  /** Of the subject, without other parts; empty without one. */
  readonly commonName: string;
  /** Hexadecimal. */
  readonly serial: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: {
    readonly type: 'rsa' | 'rsa-pss' | 'ecdsa' | 'ed25519' | 'ed448' | 'dsa' | 'ml-dsa' | 'other';
    /** Of the modulus, or of the curve's order. */
    readonly bits: number;
    /** Name as in OpenSSL: `prime256v1`. */
    readonly curve?: string;
    /** Of RSA. */
    readonly exponent?: string;
  };
  /** `sha256WithRSAEncryption`, `ecdsa-with-SHA384`, …; the OID where it is not known. */
  readonly signature: { readonly name: string; readonly hash: string };
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly isCa: boolean;
  /** Of an authority: how many others may be below it; any number where it says nothing. */
  readonly pathLength?: number;
  /** Of an authority: the names that it may vouch for; all where it says nothing. */
  readonly nameConstraints?: NameConstraints;
  readonly isSelfIssued: boolean;
  /** TLS feature extension with status_request (RFC 7633). */
  readonly mustStaple: boolean;
  readonly sctCount: number;
  readonly ocspUrls: readonly string[];
  readonly crlUrls: readonly string[];
  /** Authority information access, caIssuers. */
  readonly issuerUrls: readonly string[];
  readonly keyUsage: readonly string[];
  readonly extendedKeyUsage: readonly string[];
  readonly der: Uint8Array;
}
