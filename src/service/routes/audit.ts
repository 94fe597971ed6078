import { Type } from 'typebox';
import { listAudit } from '../../store/audit.ts';
import { answer, pageOf } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';

const entry = answer({
  number: Type.Integer(),
  at: Type.String(),
  actor: Type.String(),
  action: Type.String(),
  subject: Type.String(),
  detail: Type.Any(),
  previous: Type.String(),
  digest: Type.String(),
});

/** Who did what. */
export const auditRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/audit',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'The audit log, the latest first; `lockstep audit verify` follows its chain',
        tags: ['Audit'],
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('entries', entry) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const [before = Number.MAX_SAFE_INTEGER] = readCursor(cursor, ['number']) ?? [];
      const entries = await listAudit(database, { before: Number(before), limit });
      return { entries, next: nextCursor(entries, limit, ({ number }) => [number]) };
    },
  );
};
