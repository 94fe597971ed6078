import type { Routes } from '../context.ts';

/** For Prometheus, whose scraper sends a token as everybody does. */
export const metricRoutes: Routes = (app, { metrics }) => {
  app.get(
    '/metrics',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Metrics in the text format of Prometheus',
        tags: ['Service'],
        produces: ['text/plain'],
      },
    },
    async (_request, reply) => {
      const registry = metrics();
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  );
};
