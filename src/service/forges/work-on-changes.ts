import type { JobQueue } from '../jobs/job-queue.ts';
import { reportChange, type ReportOptions } from './report-change.ts';

/** Forges that are told of changes at a time: each waits for the network. */
const PARALLEL = 2;

/** Tells forges of changes in this process, as they come. */
export function workOnChanges(queue: JobQueue, options: ReportOptions): void {
  queue.work('change', PARALLEL, ({ changeId }, signal) => reportChange(changeId, signal, options));
}
