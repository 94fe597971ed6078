import { Type } from 'typebox';
import { version } from '../../model/version.ts';
import { requireSchema } from '../../store/migrate.ts';
import type { App, Routes, ServiceContext } from '../context.ts';
import { Problem } from '../problem.ts';

/** Whether it runs, and whether it can answer; and what the API is. */
export const healthRoutes: Routes = (app, context) => {
  probeRoutes(app, context);
  app.get('/v1/openapi.json', { config: { permission: 'public' }, schema: { hide: true } }, () =>
    app.swagger(),
  );
};

/** What an orchestrator asks, of the API and of workers alike. */
export function probeRoutes(app: App, { database }: Pick<ServiceContext, 'database'>): void {
  app.get(
    '/healthz',
    {
      config: { permission: 'public' },
      schema: {
        summary: 'The process runs',
        tags: ['Service'],
        response: { 200: Type.Object({ status: Type.Literal('ok'), version: Type.String() }) },
      },
    },
    () => ({ status: 'ok' as const, version }),
  );
  app.get(
    '/readyz',
    {
      config: { permission: 'public' },
      schema: {
        summary: 'The database answers, and has the schema of this version',
        tags: ['Service'],
        response: {
          200: Type.Object({ status: Type.Literal('ready') }),
          503: Type.Ref('Problem'),
        },
      },
    },
    // oxlint-disable-next-line no-async-endpoint-handlers -- this is Fastify, which waits for it
    async (request) => {
      try {
        await requireSchema(database);
      } catch (error) {
        request.log.warn({ err: error }, 'not ready');
        throw new Problem(503, 'the database does not answer, or is not of this version');
      }
      return { status: 'ready' as const };
    },
  );
}
