import { Type } from 'typebox';
import { listChanges } from '../../store/changes.ts';
import { productIdOf } from '../../store/products.ts';
import { reachOf, reaches } from '../access.ts';
import { answer, pageOf } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { lastScan } from './inventory-shapes.ts';

const change = answer({
  id: Type.Integer(),
  forge: Type.String(),
  product: Type.String(),
  repository: Type.String(),
  number: Type.Integer(),
  head: Type.String({ description: 'its last commit' }),
  base: Type.String({ description: 'the branch that it is to be merged into' }),
  open: Type.Boolean(),
  draft: Type.Boolean(),
  fork: Type.Boolean(),
  updatedAt: Type.String(),
  problem: Type.String({ description: 'what the forge refused to be told; empty: nothing' }),
  lastScan,
});

/** Pull requests that webhooks have told of. */
export const changeRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/changes',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Pull requests and merge requests, the latest first',
        tags: ['Forges'],
        querystring: Type.Object({
          product: Type.Optional(Type.String({ maxLength: 200 })),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('changes', change) },
      },
    },
    async ({ query: { product, limit, cursor }, principal }) => {
      const [before = Number.MAX_SAFE_INTEGER] = readCursor(cursor, ['number']) ?? [];
      const named = product === undefined ? undefined : await productIdOf(database, product);
      if (product !== undefined && (named === undefined || !reaches(principal, 'read', named))) {
        return { changes: [] };
      }
      const only = named === undefined ? reachOf(principal, 'read') : [named];
      const changes = await listChanges(database, { before: Number(before), limit, only });
      return { changes, next: nextCursor(changes, limit, ({ id }) => [id]) };
    },
  );
};
