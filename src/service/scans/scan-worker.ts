import type { Database } from '../../store/database.ts';
import { beginScan, endScan, type ScanEnd } from '../../store/scans.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { examine, type ExamineOptions } from './examine.ts';
import { takeUp } from './take-up.ts';

export interface ScanWorkerOptions extends Omit<ExamineOptions, 'signal'> {
  readonly database: Database;
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
  { database, ...options }: ScanWorkerOptions,
): Promise<void> {
  const work = await beginScan(database, id);
  if (work === undefined) return;
  const end: ScanEnd =
    work.attempts > MAX_ATTEMPTS
      ? { state: 'failed', detail: `it was begun ${MAX_ATTEMPTS} times, and never came to an end` }
      : await takeUp(database, work, await examine(work, { ...options, signal }));
  await endScan(database, work, end);
}
