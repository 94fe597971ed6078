import { WorkerThread } from './worker-thread.ts';

/** The threads of a run: each is started when it is first needed and kept until the run ends. */
export class Crew {
  readonly #registry: string;
  readonly #threads: WorkerThread[] = [];

  /** `registry` is the URL of the module that exports `checks`. */
  constructor(registry: string) {
    this.#registry = registry;
  }

  /** The first `count` threads. */
  take(count: number): readonly WorkerThread[] {
    while (this.#threads.length < count) this.#threads.push(new WorkerThread(this.#registry));
    return this.#threads.slice(0, count);
  }

  /** Starts one thread without waiting for it. */
  prepare(): void {
    for (const thread of this.take(1)) thread.prepare();
  }

  stop(): void {
    for (const thread of this.#threads) thread.stop();
  }
}
