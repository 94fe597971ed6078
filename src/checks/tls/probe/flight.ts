import type { ProtocolVersion } from '../observation.ts';
import type { ServerHelloMessage, ServerMessage } from '../wire/message.ts';

/** A ServerHello, and what came with it. */
export interface Flight {
  readonly hello: ServerHelloMessage;
  /** The version that the server chose. */
  readonly version: ProtocolVersion;
  readonly messages: readonly ServerMessage[];
  /** Why it broke off before all came that was wanted; undefined: it did not. */
  readonly cutOff?: string;
}

/** What one connection said to one question. */
export type Answer =
  | { readonly kind: 'flight'; readonly flight: Flight }
  /** The server refused by an alert (RFC 8446 §6). */
  | { readonly kind: 'alert'; readonly code: number }
  /** The server closed in order, without a word of TLS. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'refused' | 'no-starttls'; readonly why: string }
  /** Reset, silence, garbage: it says nothing about what was asked. */
  | {
      readonly kind: 'lost';
      readonly why: string;
      /** `tls`: a connection came about, and STARTTLS where there is one. */
      readonly stage: 'dial' | 'starttls' | 'tls';
      /** It answered, but not in TLS: `http`, `ssh`, … */
      readonly looksLike?: string;
    };

/** How much of the server's flight is wanted, up to TLS 1.2: `hello` alone, the key exchange, or all. */
export type Wanted = 'hello' | 'key-exchange' | 'done';
