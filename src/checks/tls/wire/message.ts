import type { ProtocolVersion } from '../observation.ts';
import type { Extension } from './extensions.ts';

/** A certificate as it was sent, with what TLS 1.3 hangs on each (RFC 8446 §4.4.2). */
export interface SentCertificate {
  readonly der: Uint8Array;
  /** OCSP response (RFC 6960). */
  readonly ocsp?: Uint8Array;
  /** SignedCertificateTimestampList (RFC 6962 §3.3). */
  readonly scts?: Uint8Array;
}

export interface ServerHelloMessage {
  readonly kind: 'server-hello';
  /** What was negotiated: of supported_versions where that is there. undefined: no version that is known. */
  readonly version: ProtocolVersion | undefined;
  /** As it stands in the message. */
  readonly versionCode: number;
  readonly suite: number;
  readonly compression: number;
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly extensions: readonly Extension[];
  /** A HelloRetryRequest (RFC 8446 §4.1.3). */
  readonly isRetryRequest: boolean;
  /** Of key_share: chosen by a ServerHello, asked for by a HelloRetryRequest. */
  readonly group?: number;
  readonly publicKey?: Uint8Array;
  /** Cookie of a HelloRetryRequest, to be sent back. */
  readonly cookie?: Uint8Array;
  /** The random ends in a marker: the server could do TLS 1.3, or 1.2, but was asked for less (RFC 8446 §4.1.3). */
  readonly downgradeFrom?: 'TLS1.3' | 'TLS1.2';
  /** Protocol that was chosen (RFC 7301). */
  readonly alpn?: string;
}

export interface ServerKeyExchangeMessage {
  readonly kind: 'server-key-exchange';
  readonly ecdh?: {
    /** Named group; undefined for explicit curves. */
    readonly group?: number;
    readonly publicKey: Uint8Array;
  };
  readonly dh?: {
    readonly prime: Uint8Array;
    readonly generator: Uint8Array;
    readonly publicKey: Uint8Array;
  };
  /** Short RSA key of export suites. */
  readonly rsa?: { readonly modulus: Uint8Array; readonly exponent: Uint8Array };
  /** TLS 1.2 only: before, the kind of key decides. */
  readonly signatureScheme?: number;
  readonly signature?: Uint8Array;
  /** The bytes that the signature is about, after both randoms. */
  readonly parameters: Uint8Array;
}

export interface NewSessionTicketMessage {
  readonly kind: 'new-session-ticket';
  readonly lifetimeSeconds: number;
  readonly ticket: Uint8Array;
  /** TLS 1.3 only, as what follows. */
  readonly ageAdd?: number;
  readonly nonce?: Uint8Array;
  /** Bytes of 0-RTT data that it allows (RFC 8446 §4.6.1). */
  readonly maxEarlyData?: number;
}

/** What a server said. `raw` of handshake messages is in `HandshakeFrame`. */
export type ServerMessage =
  | { readonly kind: 'alert'; readonly level: number; readonly description: number }
  | ServerHelloMessage
  | { readonly kind: 'certificate'; readonly certificates: readonly SentCertificate[] }
  | { readonly kind: 'certificate-status'; readonly ocsp: Uint8Array }
  | ServerKeyExchangeMessage
  | {
      readonly kind: 'certificate-request';
      readonly signatureSchemes: readonly number[];
      readonly authorities: readonly Uint8Array[];
      /** TLS 1.3: to be repeated in the answer. */
      readonly context: Uint8Array;
    }
  | { readonly kind: 'hello-request' }
  | { readonly kind: 'server-hello-done' }
  | {
      readonly kind: 'encrypted-extensions';
      readonly extensions: readonly Extension[];
      readonly alpn?: string;
    }
  | {
      readonly kind: 'certificate-verify';
      readonly scheme: number;
      readonly signature: Uint8Array;
    }
  | { readonly kind: 'finished'; readonly verifyData: Uint8Array }
  | NewSessionTicketMessage
  | { readonly kind: 'key-update' }
  | { readonly kind: 'other-handshake'; readonly type: number }
  | { readonly kind: 'change-cipher-spec' }
  | { readonly kind: 'heartbeat'; readonly payload: Uint8Array }
  | { readonly kind: 'application-data'; readonly bytes: Uint8Array }
  /** A record that is protected and that this reader has no key for. */
  | { readonly kind: 'protected'; readonly type: number; readonly bytes: Uint8Array }
  /** No TLS, or TLS that breaks its rules. Nothing is read after it. */
  | { readonly kind: 'malformed'; readonly why: string; readonly looksLike?: PlainProtocol };

/** What an answer in plain text looks like. */
export type PlainProtocol =
  | 'http'
  | 'smtp-or-ftp'
  | 'ssh'
  | 'imap'
  | 'pop3'
  | 'xmpp'
  | 'sslv2'
  | 'text';
