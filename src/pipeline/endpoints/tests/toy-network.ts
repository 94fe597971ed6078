import type { Connection, Dialled, HttpAnswer, Network, Resolved } from '../../../model/network.ts';

/** A network for tests: names resolve as the table says, everything can be dialled, and it counts. Time does not pass by itself. */
export class ToyNetwork implements Network {
  readonly signal: AbortSignal;
  readonly dialled: string[] = [];
  open = 0;
  mostOpen = 0;
  now = 0;
  readonly #names: Readonly<Record<string, readonly string[]>>;

  constructor(
    names: Readonly<Record<string, readonly string[]>>,
    signal: AbortSignal = new AbortController().signal,
  ) {
    this.#names = names;
    this.signal = signal;
  }

  resolve(host: string): Promise<Resolved> {
    const addresses = Object.hasOwn(this.#names, host) ? this.#names[host] : undefined;
    return Promise.resolve(
      addresses === undefined
        ? { kind: 'failed', detail: 'ENOTFOUND' }
        : { kind: 'resolved', addresses },
    );
  }

  dial(address: string, port: number): Promise<Dialled> {
    this.dialled.push(`${address}:${port}`);
    this.open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    return Promise.resolve({ kind: 'connected', connection: this.#connection() });
  }

  http(): Promise<HttpAnswer> {
    return Promise.resolve({ kind: 'failed', detail: 'ECONNREFUSED' });
  }

  wait(ms: number): Promise<void> {
    this.now += ms;
    return Promise.resolve();
  }

  monotonicMs(): number {
    return this.now;
  }

  #connection(): Connection {
    let isOpen = true;
    return {
      send: () => undefined,
      receive: () => Promise.resolve({ kind: 'end' }),
      close: () => {
        if (isOpen) this.open -= 1;
        isOpen = false;
      },
    };
  }
}
