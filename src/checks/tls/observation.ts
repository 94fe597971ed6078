import type { ScanMode } from '../../model/endpoint.ts';

/** Grows with every change of the shape that an older reader would misread. */
export const OBSERVATION_FORMAT = 'lockstep-tls-observation/1';

/**
 * `no` only when the server said so (an alert, or a consistent close beside a control handshake that succeeds);
 * `inconclusive` when nobody can tell: reset, timeout, silence, garbage; `not-tested` when nobody asked.
 */
export type Truth = 'yes' | 'no' | 'inconclusive' | 'not-tested';

/** Something that is so, is not so, or could not be told, and how that is known. */
export interface Fact {
  readonly is: Truth;
  /** One short claim: `alert 70 (protocol_version)`, `closed, control handshake good`, `reset 4 of 4`. */
  readonly why: string;
}

export const protocolVersions = ['SSLv2', 'SSLv3', 'TLS1.0', 'TLS1.1', 'TLS1.2', 'TLS1.3'] as const;
export type ProtocolVersion = (typeof protocolVersions)[number];

/** What a server takes of one kind of thing (suites of a version, groups, signature schemes), by code point. */
export interface Accepted {
  /**
   * In the server's order of preference where `order` is `server`, else in the order in which they were found. Of a server
   * with a long list the quick and full modes know the order of the first nine only: what follows was asked for in
   * several walks at a time. The deep mode puts all of them in order.
   */
  readonly codes: readonly number[];
  /** `yes`: everything that is not in `codes` was refused; `inconclusive`: there may be more. */
  readonly complete: Fact;
  /** Who decides among several: told by asking twice, in opposite orders. */
  readonly order: 'server' | 'client' | 'inconclusive' | 'not-tested';
}

/** A finite-field group that the server offered (RFC 5246 §7.4.3, ServerDHParams). */
export interface DhParameters {
  readonly bits: number;
  /** Hexadecimal, no leading zeros, lower case. */
  readonly prime: string;
  readonly generator: string;
  /** Name of the group when it is a well-known one: `RFC 3526 group 14`, `Apache 1024`. */
  readonly known?: string;
  readonly version: ProtocolVersion;
}

/** Certificates as they came over the wire for one way of asking. Digests refer to `Observation.certificates`. */
export interface ChainObservation {
  /** SNI that was sent; null: none. */
  readonly serverName: string | null;
  readonly version: ProtocolVersion;
  /** Leaf first as sent; SHA-256 of the DER, lower-case hexadecimal. */
  readonly sent: readonly string[];
  /** Base64 of the OCSP response (RFC 6960) that came along; undefined: none came although it was asked for. */
  readonly ocsp?: string;
  /** Base64 of SignedCertificateTimestampLists (RFC 6962 §3.3) from the handshake, not those in certificates. */
  readonly scts: readonly string[];
  /** Scheme of CertificateVerify (TLS 1.3) or of the signed key exchange (TLS 1.2). */
  readonly signatureScheme?: number;
}

export type HttpFacts =
  | {
      readonly state: 'answered';
      readonly status: number;
      /** Those that concern transport: strict-transport-security, location, date, server, set-cookie (names and flags only), … */
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly state: 'failed' | 'not-tested'; readonly why: string };

/** Flaws of implementations that only an attack-like message shows; asked only where the zone allows it. */
export const intrusiveProbes = [
  'heartbleed',
  'ccs-injection',
  'robot',
  'ticketbleed',
  'client-renegotiation',
] as const;
export type IntrusiveProbe = (typeof intrusiveProbes)[number];

