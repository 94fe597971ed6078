import { beginScan, endScan, type ScanEnd } from '../../store/scans.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { ScanRunner } from '../context.ts';
import type { Rollout } from '../rollout/product-frame.ts';
import { examine, type ExamineOptions } from './examine.ts';
import { takeUp } from './take-up.ts';

export interface ScanWorkerOptions extends Omit<ExamineOptions, 'signal' | 'database'> {
  /** With the database. */
  readonly rollout: Rollout;
  /** Whose change was examined is told what came of it. */
  readonly tell: ScanRunner['tell'];
}

/** A scan that has ended a worker so often is not tried again. */
const MAX_ATTEMPTS = 5;

/** Does scans of the queue in this process, `parallel` at a time. */
export function workOnScans(queue: JobQueue, parallel: number, options: ScanWorkerOptions): void {
  queue.work('scan', parallel, ({ scanId }, signal) => runScan(scanId, signal, options));
}

/** Does one scan, whoever asked for it; one that has ended is left alone, and of two who do it at once the later one ends it. */
export async function runScan(
  id: string,
  signal: AbortSignal,
  { rollout, tell, ...options }: ScanWorkerOptions,
): Promise<void> {
  const { database } = rollout;
  const work = await beginScan(database, id);
  if (work === undefined) return;
  const end: ScanEnd =
    work.attempts > MAX_ATTEMPTS
      ? { state: 'failed', detail: `it was begun ${MAX_ATTEMPTS} times, and never came to an end` }
      : await takeUp(rollout, work, await examine(work, { ...options, database, signal }));
  await database.transaction(async (transaction) => {
    if ((await endScan(transaction, work, end)) && work.changeId !== null) {
      await tell(transaction, work.changeId);
    }
  });
}
