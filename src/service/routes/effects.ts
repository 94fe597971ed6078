import { Type } from 'typebox';
import { changeModes } from '../../rollout/log/run-ledger.ts';
import { effectsSince } from '../../store/effect-overview.ts';
import { reachOf } from '../access.ts';
import { answer, pageOf } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE } from '../pages.ts';
import { rankedPage } from '../standing-order.ts';

const DAY_MS = 86_400_000;

const effect = answer({
  name: Type.String(),
  threat: Type.Object({ level: Type.Integer(), sentence: Type.String() }),
  builds: Type.Integer({ description: 'commits that were examined as a change' }),
  blocked: Type.Integer({ description: 'of those: stopped in the end' }),
  right: Type.Integer({ description: 'verdicts that people gave in these days' }),
  falseAlarms: Type.Integer(),
  unclear: Type.Integer(),
});

/** What the last days brought, product by product. */
export const effectsRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/effects',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'What the last days brought of each product, the most threatened first',
        description: 'Of the log of each product by itself; /v1/effect has all of one.',
        tags: ['Rules'],
        querystring: Type.Object({
          text: Type.Optional(
            Type.String({ minLength: 1, maxLength: 200, description: 'in the name' }),
          ),
          days: Type.Integer({ minimum: 1, maximum: 366, default: 30 }),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('products', effect), 422: Type.Ref('Problem') },
      },
    },
    async ({ query: { text, days, limit, cursor }, principal }) => {
      const filter = { only: reachOf(principal, 'read'), ...(text === undefined ? {} : { text }) };
      const page = { order: 'threat', level: 1, limit, cursor } as const;
      const { rows, next } = await rankedPage(database, filter, page);
      const effects = await effectsSince(
        database,
        rows.map(({ id }) => id),
        { from: new Date(Date.now() - days * DAY_MS).toISOString(), modes: changeModes },
      );
      return { products: rows.map((row) => ({ ...row, ...effects.get(row.id) })), next };
    },
  );
};