/** Properties of handshakes that are yes or no. */
export const features = [
  /** Extended master secret, RFC 7627. */
  'extended-master-secret',
  /** Secure renegotiation indication, RFC 5746. */
  'secure-renegotiation',
  /** TLS-level compression (DEFLATE, RFC 3749). */
  'compression',
  /** Downgrade protection, TLS_FALLBACK_SCSV, RFC 7507: the server refuses a fallback. */
  'fallback-scsv',
  /** Encrypt-then-MAC, RFC 7366. */
  'encrypt-then-mac',
  /** Session resumption by id, RFC 5246 §7.4.1.2. */
  'session-id',
  /** Session tickets, RFC 5077, or TLS 1.3 NewSessionTicket. */
  'session-ticket',
  /** TLS 1.3 tickets that allow 0-RTT, RFC 8446 §4.2.10. */
  'early-data',
  /** The server announces the heartbeat extension, RFC 6520. */
  'heartbeat',
  /** OCSP response in the handshake, RFC 6066 §8. */
  'ocsp-staple',
  /** The server asks for a client certificate. */
  'client-certificate-request',
  /** The server refuses a handshake without a client certificate. */
  'client-certificate-required',
  /** TLS 1.3 is proved by the downgrade marker in a lower version's ServerHello.random (RFC 8446 §4.1.3). */
  'downgrade-marker',
] as const;
export type Feature = (typeof features)[number];

/** What one address of an endpoint showed. */
export interface AddressObservation {
  readonly address: string;
  /** A TCP connection came about. `no`: refused. */
  readonly reachable: Fact;
  /** It answered in TLS (or SSL) at all, after STARTTLS where the endpoint begins in plain text. */
  readonly speaksTls: Fact;
  /** With STARTTLS: the server offers it. */
  readonly starttls: Fact;
  readonly versions: Readonly<Record<ProtocolVersion, Fact>>;
  /** Of the versions that are supported. SSLv2 codes have three bytes. */
  readonly suites: Readonly<Partial<Record<ProtocolVersion, Accepted>>>;
  /** Named groups: up to TLS 1.2 for ECDHE, of TLS 1.3 by HelloRetryRequest. */
  readonly groups: Readonly<Partial<Record<'TLS1.2' | 'TLS1.3', Accepted>>>;
  readonly signatureSchemes: Readonly<Partial<Record<'TLS1.2' | 'TLS1.3', Accepted>>>;
  readonly dh: readonly DhParameters[];
  readonly chains: readonly ChainObservation[];
  /** Protocols of RFC 7301 that the server selects when they are offered alone. */
  readonly alpn: readonly string[];
  readonly features: Readonly<Record<Feature, Fact>>;
  /** Bytes of 0-RTT data that a ticket allows; 0 without. */
  readonly maxEarlyData: number;
  /** Seconds; of a session ticket. */
  readonly ticketLifetimeSeconds?: number;
  readonly intrusive: Readonly<Record<IntrusiveProbe, Fact>>;
  readonly http: { readonly https: HttpFacts; readonly plain: HttpFacts };
  /** Answers differed between connections that asked the same: a mixed farm behind one address. */
  readonly inconsistent: readonly string[];
  readonly connections: number;
  readonly retries: number;
}

/** Status of a certificate, asked for only on request. */
export interface RevocationObservation {
  /** SHA-256 of the DER of the certificate. */
  readonly certificate: string;
  readonly source: 'ocsp' | 'crl';
  readonly url: string;
  readonly status: 'good' | 'revoked' | 'unknown' | 'inconclusive';
  readonly why: string;
}

/**
 * All that is known of one endpoint at one time: facts, no judgement. Plain JSON; a file of it can be judged again under
 * another profile (schema/tls-observation.schema.json).
 */
export interface Observation {
  readonly format: typeof OBSERVATION_FORMAT;
  /** `Endpoint.name` and what it consists of. */
  readonly endpoint: string;
  readonly host: string;
  readonly port: number;
  readonly starttls?: string;
  readonly serverName?: string;
  readonly zone: string;
  /** ISO 8601: when it began. */
  readonly at: string;
  readonly prober: { readonly version: number; readonly mode: ScanMode };
  readonly resolved: Fact;
  readonly addresses: readonly AddressObservation[];
  /** DER as base64, by lower-case hexadecimal SHA-256. */
  readonly certificates: Readonly<Record<string, string>>;
  readonly revocation: readonly RevocationObservation[];
  readonly durationMs: number;
}
