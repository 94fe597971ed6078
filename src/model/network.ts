/** What arrived, or how the other side went away. */
export type Received =
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  /**
   * The other side closed its direction in order (FIN). Trap: after data it may as well have been a RST, because libuv
   * (1.46, `uv__stream_io`) takes POLLHUP after a partial read for an end. So an end after any data of an unfinished
   * answer says no more than `reset`; only an end before any data can be a refusal.
   */
  | { readonly kind: 'end' }
  /** The connection broke (RST, network error). */
  | { readonly kind: 'reset' }
  | { readonly kind: 'timeout' };

/** A TCP connection in use. Never throws for what the network does: that is in the values. */
export interface Connection {
  /** Queues bytes; a connection that broke takes them silently, and the next `receive` tells. */
  send(bytes: Uint8Array): void;
  /**
   * The next bytes that have not been handed out yet. At most `maxReceiveBytes` (set by the implementation, 1 MiB) are
   * taken over the life of a connection; what comes after is not read and ends in `reset`.
   */
  receive(timeoutMs: number): Promise<Received>;
  /** Ends it at once; further calls do nothing. */
  close(): void;
}

export type Dialled =
  | { readonly kind: 'connected'; readonly connection: Connection }
  /** Nobody listens (RST to the SYN). */
  | { readonly kind: 'refused' }
  | { readonly kind: 'timeout' }
  /** No route, network down, too many open files, …: `detail` is the system's code. */
  | { readonly kind: 'failed'; readonly detail: string };

export type Resolved =
  /** Every A and AAAA record, IPv4 first, each once, in numerical order. */
  | { readonly kind: 'resolved'; readonly addresses: readonly string[] }
  /** `detail` is the resolver's code: `ENOTFOUND`, `EAI_AGAIN`. */
  | { readonly kind: 'failed'; readonly detail: string };

/** One HTTP answer: status line and headers only, names in lower case, repeated ones joined as RFC 9110 §5.3 says. */
export type HttpAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'failed'; readonly detail: string };

export interface HttpRequest {
  readonly address: string;
  readonly port: number;
  /** `https`: certificates are not verified, any protocol version goes; the prober judges those by itself. */
  readonly scheme: 'http' | 'https';
  /** Host header, and SNI where it is a name. */
  readonly host: string;
  readonly path: string;
  readonly timeoutMs: number;
}

/** The door to the network, as a check gets it. Whoever hands it in has put limits and an inventory around it. */
export interface Network {
  resolve(host: string): Promise<Resolved>;
  /** `timeoutMs` bounds the TCP handshake, not the wait for a place under the limits. */
  dial(address: string, port: number, timeoutMs: number): Promise<Dialled>;
  /** HEAD, then GET where that is refused; redirects are not followed. */
  http(request: HttpRequest): Promise<HttpAnswer>;
  /** Milliseconds; ends early when the run is stopped. */
  wait(ms: number): Promise<void>;
  /** Milliseconds since some fixed moment, never going back. */
  monotonicMs(): number;
  readonly signal: AbortSignal;
}
