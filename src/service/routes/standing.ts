import { Type } from 'typebox';
import { productIdOf } from '../../store/products.ts';
import {
  findStanding,
  listStanding,
  openCounts,
  trendOf,
  type Standing,
} from '../../store/standing.ts';
import { reachOf, reaches } from '../access.ts';
import { answer, pageOf, textOrNull } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';
import { threatOf, type Threat } from '../threat.ts';

const standing = {
  name: Type.String(),
  tier: Type.Union([Type.Integer(), Type.Null()], { description: '1 is the most critical' }),
  exposure: textOrNull,
  ranAt: Type.Union([Type.String(), Type.Null()], {
    description: 'When anything last examined it; null: never',
  }),
  outcome: Type.Union([Type.String(), Type.Null()], {
    description: 'The worst of what the latest runs on default branches decided',
  }),
  open: Type.Array(Type.Integer(), {
    description: 'Open findings on default branches: critical, high, medium, low, info',
  }),
  threat: Type.Object({
    level: Type.Integer({ minimum: 1, maximum: 5, description: '1 calm to 5' }),
    sentence: Type.String({ description: 'why' }),
  }),
};
const page = answer({
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
  checked: Type.Array(Type.Object({ check: Type.String(), at: Type.String() }), {
    description:
      'When each check last looked at all of a default branch; what is not named never did',
  }),
});
const day = Type.Object({
  day: Type.String({ description: 'of UTC' }),
  opened: Type.Integer(),
  fixed: Type.Integer(),
  open: Type.Integer({ description: 'at its end' }),
});

/** Products whose threat is told apart before one of them is shown; with more of them the order is that of names. */
const MAX_RANKED = 10_000;

/** How products stand: what threatens them, what was examined, how that changes. */
export const standingRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/standing',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'How products stand, the most threatened first or in order of name',
        description: `Beyond ${MAX_RANKED} products the order is that of names.`,
        tags: ['Products'],
        querystring: Type.Object({
          text: Type.String({ maxLength: 200, default: '', description: 'in the name' }),
          order: Type.Union([Type.Literal('threat'), Type.Literal('name')], { default: 'threat' }),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('products', answer(standing)) },
      },
    },
    async ({ query: { text, order, limit, cursor }, principal }) => {
      const [level, name] = readCursor(cursor, ['number', 'string']) ?? [6, ''];
      const only = reachOf(principal, 'read');
      const after = { level: Number(level), name: String(name) };
      const ranked =
        order === 'threat'
          ? await listStanding(database, { text, only, after: '', limit: MAX_RANKED + 1 })
          : [];
      const isRanked = order === 'threat' && ranked.length <= MAX_RANKED;
      const rows = isRanked
        ? byThreat(ranked, after).slice(0, limit)
        : withThreat(await listStanding(database, { text, only, after: after.name, limit }));
      const counts = await openCounts(
        database,
        rows.map(({ id }) => id),
      );
      return {
        products: rows.map((row) => ({ ...row, open: counts.get(row.id) })),
        next: nextCursor(rows, limit, (last) => [last.threat.level, last.name]),
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
        response: { 200: page, 404: Type.Ref('Problem') },
      },
    },
    async ({ params, principal }) => {
      const only = reachOf(principal, 'read');
      const found = await findStanding(database, params.product, only);
      if (found === undefined) throw new Problem(404, `product ${params.product}`);
      const { standing: row, ...rest } = found;
      const open = (await openCounts(database, [row.id])).get(row.id);
      return { ...row, threat: threatIn(row), open, ...rest };
    },
  );
  app.get(
    '/v1/trend',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'What came and went on the default branches of a product, day by day',
        tags: ['Products'],
        querystring: Type.Object({
          product: Type.String({ minLength: 1, maxLength: 200 }),
          days: Type.Integer({ minimum: 1, maximum: 366, default: 90 }),
          severity: Type.Integer({
            minimum: 0,
            maximum: 4,
            default: 0,
            description: 'at least so bad',
          }),
        }),
        response: { 200: answer({ days: Type.Array(day) }), 404: Type.Ref('Problem') },
      },
    },
    async ({ query: { product, days, severity }, principal }) => {
      const productId = await productIdOf(database, product);
      if (productId === undefined || !reaches(principal, 'read', productId)) {
        throw new Problem(404, `product ${product}`);
      }
      return { days: await trendOf(database, { productId, days, severity }) };
    },
  );
};

type Ranked = Standing & { readonly threat: Threat };

function threatIn({ ranAt, ...facts }: Standing): Threat {
  return threatOf(
    { ...facts, ranAtMs: ranAt === null ? undefined : Date.parse(ranAt) },
    Date.now(),
  );
}

function withThreat(rows: readonly Standing[]): readonly Ranked[] {
  return rows.map((row) => ({ ...row, threat: threatIn(row) }));
}

/** The most threatened first, then by name, after what the page before ended with. */
function byThreat(
  rows: readonly Standing[],
  after: { readonly level: number; readonly name: string },
): readonly Ranked[] {
  return withThreat(rows)
    .filter(
      ({ threat, name }) =>
        threat.level < after.level || (threat.level === after.level && name > after.name),
    )
    .toSorted((a, b) => b.threat.level - a.threat.level || (a.name < b.name ? -1 : 1));
}
