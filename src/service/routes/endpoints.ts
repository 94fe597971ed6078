import { Type } from 'typebox';
import { appendAudit } from '../../store/audit.ts';
import { addEndpoint, listEndpoints } from '../../store/endpoints.ts';
import { productIdOf } from '../../store/products.ts';
import { reachOf, reaches } from '../access.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { Problem } from '../problem.ts';

/** The inventory of endpoints: the service connects to these and to nothing else. */
export const endpointRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/endpoints',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Endpoints of the inventory',
        tags: ['Endpoints'],
        response: {
          200: answer({
            endpoints: Type.Array(
              Type.Object({
                id: Type.Integer(),
                product: Type.String(),
                host: Type.String(),
                port: Type.Integer(),
              }),
            ),
          }),
        },
      },
    },
    async ({ principal }) => ({
      endpoints: await listEndpoints(database, reachOf(principal, 'read')),
    }),
  );
  app.post(
    '/v1/endpoints',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Add an endpoint to the inventory of a product',
        tags: ['Endpoints'],
        body: Type.Object(
          {
            product: Type.String({ minLength: 1, maxLength: 200 }),
            // What they name is resolved, and refused, by the tls check (docs/tls.md).
            host: Type.String({ pattern: '^[A-Za-z0-9]([A-Za-z0-9.:_-]{0,251}[A-Za-z0-9])?$' }),
            port: Type.Integer({ minimum: 1, maximum: 65_535, default: 443 }),
          },
          { additionalProperties: false },
        ),
        response: { 201: answer({ id: Type.Integer() }), 404: Type.Ref('Problem') },
      },
    },
    async ({ body: { product, host, port }, principal }, reply) => {
      const productId = await productIdOf(database, product);
      if (
        productId === undefined ||
        principal === undefined ||
        !reaches(principal, 'configure', productId)
      ) {
        throw new Problem(404, `product ${product}`);
      }
      const id = await database.transaction(async (transaction) => {
        const createdBy = principal.name;
        const added = await addEndpoint(transaction, { productId, host, port, createdBy });
        await appendAudit(transaction, {
          actor: principal.name,
          action: 'endpoint.add',
          subject: `endpoint ${host}:${port} of ${product}`,
          detail: { id: added },
        });
        return added;
      });
      return reply.status(201).send({ id });
    },
  );
};
