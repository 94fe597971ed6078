import { setTimeout as pause } from 'node:timers/promises';
import type { Queryable } from '../../store/database.ts';
import { finish, giveBack, putOff, reclaim, renew, type Lease } from './leases.ts';

export interface RunnerOptions {
  readonly database: Queryable;
  /** How often this process says that it is there. */
  readonly beatMs: number;
  /** How long jobs may take to end when they are told to. */
  readonly stopTimeoutMs: number;
  readonly onError: (error: Error) => void;
}

interface Held {
  readonly lease: Lease;
  readonly abort: AbortController;
}

const POLL_MS = 500;

/** Jobs that this process has taken: says that it is at them, and looks after those of processes that are silent. */
export class JobRunner {
  readonly #options: RunnerOptions;
  readonly #stopping = new AbortController();
  readonly #held = new Set<Held>();
  /** What is to end before this process does. */
  readonly #pending = new Set<Promise<unknown>>();

  constructor(options: RunnerOptions) {
    this.#options = options;
    void this.#track(this.#beat());
  }

  /** Does one that was taken. Throws what `act` throws, after the job was given to another. */
  do(lease: Lease, act: (signal: AbortSignal) => Promise<void>): Promise<void> {
    return this.#track(this.#do(lease, act));
  }

  async #do(lease: Lease, act: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const held = { lease, abort: new AbortController() };
    this.#held.add(held);
    try {
      this.#stopping.signal.throwIfAborted();
      await act(held.abort.signal);
      await finish(this.#options.database, lease);
    } catch (error) {
      await this.#pass(lease, error);
      throw error;
    } finally {
      this.#held.delete(held);
    }
  }

  /** Takes jobs as they come, `parallel` at a time, until `stop`. */
  poll<Job extends Lease>(
    parallel: number,
    take: (count: number) => Promise<readonly Job[]>,
    act: (job: Job, signal: AbortSignal) => Promise<void>,
  ): void {
    void this.#track(this.#loop(parallel, take, act));
  }

  /** Tells all to end, and gives back what has not; nothing new is begun. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const { abort } of this.#held) abort.abort();
    const timeout = new AbortController();
    const { stopTimeoutMs } = this.#options;
    await Promise.race([
      this.#settled(),
      pause(stopTimeoutMs, undefined, { signal: timeout.signal }).catch(() => undefined),
    ]);
    timeout.abort();
    for (const { lease } of this.#held) await this.#pass(lease, undefined);
  }

  async #settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }

  #track(work: Promise<void>): Promise<void> {
    this.#pending.add(work);
    const forget = (): void => void this.#pending.delete(work);
    void work.then(forget, forget);
    return work;
  }

  async #loop<Job extends Lease>(
    parallel: number,
    take: (count: number) => Promise<readonly Job[]>,
    act: (job: Job, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { signal } = this.#stopping;
    let doing = 0;
    let wake = new AbortController();
    const end = (): void => {
      doing -= 1;
      wake.abort();
    };
    while (!signal.aborted) {
      wake = new AbortController();
      const taken = doing < parallel ? await take(parallel - doing).catch(this.#none) : [];
      for (const job of taken) {
        doing += 1;
        void this.do(job, (own) => act(job, own)).then(end, this.#told(end));
      }
      if (taken.length > 0 && doing < parallel) continue;
      const either = AbortSignal.any([signal, wake.signal]);
      await pause(POLL_MS, undefined, { signal: either }).catch(() => undefined);
    }
  }

  /** Whoever waits for nothing hears of errors here; that a job ends because it is told to is none. */
  #told(then: () => void): (error: unknown) => void {
    return (error) => {
      try {
        if (!this.#stopping.signal.aborted) this.#tell(error);
      } finally {
        then();
      }
    };
  }

  /** What cannot be taken now is taken later: whoever polls goes on. */
  readonly #none = (error: unknown): readonly never[] => {
    this.#tell(error);
    return [];
  };

  #tell(error: unknown): void {
    this.#options.onError(error instanceof Error ? error : new Error(String(error)));
  }

  /** To somebody else: at once when it is not to blame, later when it has failed. */
  async #pass(lease: Lease, error: unknown): Promise<void> {
    const { database } = this.#options;
    const why = error instanceof Error ? error.message : String(error);
    try {
      if (this.#stopping.signal.aborted) await giveBack(database, lease);
      else await putOff(database, lease, why);
    } catch (lost) {
      // Then it is taken from this process when it has been silent about it for long enough.
      this.#tell(lost);
    }
  }

  async #beat(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#sayAlive().catch((error: unknown) => this.#tell(error));
      await pause(this.#options.beatMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #sayAlive(): Promise<void> {
    const { database } = this.#options;
    const held = [...this.#held];
    if (held.length > 0) {
      const leases = held.map(({ lease }) => lease);
      const lost = new Set(await renew(database, leases));
      for (const { lease, abort } of held) if (lost.has(lease)) abort.abort();
    }
    await reclaim(database);
  }
}
