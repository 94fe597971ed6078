import type { JobQueue } from '../jobs/job-queue.ts';
import type { ScanRunner } from '../context.ts';
import { runScan, type ScanWorkerOptions } from './scan-worker.ts';

/** Scans in this process besides the queue. `parallel`: how many are done at once while somebody waits. */
export function scanRunner(
  queue: JobQueue,
  parallel: number,
  options: ScanWorkerOptions,
): ScanRunner {
  let running = 0;
  return {
    hasTime: () => running < parallel,
    async begin(transaction, scanId) {
      const job = await queue.begin(transaction, 'scan', { scanId });
      return async () => {
        running += 1;
        try {
          await job((signal) => runScan(scanId, signal, options));
        } finally {
          running -= 1;
        }
      };
    },
    send: sendScan(queue),
    tell: tellChange(queue),
  };
}

/** Has the forge of a change told by whichever process has time. */
export function tellChange(queue: Pick<JobQueue, 'send'>): ScanRunner['tell'] {
  return (transaction, changeId, notBefore) =>
    queue.send(transaction, 'change', { changeId }, notBefore);
}

/** Gives a scan to whichever worker has time. */
export function sendScan(queue: Pick<JobQueue, 'send'>): ScanRunner['send'] {
  return (transaction, scanId) => queue.send(transaction, 'scan', { scanId });
}
