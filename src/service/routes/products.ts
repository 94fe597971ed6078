import { Type } from 'typebox';
import { listProducts } from '../../store/products.ts';
import { reachOf } from '../access.ts';
import { answer, pageOf, textOrNull } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';

const product = answer({
  id: Type.Integer(),
  name: Type.String(),
  tier: Type.Union([Type.Integer(), Type.Null()], { description: '1 is the most critical' }),
  exposure: textOrNull,
  open: Type.Array(Type.Integer(), {
    description: 'Open findings on default branches: critical, high, medium, low, info',
  }),
  ranAt: Type.Union([Type.String(), Type.Null()], {
    description: 'When anything last examined it; null: never',
  }),
});

/** What teams ship and own. */
export const productRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/products',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Products in order of name',
        tags: ['Products'],
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: {
          200: pageOf('products', product),
        },
      },
    },
    async ({ query, principal }) => {
      const { limit } = query;
      const [after = ''] = readCursor(query.cursor, ['string']) ?? [];
      const products = await listProducts(database, {
        after: String(after),
        limit,
        only: reachOf(principal, 'read'),
      });
      const next = nextCursor(products, limit, ({ name }) => [name]);
      return { products, next };
    },
  );
};
