import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify from 'fastify';
import type { Database } from '../store/database.ts';
import type { App } from './context.ts';
import { problemOf, problemShape, sendProblem } from './problem.ts';
import { probeRoutes } from './routes/health.ts';

/** A server of its own for `/healthz` and `/readyz`, of a process that has no API. It goes on to answer until it is stopped. */
export async function answerProbes(
  database: Database,
  place: { readonly host: string; readonly port: number },
): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const app: App = fastify({ logger: false }).withTypeProvider<TypeBoxTypeProvider>();
  app.addSchema(problemShape);
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, problemOf(error)));
  probeRoutes(app, { database });
  const address = await app.listen(place);
  return { address, stop: () => app.close() };
}
