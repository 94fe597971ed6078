import type { Endpoint } from '../../../model/endpoint.ts';
import type { ObserveOptions } from '../../../model/endpoint-check.ts';
import type { Connection, Network } from '../../../model/network.ts';
import { beginTls } from '../starttls/begin.ts';
import { Gate } from './gate.ts';

/** Why there was no connection on which a ClientHello could have been sent. */
export type NotOpened =
  /** Nobody listens. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The plain-text protocol says that it has no TLS. */
  | { readonly kind: 'no-starttls'; readonly why: string }
  /** `stage`: how far it came. */
  | { readonly kind: 'lost'; readonly why: string; readonly stage: 'dial' | 'starttls' };

export type Used<T> = { readonly kind: 'used'; readonly value: T } | NotOpened;

/** A connection that is ready for TLS, and how long it may last. */
export interface Visit {
  readonly connection: Connection;
  /** Milliseconds that are left of the handshake's and of the endpoint's time, 0 at least. */
  readonly remainingMs: () => number;
}

/** The one way to an address of an endpoint: counts connections, keeps within their number at a time, and within time. */
export class Door {
  readonly endpoint: Endpoint;
  readonly address: string;
  readonly options: ObserveOptions;
  readonly network: Network;
  /** Connections that were dialled so far. */
  connections = 0;
  readonly #gate: Gate;
  readonly #deadlineMs: number;

  constructor(
    place: { readonly endpoint: Endpoint; readonly address: string; readonly deadlineMs: number },
    network: Network,
    options: ObserveOptions,
  ) {
    this.endpoint = place.endpoint;
    this.address = place.address;
    this.#deadlineMs = place.deadlineMs;
    this.network = network;
    this.options = options;
    this.#gate = new Gate(options.parallel);
  }

  /** Nothing can be asked any more: `out of time`, or `stopped`. */
  closedBecause(): string | undefined {
    if (this.network.signal.aborted) return 'stopped';
    return this.leftMs() <= 0 ? 'out of time' : undefined;
  }

  /** Milliseconds until the endpoint's time is over, 0 at least. */
  leftMs(): number {
    return Math.max(0, this.#deadlineMs - this.network.monotonicMs());
  }

  /** Opens a connection, hands it to `visit`, and closes it whatever comes. */
  async use<T>(visit: (visit: Visit) => Promise<T>): Promise<Used<T>> {
    return this.#gate.run(async () => {
      const closed = this.closedBecause();
      if (closed !== undefined) return { kind: 'lost', why: closed, stage: 'dial' };
      this.connections += 1;
      const timeoutMs = Math.min(this.options.connectTimeoutMs, this.leftMs());
      const dialled = await this.network.dial(this.address, this.endpoint.port, timeoutMs);
      switch (dialled.kind) {
        case 'connected':
          return this.#visit(dialled.connection, visit);
        case 'refused':
          return { kind: 'refused', why: 'connection refused' };
        case 'timeout':
          return { kind: 'lost', why: 'no connection in time', stage: 'dial' };
        case 'failed':
          return { kind: 'lost', why: `no connection: ${dialled.detail}`, stage: 'dial' };
      }
    });
  }

  async #visit<T>(connection: Connection, visit: (visit: Visit) => Promise<T>): Promise<Used<T>> {
    const until = this.network.monotonicMs() + this.options.handshakeTimeoutMs;
    const remainingMs = (): number =>
      Math.max(0, Math.min(until - this.network.monotonicMs(), this.leftMs()));
    try {
      const notReady = await this.#beginTls({ connection, remainingMs });
      return notReady ?? { kind: 'used', value: await visit({ connection, remainingMs }) };
    } finally {
      connection.close();
    }
  }

  async #beginTls({ connection, remainingMs }: Visit): Promise<NotOpened | undefined> {
    const { starttls, host, serverName } = this.endpoint;
    if (starttls === undefined) return undefined;
    const wish = { protocol: starttls, host: serverName ?? host, remainingMs };
    const begun = await beginTls(connection, wish);
    switch (begun.kind) {
      case 'ready':
        return begun.early.length === 0
          ? undefined
          : { kind: 'lost', why: 'plain text behind the agreement to TLS', stage: 'starttls' };
      case 'refused':
        return { kind: 'no-starttls', why: begun.why };
      case 'lost':
        return { kind: 'lost', why: `before TLS: ${begun.why}`, stage: 'starttls' };
    }
  }
}
