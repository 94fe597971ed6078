import type { ProtocolVersion } from './observation.ts';

/** Which names a profile accepts. `phase-out`: still accepted, to be replaced; what is in no list is insufficient. */
export interface Graded {
  readonly good: readonly string[];
  readonly sufficient: readonly string[];
  readonly phaseOut: readonly string[];
}

/** Something that a profile accepts only for a time: dates of BSI TR-02102-2, PCI DSS and the like. */
export interface Deadline {
  /** What ends: a protocol version, a key exchange, `classical-key-agreement`, `dhe`, `pkcs1-signatures`, … */
  readonly what: string;
  /** `YYYY-MM-DD`, the last day. */
  readonly until: string;
  readonly source: string;
}

/** What a published guideline, or a team, asks of an endpoint. Data: one JSON file each in `profiles/`. */
export interface Profile {
  /** `tlsref-intermediate-6.0`, `ncsc-nl-2025`, …; an own one as in the policy. */
  readonly id: string;
  readonly title: string;
  /** URL of the document, and its date. */
  readonly source: string;
  readonly published: string;
  /** Versions, suites and groups by their IANA names (`TLS1.2`, `TLS_AES_128_GCM_SHA256`, `x25519`). */
  readonly versions: {
    readonly required: readonly ProtocolVersion[];
    readonly good: readonly ProtocolVersion[];
    readonly sufficient: readonly ProtocolVersion[];
    readonly phaseOut: readonly ProtocolVersion[];
  };
  /** undefined: the profile says nothing about it. */
  readonly suites?: Graded;
  readonly groups?: Graded;
  readonly serverOrder?: 'server' | 'client';
  readonly certificate: {
    /** `rsa`, `ecdsa`, `ed25519`, …; empty: any. */
    readonly keyTypes: readonly string[];
    readonly minRsaBits?: number;
    /** Below this a key is accepted only for a time. */
    readonly phaseOutRsaBits?: number;
    readonly curves?: readonly string[];
    /** Names as in X.509: `sha256WithRSAEncryption`. */
    readonly signatures?: readonly string[];
    readonly maxLifetimeDays?: number;
    /** Warn so many days before the end; undefined: at a third of the lifetime. */
    readonly expiryWarningDays?: number;
  };
  readonly minDhBits?: number;
  readonly hstsMinAgeSeconds?: number;
  readonly requireStaple?: boolean;
  readonly requirePostQuantum?: boolean;
  readonly allowEarlyData?: boolean;
  readonly requireClientCertificate?: boolean;
  readonly deadlines: readonly Deadline[];
  /** What the document says beyond this, and what of it could not be checked against the document itself. */
  readonly notes?: readonly string[];
}
