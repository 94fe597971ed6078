import { Type } from 'typebox';
import { appendAudit } from '../../store/audit.ts';
import {
  addEndpoint,
  changeEndpoint,
  deleteEndpoint,
  listEndpoints,
  lockEndpoint,
} from '../../store/endpoints.ts';
import { reachOf } from '../access.ts';
import { answer, textOrNull } from '../answer.ts';
import type { App, Routes, ServiceContext } from '../context.ts';
import { Problem } from '../problem.ts';
import {
  checkedSchedule,
  lastScan,
  productToConfigure,
  scheduleText,
  timeZoneText,
} from './inventory-shapes.ts';

const endpoint = answer({
  id: Type.Integer(),
  product: Type.String(),
  host: Type.String(),
  port: Type.Integer(),
  schedule: scheduleText,
  timeZone: timeZoneText,
  dueAt: textOrNull,
  state: Type.Union([Type.String(), Type.Null()], {
    description:
      'when it was last examined: observed, partial (not all could be told) or unreachable; null: never examined',
  }),
  doubts: Type.Array(Type.String(), { description: 'what could not be told then' }),
  examinedAt: Type.Union([Type.String(), Type.Null()], {
    description: 'when it was last seen; grade, certificate and drift are of then',
  }),
  grade: Type.Union([Type.String(), Type.Null()], {
    description: 'A+ to F; ? where it could not be told',
  }),
  certificateEndsAt: Type.Union([Type.String(), Type.Null()], {
    description: 'of its certificates the one that ends first',
  }),
  drift: Type.Array(Type.String(), { description: 'what had changed since the time before' }),
  lastScan,
});
const params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });

/** The inventory of endpoints: the service connects to these and to nothing else. */
export const endpointRoutes: Routes = (app, context) => {
  const { database } = context;
  app.get(
    '/v1/endpoints',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Endpoints of the inventory, and what was last seen of them',
        tags: ['Endpoints'],
        querystring: Type.Object({
          product: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
        }),
        response: { 200: answer({ endpoints: Type.Array(endpoint) }) },
      },
    },
    async ({ query: { product }, principal }) => ({
      endpoints: await listEndpoints(database, reachOf(principal, 'read'), product),
    }),
  );
  app.post(
    '/v1/endpoints',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Add an endpoint to the inventory of a product; it is examined daily at 03:00 UTC',
        tags: ['Endpoints'],
        body: Type.Object(
          {
            product: Type.String({ minLength: 1, maxLength: 200 }),
            // What they name is resolved, and refused, by the tls check (docs/tls.md).
            host: Type.String({ pattern: '^[A-Za-z0-9]([A-Za-z0-9.:_-]{0,251}[A-Za-z0-9])?$' }),
            port: Type.Integer({ minimum: 1, maximum: 65_535, default: 443 }),
            schedule: Type.Optional(Type.String({ maxLength: 100 })),
            timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
          },
          {
            additionalProperties: false,
            examples: [
              {
                product: 'shop',
                host: 'shop.example',
                port: 443,
                schedule: '0 3 * * *',
                timeZone: 'Europe/Berlin',
              },
            ],
          },
        ),
        response: {
          201: answer({ id: Type.Integer() }),
          404: Type.Ref('Problem'),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ body: { product, host, port, schedule, timeZone }, principal }, reply) => {
      checkedSchedule({ schedule: schedule ?? '', timeZone: timeZone ?? 'UTC' });
      const id = await database.transaction(async (transaction) => {
        const productId = await productToConfigure(transaction, product, principal);
        const createdBy = principal?.name ?? '';
        const wanted = { productId, host, port, createdBy, schedule, timeZone };
        const added = await addEndpoint(transaction, wanted);
        await appendAudit(transaction, {
          actor: createdBy,
          action: 'endpoint.add',
          subject: `endpoint ${host}:${port} of ${product}`,
          detail: { id: added, schedule: schedule ?? null, timeZone: timeZone ?? null },
        });
        return added;
      });
      return reply.status(201).send({ id });
    },
  );
  changing(app, context);
};

function changing(app: App, { database }: ServiceContext): void {
  app.patch(
    '/v1/endpoints/:id',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Change when an endpoint is examined; an empty schedule: only when asked for',
        tags: ['Endpoints'],
        params,
        body: Type.Object(
          {
            schedule: Type.Optional(Type.String({ maxLength: 100 })),
            timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
          },
          { additionalProperties: false, examples: [{ schedule: '0 3 * * 1' }] },
        ),
        response: {
          200: answer({ id: Type.Integer() }),
          404: Type.Ref('Problem'),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, body, principal }) => {
      await database.transaction(async (transaction) => {
        const known = await lockEndpoint(transaction, id, reachOf(principal, 'configure'));
        if (known === undefined) throw new Problem(404, `endpoint ${id}`);
        const { schedule = known.schedule, timeZone = known.timeZone } = body;
        checkedSchedule({ schedule, timeZone });
        await changeEndpoint(transaction, id, { schedule, timeZone });
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'endpoint.change',
          subject: `endpoint ${known.host}:${known.port} of ${known.product}`,
          detail: { id, schedule, timeZone },
        });
      });
      return { id };
    },
  );
  app.delete(
    '/v1/endpoints/:id',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Connect to an endpoint no more; what was found at it stays',
        tags: ['Endpoints'],
        params,
        response: { 204: Type.Null(), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      await database.transaction(async (transaction) => {
        const known = await lockEndpoint(transaction, id, reachOf(principal, 'configure'));
        if (known === undefined) throw new Problem(404, `endpoint ${id}`);
        await deleteEndpoint(transaction, id);
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'endpoint.delete',
          subject: `endpoint ${known.host}:${known.port} of ${known.product}`,
          detail: { id },
        });
      });
      return reply.status(204).send(null);
    },
  );
}
