import type { Fact } from '../observation.ts';
import type { Certificate } from './certificate.ts';

/** What is to be said of one chain as it was sent: facts only, times and policy are judged by rules. */
export interface ChainVerdict {
  /** In the order in which they were sent; undefined where one cannot be parsed. */
  readonly sent: readonly (Certificate | undefined)[];
  readonly leaf: Certificate | undefined;
  /** From the leaf to an anchor where one was found, else as far as it goes. */
  readonly path: readonly Certificate[];
  /** `no`: the path ends in a root that is in no store; expiry is not part of it. */
  readonly trusted: Fact;
  /** `no`: an issuer was not sent that could have been (it is known, or the certificate names where it can be had). */
  readonly complete: Fact;
  /** Each certificate certifies the one before it (RFC 8446 §4.4.2 allows others, RFC 5246 §7.4.2 does not). */
  readonly ordered: boolean;
  /** Sent, but not needed: strangers, doubles, the root. */
  readonly extra: readonly Certificate[];
  readonly sendsRoot: boolean;
  readonly selfSigned: boolean;
  /** The name that was asked for is in the certificate (RFC 6125 / RFC 9525). */
  readonly matchesName: Fact;
  readonly ocsp?: StapledStatus;
  /** Signed certificate timestamps from the certificate, the handshake and the OCSP response. */
  readonly sctCount: number;
}

/** What a stapled OCSP response says (RFC 6960). */
export interface StapledStatus {
  readonly status: 'good' | 'revoked' | 'unknown' | 'unreadable';
  /** ISO 8601. */
  readonly thisUpdate?: string;
  readonly nextUpdate?: string;
  /** The response's signature is by the issuer or one that it appointed. */
  readonly signature: Fact;
}
