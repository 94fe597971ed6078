/**
 * A worker as the service starts them, but for what it examines: each scan takes some time and nothing else.
 * `worker-process <connection as JSON> <lease in seconds> <jobs at a time> <longest job in ms>`.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../../store/database.ts';
import { beginScan, endScan } from '../../../store/scans.ts';
import { openJobQueue } from '../job-queue.ts';

const [connection = '', lease = '', parallel = '', longest = ''] = process.argv.slice(2);
const database = openDatabase({ connection: JSON.parse(connection), maxConnections: 4 });
const onError = (error: Error): void => {
  process.stderr.write(`${error.message}\n`);
};
const queue = await openJobQueue(database, { leaseSeconds: Number(lease), onError });
queue.work('scan', Number(parallel), async ({ scanId }, signal) => {
  const work = await beginScan(database, scanId);
  if (work === undefined) return;
  await pause(Math.random() * Number(longest), undefined, { signal });
  await endScan(database, work, { state: 'finished', exitCode: 0, report: { by: process.pid } });
});
process.once('SIGTERM', () => {
  void queue.stop().then(() => process.exit(0));
});
process.stdout.write('works\n');
