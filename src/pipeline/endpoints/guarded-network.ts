import { isPrivate, refusalOf } from '../../model/address.ts';
import type { Endpoint } from '../../model/endpoint.ts';
import type {
  Connection,
  Dialled,
  HttpAnswer,
  HttpRequest,
  Network,
  Resolved,
} from '../../model/network.ts';
import type { ConnectionGate } from './gate.ts';

/** What a refused call is answered with, in the place of a system's code. */
export const REFUSED = 'EREFUSEDTARGET';
const CANCELLED = 'ECANCELED';

export interface GuardOptions {
  readonly gate: ConnectionGate;
  /** What the host was found to resolve to, before the scan: nothing else is believed during it (DNS rebinding). */
  readonly resolved: Resolved;
  /** The certificate may name other hosts to ask about it: then those are let through too, inside the zone's bounds. */
  readonly asksOthers: boolean;
  readonly isPublic: boolean;
  /** Ends this scan, or the run. */
  readonly signal: AbortSignal;
}

/**
 * The network of one scan: only the addresses of its endpoint can be reached, never those that `refusalOf` names, all of
 * it under the limits of the run. Whatever is still open when the scan ends is closed by `end`.
 */
export class GuardedNetwork implements Network {
  readonly signal: AbortSignal;
  /** Addresses and hosts that were asked for and refused, with the reason. */
  readonly refused: Map<string, string> = new Map();
  readonly #network: Network;
  readonly #endpoint: Endpoint;
  readonly #options: GuardOptions;
  readonly #own: ReadonlySet<string>;
  readonly #open = new Set<() => void>();
  /** Addresses that were found to be in order: each is dialled many times. */
  readonly #known = new Set<string>();

  constructor(network: Network, endpoint: Endpoint, options: GuardOptions) {
    this.#network = network;
    this.#endpoint = endpoint;
    this.#options = options;
    this.signal = options.signal;
    const { resolved } = options;
    const addresses = resolved.kind === 'resolved' ? resolved.addresses : [];
    this.#own = new Set([...addresses, ...(endpoint.addresses ?? [])]);
  }

  async resolve(host: string): Promise<Resolved> {
    const { resolved, asksOthers } = this.#options;
    if (host === this.#endpoint.host) return this.#allowed(resolved);
    if (asksOthers) return this.#allowed(await this.#network.resolve(host));
    this.refused.set(host, 'not the host of the endpoint');
    return { kind: 'failed', detail: REFUSED };
  }

  async dial(address: string, port: number, timeoutMs: number): Promise<Dialled> {
    if (this.#isRefused(address)) return { kind: 'failed', detail: REFUSED };
    const leave = await this.#enter(address, port);
    if (leave === undefined) return { kind: 'failed', detail: CANCELLED };
    const dialled = await this.#network.dial(address, port, timeoutMs);
    if (dialled.kind !== 'connected') {
      leave();
      return dialled;
    }
    return { kind: 'connected', connection: this.#counted(dialled.connection, leave) };
  }

  async http(request: HttpRequest): Promise<HttpAnswer> {
    if (this.#isRefused(request.address)) return { kind: 'failed', detail: REFUSED };
    const leave = await this.#enter(request.address, request.port);
    if (leave === undefined) return { kind: 'failed', detail: CANCELLED };
    try {
      return await this.#network.http(request);
    } finally {
      leave();
    }
  }

  wait(ms: number): Promise<void> {
    return this.signal.aborted ? Promise.resolve() : this.#network.wait(ms);
  }

  monotonicMs(): number {
    return this.#network.monotonicMs();
  }

  /** Closes whatever the scan left open. */
  end(): void {
    for (const close of this.#open) close();
  }

  #enter(address: string, port: number): Promise<(() => void) | undefined> {
    const pause = (ms: number): Promise<void> => this.wait(ms);
    return this.#options.gate.enter(address, port, { signal: this.signal, pause });
  }

  #counted(connection: Connection, leave: () => void): Connection {
    const close = (): void => {
      if (!this.#open.delete(close)) return;
      connection.close();
      leave();
    };
    this.#open.add(close);
    return {
      send: (bytes) => connection.send(bytes),
      receive: (timeoutMs) => connection.receive(timeoutMs),
      close,
    };
  }

  #allowed(resolved: Resolved): Resolved {
    if (resolved.kind === 'failed') return resolved;
    const addresses = resolved.addresses.filter((address) => !this.#refusal(address));
    return addresses.length > 0 || resolved.addresses.length === 0
      ? { kind: 'resolved', addresses }
      : { kind: 'failed', detail: REFUSED };
  }

  #isRefused(address: string): boolean {
    if (this.#refusal(address)) return true;
    if (this.#own.has(address)) return false;
    // A certificate is hostile: it must not lead from the internet into the own network.
    const { asksOthers, isPublic } = this.#options;
    if (asksOthers && !(isPublic && isPrivate(address))) return false;
    this.refused.set(address, 'not an address of the endpoint');
    return true;
  }

  #refusal(address: string): boolean {
    if (this.#known.has(address)) return false;
    const reason = refusalOf(address);
    if (reason === undefined) this.#known.add(address);
    if (reason !== undefined) this.refused.set(address, reason);
    return reason !== undefined;
  }
}
