import { Type } from 'typebox';
import { trendOf } from '../../store/trend.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { readableProduct } from '../products.ts';

const day = Type.Object({
  day: Type.String({ description: 'of UTC' }),
  opened: Type.Integer(),
  fixed: Type.Integer(),
  open: Type.Integer({ description: 'at its end' }),
});

/** How a product changes. */
export const trendRoutes: Routes = (app, { database }) => {
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
      const { id: productId } = await readableProduct(database, principal, product);
      return { days: await trendOf(database, { productId, days, severity }) };
    },
  );
};
