import { isLoopback } from '../../model/address.ts';
import type { TlsLimits } from '../../model/policy.ts';

export type GateLimits = Pick<TlsLimits, 'connections' | 'perAddress' | 'perSecond'>;

/** Connections to the own machine at a time, at least: nobody is disturbed. Chosen: a scan on loopback is then 2 times faster than with 4. */
export const LOOPBACK_CONNECTIONS = 8;
/** New connections that may come at once. Chosen: a full scan of one endpoint (32) goes through without waiting. */
const BURST = 40;

/**
 * The limits of one run, shared by all its endpoints: connections in all, to one address, and new ones to one address in
 * a second. The own machine is bounded in all and by endpoint, but not in a second.
 */
export class ConnectionGate {
  readonly #limits: GateLimits;
  readonly #clock: () => number;
  readonly #all: Places;
  readonly #places = new Map<string, Places>();
  readonly #buckets = new Map<string, Bucket>();
  readonly #loopback = new Map<string, boolean>();

  constructor(limits: GateLimits, clock: () => number) {
    this.#limits = limits;
    this.#clock = clock;
    this.#all = new Places(limits.connections);
  }

  /**
   * Waits for a place; the function that is returned gives it back. Undefined when the signal ended the wait. `pause` waits
   * so many milliseconds.
   */
  async enter(
    address: string,
    port: number,
    {
      signal,
      pause,
    }: { readonly signal: AbortSignal; readonly pause: (ms: number) => Promise<void> },
  ): Promise<(() => void) | undefined> {
    const loopback = this.#isLoopback(address);
    const own = this.#placesOf(loopback ? `${address} ${port}` : address, loopback);
    if (!(await own.take(signal))) return undefined;
    const waitMs = loopback ? 0 : this.#bucketOf(address).reserve(this.#clock());
    if (waitMs > 0) await pause(waitMs);
    if (signal.aborted || !(await this.#all.take(signal))) {
      own.give();
      return undefined;
    }
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      own.give();
      this.#all.give();
    };
  }

  /** Remembered: each address is asked about once a connection. */
  #isLoopback(address: string): boolean {
    const known = this.#loopback.get(address) ?? isLoopback(address);
    this.#loopback.set(address, known);
    return known;
  }

  #placesOf(key: string, loopback: boolean): Places {
    const { perAddress } = this.#limits;
    const known = this.#places.get(key);
    const places =
      known ?? new Places(loopback ? Math.max(LOOPBACK_CONNECTIONS, perAddress) : perAddress);
    this.#places.set(key, places);
    return places;
  }

  #bucketOf(address: string): Bucket {
    const bucket = this.#buckets.get(address) ?? new Bucket(this.#limits.perSecond);
    this.#buckets.set(address, bucket);
    return bucket;
  }
}

/** So many may be inside; the others wait in order. */
class Places {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** False when the signal ended the wait. */
  async take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#free > 0) {
      this.#free -= 1;
      return true;
    }
    return new Promise((resolve) => {
      const settle = (taken: boolean): void => {
        this.#waiting.delete(admit);
        signal.removeEventListener('abort', leave);
        resolve(taken);
      };
      const admit = (): void => settle(true);
      const leave = (): void => settle(false);
      this.#waiting.add(admit);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  give(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free += 1;
    else next();
  }
}

/**
 * Tokens as in the generic cell rate algorithm (ITU-T I.371): one instant says when the bucket would be full again. Pauses
 * get up to a tenth of an interval more, so that scans which wait for the same instant do not go on at once; from a
 * counter, not by chance, so that a run can be repeated.
 */
class Bucket {
  readonly #intervalMs: number;
  #fullAt = 0;
  #turn = 0;

  constructor(perSecond: number) {
    this.#intervalMs = 1_000 / perSecond;
  }

  /** How long to wait before the next connection, which is counted now. */
  reserve(now: number): number {
    const from = Math.max(this.#fullAt, now);
    const waitMs = Math.max(0, from - now - (BURST - 1) * this.#intervalMs);
    this.#fullAt = from + this.#intervalMs;
    this.#turn += 1;
    const jitter = ((this.#turn * 0x9e37) % 1_000) / 10_000;
    return waitMs === 0 ? 0 : waitMs + jitter * this.#intervalMs;
  }
}
