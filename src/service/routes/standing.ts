import { Type } from 'typebox';
import { productPage } from '../../store/product-page.ts';
import { findStanding, processOf } from '../../store/standing.ts';
import { reachOf } from '../access.ts';
import { answer, pageOf, textOrNull } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE } from '../pages.ts';
import { Problem } from '../problem.ts';
import { MAX_RANKED, rankedPage, standingOrders, threatIn } from '../standing-order.ts';
import { processShape } from './process-shape.ts';

const standing = {
  name: Type.String(),
  tier: Type.Union([Type.Integer(), Type.Null()], {
    description: '1 is the most critical; null: no policy says it',
  }),
  exposure: Type.Union([Type.String(), Type.Null()], {
    description: 'internet, partner or internal; null: no policy says it',
  }),
  ranAt: Type.Union([Type.String(), Type.Null()], {
    description: 'When anything last examined a default branch; null: never',
  }),
  outcome: Type.Union([Type.String(), Type.Null()], {
    description: 'The worst of what the latest runs on default branches decided',
  }),
  threat: Type.Object({
    level: Type.Integer({ minimum: 1, maximum: 5, description: '1 calm to 5' }),
    sentence: Type.String({ description: 'why' }),
  }),
  ...processShape,
};
const onePage = answer({
  ...standing,
  blocking: Type.Integer({ description: 'Open findings that stop a build' }),
  parts: Type.Array(
    Type.Object({
      repository: Type.String(),
      branch: Type.String(),
      source: Type.String(),
      ranAt: textOrNull,
      outcome: textOrNull,
      run: textOrNull,
    }),
    { description: 'What each source last said of each default branch' },
  ),
  components: Type.Object(
    {
      sboms: Type.Integer(),
      components: Type.Integer({ description: 'packages, each version by itself' }),
      vulnerable: Type.Integer({
        description: 'packages with an open advisory that nobody accepted, on default branches',
      }),
    },
    { description: 'What it consists of, by the SBOMs that were sent of it' },
  ),
});

const optional = (maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description }));
const filterShape = {
  text: Type.Optional(Type.String({ maxLength: 200, description: 'in the name' })),
  owner: optional(200, 'in the name of an owner'),
  tier: Type.Optional(Type.Integer({ minimum: 0, maximum: 4, description: '0: not known' })),
  exposure: Type.Optional(
    Type.Union(['internet', 'partner', 'internal', 'unknown'].map((each) => Type.Literal(each))),
  ),
  lacks: optional(100, 'a check that has never looked at all of a default branch'),
  silent: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 3_650, description: 'days without a run, or never' }),
  ),
  waivers: Type.Optional(
    Type.Union([Type.Literal('some'), Type.Literal('ending'), Type.Literal('expired')], {
      description: 'ending: within 14 days',
    }),
  ),
  agreed: Type.Optional(
    Type.Boolean({ description: 'whether both parties agreed on the policy of each repository' }),
  ),
};
const listQuery = Type.Object({
  ...filterShape,
  level: Type.Integer({ minimum: 1, maximum: 5, default: 1, description: 'of threat, at least' }),
  order: Type.Union(
    standingOrders.map((each) => Type.Literal(each)),
    { default: 'threat' },
  ),
  limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
});

/** How products stand: what threatens them, what was examined, in what state of process they are. */
export const standingRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/standing',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'How products stand, the most threatened first',
        description: `Orders by more than the name, and the level, are for up to ${MAX_RANKED} products: with more of them a filter is asked for.`,
        tags: ['Products'],
        querystring: listQuery,
        response: { 200: pageOf('products', answer(standing)), 422: Type.Ref('Problem') },
      },
    },
    async ({ query, principal }) => {
      const { order, level, limit, cursor, ...filter } = query;
      const only = reachOf(principal, 'read');
      const page = { order, level, limit, cursor };
      const { rows, next } = await rankedPage(database, { ...filter, only }, page);
      const process = await processOf(
        database,
        rows.map(({ id }) => id),
      );
      return {
        products: rows.map((row) => ({ ...row, ...process.get(row.id) })),
        next,
      };
    },
  );
  app.get(
    '/v1/standing/:product',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'How one product stands, and what was examined of it',
        tags: ['Products'],
        params: Type.Object({ product: Type.String({ minLength: 1, maxLength: 200 }) }),
        response: { 200: onePage, 404: Type.Ref('Problem') },
      },
    },
    async ({ params, principal }) => {
      const found = await findStanding(database, params.product, reachOf(principal, 'read'));
      if (found === undefined) throw new Problem(404, `product ${params.product}`);
      const process = await processOf(database, [found.id]);
      const more = await productPage(database, found.id);
      return { ...threatIn(found), ...process.get(found.id), ...more };
    },
  );
};
