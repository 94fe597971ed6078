import { Type } from 'typebox';
import { countDue, listDue } from '../../store/deadlines.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { readableProduct } from '../products.ts';

const due = answer({
  id: Type.Integer(),
  rule: Type.String(),
  severity: Type.Integer({ description: '0 info to 4 critical' }),
  path: Type.String(),
  line: Type.Integer(),
  message: Type.String(),
  repository: Type.String(),
  effect: Type.String(),
  firstSeenAt: Type.String(),
  dueAt: Type.String({ description: 'until then it is to be mended' }),
});

/** What is to be mended until when. */
export const deadlineRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/deadlines',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Open findings of a product with a deadline, those that are overdue first',
        description:
          'By fix-within of the policy in force. What is accepted, or called a false alarm or not useful, has none.',
        tags: ['Findings'],
        querystring: Type.Object({
          product: Type.String({ minLength: 1, maxLength: 200 }),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: {
          200: answer({
            findings: Type.Array(due),
            all: Type.Integer({ description: 'how many have a deadline' }),
            overdue: Type.Integer(),
            next: Type.Optional(Type.String({ description: 'the cursor of the next page' })),
          }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ query: { product, limit, cursor }, principal }) => {
      const { id: productId } = await readableProduct(database, principal, product);
      const [dueAt, id] = readCursor(cursor, ['string', 'number']) ?? [];
      const after = dueAt === undefined ? undefined : { dueAt: String(dueAt), id: Number(id) };
      const findings = await listDue(database, { productId, after, limit });
      const counts = await countDue(database, productId);
      return {
        findings,
        ...counts,
        next: nextCursor(findings, limit, (last) => [last.dueAt, last.id]),
      };
    },
  );
};
