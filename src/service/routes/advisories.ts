import { Type } from 'typebox';
import { advisoriesInForce, placesAffected, type AdvisoryFilter } from '../../store/advisories.ts';
import { advisoryStates } from '../../store/packages.ts';
import { countDueSboms } from '../../store/sboms.ts';
import { reachOf } from '../access.ts';
import { answer, pageOf } from '../answer.ts';
import type { App, Routes, ServiceContext } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';
import { reachOfProduct } from '../products.ts';
import { afterPlace, nextPlace } from './place-pages.ts';

const advisory = {
  id: Type.String(),
  aliases: Type.Array(Type.String(), { description: 'other ids of the same problem' }),
  summary: Type.String(),
  severity: Type.Integer({ description: '0 info to 4 critical' }),
  exploitedSince: Type.Union([Type.String(), Type.Null()], {
    description: 'since when CISA lists it as exploited; null: it does not',
  }),
  exploitProbability: Type.Union([Type.Number(), Type.Null()], {
    description: 'within 30 days, 0 to 1 (EPSS); null: not known',
  }),
  products: Type.Integer(),
  subjects: Type.Integer(),
  packages: Type.Array(Type.String(), { description: 'those that are affected, at most five' }),
};
const affected = answer({
  product: Type.String(),
  subject: Type.String(),
  ecosystem: Type.String(),
  name: Type.String(),
  version: Type.String(),
  fixedIn: Type.Array(Type.String(), { description: 'versions that mend it, ascending' }),
});
/** Before the most urgent one: a score that none has. */
const FIRST = [1_000, ''] as const;

/** What packages are judged by, and which of it is in force. */
export const advisoryRoutes: Routes = (app, context) => {
  const { database } = context;
  app.get(
    '/v1/advisories',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'What packages were looked up in, and how many SBOMs wait to be judged by it',
        tags: ['Components'],
        response: {
          200: answer({
            advisories: Type.Array(
              answer({
                kind: Type.String({ description: 'advisories, kev or epss' }),
                ecosystem: Type.String(),
                digest: Type.String(),
                pulledAt: Type.String(),
                newest: Type.String({ description: 'the newest record' }),
                records: Type.Integer(),
              }),
            ),
            sboms: answer({ all: Type.Integer(), due: Type.Integer() }),
          }),
        },
      },
    },
    async () => ({
      advisories: await advisoryStates(database),
      sboms: await countDueSboms(database),
    }),
  );
  inForce(app, context);
  one(app, context);
};

function inForce(app: App, { database }: ServiceContext): void {
  app.get(
    '/v1/advisories/in-force',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Advisories that components of SBOMs are affected by, the most urgent first',
        description:
          'As the SBOMs were last judged (`GET /v1/sboms` tells when). Those that are exploited come first, then the most severe, then the most probable.',
        tags: ['Components'],
        querystring: Type.Object({
          product: Type.Optional(Type.String({ maxLength: 200 })),
          id: Type.Optional(Type.String({ maxLength: 200, description: 'or an alias' })),
          severity: Type.Optional(
            Type.Integer({ minimum: 0, maximum: 4, description: 'at least: 4 is critical' }),
          ),
          exploited: Type.Optional(Type.Boolean({ description: 'CISA lists it as exploited' })),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 1_000 })),
        }),
        response: { 200: pageOf('advisories', answer(advisory)) },
      },
    },
    async ({ query: { product, id, severity, exploited, limit, cursor }, principal }) => {
      const [urgency, last] = readCursor(cursor, ['number', 'string']) ?? FIRST;
      const only = await reachOfProduct(database, principal, product);
      const filter: AdvisoryFilter = { only, id, severity, exploited };
      const after = [Number(urgency), String(last)] as const;
      const advisories = await advisoriesInForce(database, filter, { after, limit });
      return {
        advisories,
        next: nextCursor(advisories, limit, (each) => [each.urgency, each.id]),
      };
    },
  );
}

function one(app: App, { database }: ServiceContext): void {
  app.get(
    '/v1/advisories/in-force/:id',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'An advisory in force, by any of its ids, and where it is',
        tags: ['Components'],
        params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) }),
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
        }),
        response: {
          200: answer({
            ...advisory,
            places: Type.Array(affected),
            next: Type.Optional(Type.String({ description: 'the cursor of the next page' })),
          }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, query: { limit, cursor }, principal }) => {
      const only = reachOf(principal, 'read');
      const filter: AdvisoryFilter = { only, id, severity: undefined, exploited: undefined };
      const [found] = await advisoriesInForce(database, filter, { after: FIRST, limit: 1 });
      if (found === undefined) {
        throw new Problem(404, `advisory ${id}: no component is affected by it`);
      }
      const wanted = { id: found.id, only };
      const places = await placesAffected(database, wanted, { after: afterPlace(cursor), limit });
      return { ...found, places, next: nextPlace(places, limit) };
    },
  );
}
