import { Type } from 'typebox';
import { daysUntil } from '../../policy/dates.ts';
import { listWaivers, type StoredWaiver } from '../../store/policies.ts';
import { productIdOf } from '../../store/products.ts';
import { reachOf } from '../access.ts';
import { answer, pageOf, textOrNull } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';

const waiver = answer({
  id: Type.Integer(),
  product: Type.String(),
  repository: Type.String(),
  rule: Type.String(),
  scope: Type.Record(Type.String(), Type.String()),
  reason: Type.String(),
  development: Type.String({ description: 'who approved it' }),
  security: Type.String(),
  expires: Type.String({ description: 'the last day on which it holds' }),
  days: Type.Integer({ description: 'until then; negative: what it covered is open again' }),
  state: Type.String({ description: 'in-force, expired, or gone from the policy' }),
  seenAt: Type.String(),
  goneAt: textOrNull,
});

/** Accepted risks, as the policies of default branches say them. */
export const waiverRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/waivers',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Waivers, those that end first come first',
        tags: ['Decisions'],
        querystring: Type.Object({
          product: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
          gone: Type.Boolean({
            default: false,
            description: 'also those that stand in no policy any more',
          }),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('waivers', waiver) },
      },
    },
    async ({ query: { product, gone, limit, cursor }, principal }) => {
      const productId = product === undefined ? undefined : await productIdOf(database, product);
      if (product !== undefined && productId === undefined) return { waivers: [] };
      const [expires, id] = readCursor(cursor, ['string', 'number']) ?? [];
      const rows = await listWaivers(database, {
        only: reachOf(principal, 'read'),
        productId,
        withGone: gone,
        after: expires === undefined ? undefined : { expires: String(expires), id: Number(id) },
        limit,
      });
      const now = new Date().toISOString();
      return {
        waivers: rows.map((row) => shown(row, now)),
        next: nextCursor(rows, limit, (row) => [row.expires, row.id]),
      };
    },
  );
};

function shown(row: StoredWaiver, now: string): object {
  const days = daysUntil(row.expires, now);
  const state = row.goneAt !== null ? 'gone' : days < 0 ? 'expired' : 'in-force';
  const scope: unknown = JSON.parse(row.scope);
  return { ...row, scope, days, state };
}
