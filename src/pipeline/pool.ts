import type { Crew } from './crew.ts';
import type { Unit, UnitOutcome } from './unit.ts';
import type { Task } from './worker.ts';
import type { WorkerThread } from './worker-thread.ts';

/** Few enough that threads end together, enough that a message costs nothing beside the work. */
const BATCH_UNITS = 64;
const BATCH_BYTES = 2 * 2 ** 20;
const WATCH_EVERY_MS = 50;

export interface PoolOptions {
  readonly crew: Crew;
  readonly task: Task;
  readonly threads: number;
  readonly unitTimeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Examines every unit on worker threads and tells `onOutcome` of each as it ends, in no certain order. A unit that
 * kills its worker, or takes too long, becomes `incomplete`; the others of its batch are examined again by the next
 * worker. When the signal aborts, it returns early and the units that have no outcome were not examined.
 */
export async function examineUnits<T extends Unit>(
  units: Iterable<T> | AsyncIterable<T>,
  options: PoolOptions,
  onOutcome: (unit: T, outcome: UnitOutcome) => void,
): Promise<void> {
  const queue = new BatchQueue(units);
  const threads = options.crew.take(options.threads);
  const clock = setInterval(() => {
    const now = performance.now();
    for (const thread of threads) thread.watch(now, options.unitTimeoutMs);
  }, WATCH_EVERY_MS);
  const stop = (): void => threads.forEach((thread) => thread.stop());
  options.signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(threads.map((thread) => drain(queue, thread, options, onOutcome)));
  } finally {
    clearInterval(clock);
    options.signal.removeEventListener('abort', stop);
    await queue.close();
  }
}

async function drain<T extends Unit>(
  queue: BatchQueue<T>,
  thread: WorkerThread,
  { task, signal }: PoolOptions,
  onOutcome: (unit: T, outcome: UnitOutcome) => void,
): Promise<void> {
  while (!signal.aborted) {
    const batch = await queue.next().catch((error: unknown) => {
      // Stopped, as it was to be: what is not examined is told by those who count.
      if (signal.aborted) return undefined;
      throw error;
    });
    if (batch === undefined || signal.aborted) return;
    const result = await thread.examine({ task, units: batch });
    if (result.state === 'done') {
      batch.forEach((unit, index) => tell(unit, result.outcomes[index], onOutcome));
    } else if (result.state === 'died') {
      const culprit = batch[result.at];
      queue.putBack(batch.filter((unit) => unit !== culprit));
      if (culprit === undefined) continue;
      // Memory may have been filled by the units before it: once more, alone, before it is given up.
      if (result.reason === 'out-of-memory' && batch.length > 1) queue.putBack([culprit]);
      else onOutcome(culprit, { kind: 'incomplete', reason: result.reason, detail: result.detail });
    }
  }
}

function tell<T extends Unit>(
  unit: T,
  outcome: UnitOutcome | undefined,
  onOutcome: (unit: T, outcome: UnitOutcome) => void,
): void {
  if (outcome !== undefined) onOutcome(unit, outcome);
}

/** Cuts the stream of units into batches; asked by several threads at once, answers them one after the other. */
class BatchQueue<T extends Unit> {
  readonly #units: Iterator<T> | AsyncIterator<T>;
  readonly #again: (readonly T[])[] = [];
  #turn: Promise<readonly T[] | undefined> = Promise.resolve(undefined);

  constructor(units: Iterable<T> | AsyncIterable<T>) {
    this.#units =
      Symbol.asyncIterator in units ? units[Symbol.asyncIterator]() : units[Symbol.iterator]();
  }

  next(): Promise<readonly T[] | undefined> {
    this.#turn = this.#turn.then(() => this.#again.pop() ?? this.#cut());
    return this.#turn;
  }

  putBack(batch: readonly T[]): void {
    if (batch.length > 0) this.#again.push(batch);
  }

  /** Lets the source end what it holds open (a git process) when not everything was taken. */
  async close(): Promise<void> {
    await this.#units.return?.();
  }

  async #cut(): Promise<readonly T[] | undefined> {
    const batch: T[] = [];
    let bytes = 0;
    while (batch.length < BATCH_UNITS && bytes < BATCH_BYTES) {
      const step = await this.#units.next();
      if (step.done === true) break;
      batch.push(step.value);
      bytes += step.value.sizeBytes;
    }
    return batch.length === 0 ? undefined : batch;
  }
}
