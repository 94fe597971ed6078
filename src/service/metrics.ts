import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { BACKUP_ACTION, lastAudit } from '../store/audit.ts';
import type { Queryable } from '../store/database.ts';
import { countDeliveries, countFailing } from '../store/deliveries.ts';
import type { App } from './context.ts';
import type { JobQueue } from './jobs/job-queue.ts';

/** Seconds: the gate is to answer within 0.05, a list within 0.1. */
const BUCKETS: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Measures every request by its route, and how long the queue is; in the text format of Prometheus. */
export function measure(
  app: App,
  { queue, database }: { readonly queue: Pick<JobQueue, 'counts'>; readonly database: Queryable },
): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'lockstep_http_request_duration_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [...BUCKETS],
    registers: [registry],
  });
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    // Of what is no route only that: a name that a caller chose would be a label without bound.
    const route = routeOptions.url ?? 'none';
    const labels = { method, route, status: String(reply.statusCode) };
    requests.observe(labels, reply.elapsedTime / 1_000);
  });
  const jobs = new Gauge({
    name: 'lockstep_jobs',
    help: 'Jobs that could be done now, that are being done, and that were given up, in all processes',
    labelNames: ['kind', 'state'],
    registers: [registry],
    async collect() {
      for (const { kind, waiting, active, failed, oldestSeconds } of await queue.counts()) {
        jobs.set({ kind, state: 'waiting' }, waiting);
        jobs.set({ kind, state: 'active' }, active);
        jobs.set({ kind, state: 'failed' }, failed);
        oldest.set({ kind }, oldestSeconds);
      }
    },
  });
  const oldest = new Gauge({
    name: 'lockstep_job_oldest_waiting_seconds',
    help: 'How long the first of the jobs that wait has done so; 0: none waits',
    labelNames: ['kind'],
    registers: [registry],
  });
  const backup = new Gauge({
    name: 'lockstep_backup_timestamp_seconds',
    help: 'When lockstep backup last wrote a whole backup of this database; 0: not within the entries of the audit log that are looked at',
    registers: [registry],
    async collect() {
      const at = await lastAudit(database, BACKUP_ACTION);
      backup.set(at === undefined ? 0 : Date.parse(at) / 1_000);
    },
  });
  measureDeliveries(registry, database);
  return registry;
}

/** Messages to people, and channels that they do not reach. */
function measureDeliveries(registry: Registry, database: Queryable): void {
  const deliveries = new Gauge({
    name: 'lockstep_deliveries',
    help: 'Messages to channels that wait to be sent, and that were given up',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { waiting, dead } = await countDeliveries(database);
      deliveries.set({ state: 'waiting' }, waiting);
      deliveries.set({ state: 'dead' }, dead);
    },
  });
  const failing = new Gauge({
    name: 'lockstep_channels_failing',
    help: 'Channels whose last attempts have all failed',
    registers: [registry],
    async collect() {
      failing.set(await countFailing(database));
    },
  });
}
