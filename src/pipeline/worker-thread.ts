import { Worker } from 'node:worker_threads';
import type { IncompleteReason } from '../model/incomplete.ts';
import type { UnitOutcome } from './unit.ts';
import type { Batch, BatchReply, WorkerSetup } from './worker.ts';

/**
 * Heap of one worker; file contents lie outside of it. Chosen: a source of 2 MiB did not fit into 192 MB when it was parsed,
 * all else that was seen at most 90 MB. A bound, not a reservation.
 */
const MAX_HEAP_MB = 512;
/** Of it for what is young. Chosen: takes 30 MB less than Node's default on 600 MB of source, with two threads, in the same time. */
const MAX_YOUNG_MB = 8;
/** Loading the modules takes about 0.1 s; a worker that is not ready by then never will be. */
const START_TIMEOUT_MS = 30_000;

export type BatchResult =
  | { readonly state: 'done'; readonly outcomes: readonly UnitOutcome[] }
  /** The worker died; `at` is the index of the unit that it was busy with. */
  | {
      readonly state: 'died';
      readonly at: number;
      readonly reason: IncompleteReason;
      readonly detail: string;
    }
  | { readonly state: 'cancelled' };

/** One thread, started when first needed and started anew when it has died. Does one batch at a time. */
export class WorkerThread {
  readonly #registry: string;
  #ready: Promise<Worker | undefined> | undefined;
  #worker: Worker | undefined;
  #progress = new Int32Array(new SharedArrayBuffer(4));
  #settle: ((result: BatchResult) => void) | undefined;
  #seen = { index: 0, since: 0 };

  /** `registry` is the URL of the module that exports `checks`. */
  constructor(registry: string) {
    this.#registry = registry;
  }

  /** Starts the thread without waiting for it; it loads its modules while others work. */
  prepare(): void {
    this.#ready ??= this.#start();
    // Whoever waits for it is told.
    this.#ready.catch(() => undefined);
  }

  /** Examines the batch; throws when the worker cannot be started at all, which is a bug or a broken installation. */
  async examine(batch: Batch): Promise<BatchResult> {
    this.prepare();
    const worker = await this.#ready;
    if (worker === undefined) return { state: 'cancelled' };
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#seen = { index: 0, since: performance.now() };
      // Copied, not transferred: when the worker dies the batch is examined again.
      worker.postMessage(batch);
    });
  }

  /** Ends the worker when the unit at work has had its time. Called now and then by the pool's clock. */
  watch(now: number, unitTimeoutMs: number): void {
    if (this.#settle === undefined) return;
    const index = Atomics.load(this.#progress, 0);
    if (index !== this.#seen.index) this.#seen = { index, since: now };
    else if (index > 0 && now - this.#seen.since > unitTimeoutMs) {
      const detail = `took longer than ${unitTimeoutMs / 1000} s (limits.unit-timeout)`;
      this.#die({ state: 'died', at: index - 1, reason: 'timeout', detail });
    }
  }

  /** Ends the thread; a batch at work is answered with `cancelled`. */
  stop(): void {
    this.#die({ state: 'cancelled' });
  }

  /** Undefined when it was stopped on its way. */
  async #start(): Promise<Worker | undefined> {
    this.#progress = new Int32Array(new SharedArrayBuffer(4));
    const isSource = import.meta.url.endsWith('.ts');
    const file = isSource ? '../../scripts/worker-from-source.mjs' : './worker.js';
    const worker = new Worker(new URL(file, import.meta.url), {
      workerData: {
        registry: this.#registry,
        progress: this.#progress.buffer,
      } satisfies WorkerSetup,
      resourceLimits: {
        maxOldGenerationSizeMb: MAX_HEAP_MB,
        maxYoungGenerationSizeMb: MAX_YOUNG_MB,
      },
      // What a check prints is nobody's business: it must not get between the lines of a report.
      stdout: true,
      stderr: true,
    });
    this.#worker = worker;
    try {
      await ready(worker);
    } catch (error) {
      if (this.#worker !== worker) return undefined;
      throw error;
    }
    worker.on('message', (reply: BatchReply) => {
      if (reply !== 'ready') this.#answer({ state: 'done', outcomes: reply });
    });
    worker.on('error', (error: Error & { code?: string }) => {
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#died(
        worker,
        memory ? 'out-of-memory' : 'crash',
        memory
          ? `needed more than ${MAX_HEAP_MB} MiB of memory`
          : `ended the worker (${error.name})`,
      );
    });
    worker.on('exit', (code) =>
      this.#died(worker, 'crash', `ended the worker (exit code ${code})`),
    );
    return worker;
  }

  #died(worker: Worker, reason: IncompleteReason, detail: string): void {
    if (worker !== this.#worker) return;
    const at = Math.max(0, Atomics.load(this.#progress, 0) - 1);
    this.#die({ state: 'died', at, reason, detail });
  }

  #die(result: BatchResult): void {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#ready = undefined;
    void worker?.terminate();
    this.#answer(result);
  }

  #answer(result: BatchResult): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(result);
  }
}

/** Waits for the worker's first message. */
async function ready(worker: Worker): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (cause: unknown): void => {
      clearTimeout(timer);
      void worker.terminate();
      reject(new Error('a worker thread could not start', { cause }));
    };
    const timer = setTimeout(() => fail('timeout'), START_TIMEOUT_MS);
    worker.once('message', () => {
      clearTimeout(timer);
      worker.removeAllListeners('error');
      worker.removeAllListeners('exit');
      resolve();
    });
    worker.once('error', fail);
    worker.once('exit', (code) => fail(`exit code ${code}`));
  });
}
