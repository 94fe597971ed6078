import { Type } from 'typebox';
import {
  addEndpoint,
  endpointOrders,
  findEndpoint,
  listEndpoints,
  lockEndpoint,
  type StoredEndpoint,
} from '../../store/endpoints.ts';
import { listSights } from '../../store/endpoint-sights.ts';
import { reschedule, type ScheduleSettings } from '../../store/schedules.ts';
import { reachOf } from '../access.ts';
import { answer, pageOf } from '../answer.ts';
import type { App, Routes, ServiceContext } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';
import { reachOfProduct } from '../products.ts';
import { requireVersion, versionOf, wantedVersion } from '../version-of.ts';
import {
  auditItem,
  itemParams,
  lockedItem,
  removing,
  type InventoryKind,
} from './inventory-item.ts';
import {
  allOptional,
  checkedSchedule,
  productToConfigure,
  scheduledShapes,
  scheduleShapes,
} from './inventory-shapes.ts';

/** What was seen of one, now and in its history. */
const seen = {
  grade: Type.Union([Type.String(), Type.Null()], {
    description: 'A+ to F; ? where it could not be told',
  }),
  certificateEndsAt: Type.Union([Type.String(), Type.Null()], {
    description: 'of its certificates the one that ends first',
  }),
  drift: Type.Array(Type.String(), { description: 'what had changed since the time before' }),
  doubts: Type.Array(Type.String(), { description: 'what could not be told then' }),
};
const endpoint = answer({
  id: Type.Integer(),
  product: Type.String(),
  host: Type.String(),
  port: Type.Integer(),
  ...scheduledShapes,
  state: Type.Union([Type.String(), Type.Null()], {
    description:
      'when it was last examined: observed, partial (not all could be told) or unreachable; null: never examined',
  }),
  examinedAt: Type.Union([Type.String(), Type.Null()], {
    description: 'when it was last seen; grade, certificate and drift are of then',
  }),
  ...seen,
});
const period = answer({
  since: Type.String(),
  until: Type.String({ description: 'when it was last seen so' }),
  times: Type.Integer({ description: 'how often it was seen so' }),
  state: Type.String({ description: 'observed, partial or unreachable' }),
  ...seen,
});
const settings = allOptional(scheduleShapes);
const kind: InventoryKind<Pick<StoredEndpoint, 'host' | 'port' | 'product'> & ScheduleSettings> = {
  table: 'endpoints',
  word: 'endpoint',
  nameOf: ({ host, port, product }) => `${host}:${port} of ${product}`,
  lock: lockEndpoint,
};

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
          product: Type.Optional(Type.String({ maxLength: 200 })),
          order: Type.Union(
            endpointOrders.map((each) => Type.Literal(each)),
            {
              default: 'name',
              description:
                'by product and name; worst: the grade; expiry: of the certificate. What is not known comes first',
            },
          ),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
        }),
        response: { 200: pageOf('endpoints', endpoint) },
      },
    },
    async ({ query: { product, order, limit, cursor }, principal }) => {
      const [key = '', id = 0] = readCursor(cursor, ['string', 'number']) ?? [];
      const only = await reachOfProduct(database, principal, product);
      const after = [String(key), Number(id)] as const;
      const endpoints = await listEndpoints(database, { only, order }, { after, limit });
      return {
        endpoints: endpoints.map(shown),
        next: nextCursor(endpoints, limit, (each) => [each.key, each.id]),
      };
    },
  );
  one(app, context);
  adding(app, context);
  changing(app, context);
  removing(app, context, kind, {
    tag: 'Endpoints',
    summary: 'Connect to an endpoint no more; what was found at it stays',
  });
};

function one(app: App, { database }: ServiceContext): void {
  app.get(
    '/v1/endpoints/:id',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'One endpoint',
        tags: ['Endpoints'],
        params: itemParams,
        response: { 200: endpoint, 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }) => {
      const found = await findEndpoint(database, id, reachOf(principal, 'read'));
      if (found === undefined) throw new Problem(404, `endpoint ${id}`);
      return shown(found);
    },
  );
  app.get(
    '/v1/endpoints/:id/history',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'How an endpoint was seen over time, the latest first',
        description: 'A period as long as it was seen the same; what changed begins another.',
        tags: ['Endpoints'],
        params: itemParams,
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('periods', period), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, query: { limit, cursor }, principal }) => {
      const [before = Number.MAX_SAFE_INTEGER] = readCursor(cursor, ['number']) ?? [];
      const found = await findEndpoint(database, id, reachOf(principal, 'read'));
      if (found === undefined) throw new Problem(404, `endpoint ${id}`);
      const periods = await listSights(database, id, { before: Number(before), limit });
      return { periods, next: nextCursor(periods, limit, (each) => [each.id]) };
    },
  );
}

function adding(app: App, { database }: ServiceContext): void {
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
        const asked = { id: added, principal, permission: 'configure' } as const;
        const item = await lockedItem(transaction, kind, asked);
        const detail = { id: added, ...scheduleOf(item) };
        await auditItem(transaction, kind, { item, verb: 'add', principal, detail });
        return added;
      });
      return reply.status(201).send({ id });
    },
  );
}

function changing(app: App, { database }: ServiceContext): void {
  app.patch(
    '/v1/endpoints/:id',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Change when an endpoint is examined; what is left out stays',
        tags: ['Endpoints'],
        params: itemParams,
        body: Type.Object(
          { ...settings, version: wantedVersion },
          { additionalProperties: false, examples: [{ schedule: '0 3 * * 1' }] },
        ),
        response: {
          200: answer({ id: Type.Integer() }),
          404: Type.Ref('Problem'),
          409: Type.Ref('Problem'),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, body, principal }) => {
      await database.transaction(async (transaction) => {
        const asked = { id, principal, permission: 'configure' } as const;
        const item = await lockedItem(transaction, kind, asked);
        // oxlint-disable-next-line no-unsafe-type-assertion -- the schema of the route has seen to it
        const { version, ...changes } = body as Partial<ScheduleSettings> & { version?: string };
        requireVersion(version, scheduleOf(item));
        const wanted: ScheduleSettings = { ...scheduleOf(item), ...changes };
        checkedSchedule(wanted);
        await reschedule(transaction, kind.table, id, wanted);
        const detail = { id, ...wanted };
        await auditItem(transaction, kind, { item, verb: 'change', principal, detail });
      });
      return { id };
    },
  );
}

function shown(stored: StoredEndpoint): StoredEndpoint & { readonly version: string } {
  return { ...stored, version: versionOf(scheduleOf(stored)) };
}

function scheduleOf({ schedule, timeZone, paused }: ScheduleSettings): ScheduleSettings {
  return { schedule, timeZone, paused };
}
