import type { Database } from '../../store/database.ts';
import { beginScan, endScan, type ScanEnd } from '../../store/scans.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { examine } from './examine.ts';

export interface ScanWorkerOptions {
  readonly database: Database;
  /** Where folders for single scans are made. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A scan that has ended a worker so often is not tried again. */
const MAX_ATTEMPTS = 3;

/** Does scans of the queue in this process, `parallel` at a time. */
export async function workOnScans(
  queue: JobQueue,
  parallel: number,
  options: ScanWorkerOptions,
): Promise<void> {
  await queue.work('scan', parallel, ({ scanId }, signal) => runScan(scanId, signal, options));
}

/** Does one scan, whoever asked for it; one that has ended is left alone. */
export async function runScan(
  id: string,
  signal: AbortSignal,
  { database, folder, env }: ScanWorkerOptions,
): Promise<void> {
  const work = await beginScan(database, id);
  if (work === undefined) return;
  const end: ScanEnd =
    work.attempts > MAX_ATTEMPTS
      ? { state: 'failed', detail: `${MAX_ATTEMPTS} workers have ended while they examined it` }
      : await examine(work, { folder, signal, env });
  await endScan(database, id, end);
}
