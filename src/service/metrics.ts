import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { App } from './context.ts';
import type { JobQueue } from './jobs/job-queue.ts';

/** Seconds: the gate is to answer within 0.05, a list within 0.1. */
const BUCKETS: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Measures every request by its route, and how long the queue is; in the text format of Prometheus. */
export function measure(app: App, counts: JobQueue['counts']): Registry {
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
    help: 'Scans that wait, and that are being done, in all workers',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { waiting, active } = await counts('scan');
      jobs.set({ state: 'waiting' }, waiting);
      jobs.set({ state: 'active' }, active);
    },
  });
  return registry;
}
