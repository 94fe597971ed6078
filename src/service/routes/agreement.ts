import { Type } from 'typebox';
import { agreementFor } from '../agreements/agreement-for.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { readableProduct } from '../products.ts';

/** What both parties agreed on here: runs of the command line heed it. */
export const agreementRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/agreement',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'The policy and the stages on which both parties agreed last',
        tags: ['Agreements'],
        querystring: Type.Object({
          product: Type.String({ minLength: 1, maxLength: 200 }),
          repository: Type.String({ minLength: 1, maxLength: 500 }),
        }),
        response: {
          200: answer({
            policy: Type.Union([
              answer({
                text: Type.String(),
                digest: Type.String(),
                at: Type.String(),
                proposal: Type.Integer(),
                by: Type.String(),
              }),
              Type.Null(),
            ]),
            stages: Type.Array(
              answer({
                rule: Type.String(),
                to: Type.String(),
                at: Type.String(),
                proposal: Type.Integer(),
              }),
            ),
          }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ query: { product, repository }, principal }) => {
      const { id } = await readableProduct(database, principal, product);
      return agreementFor(database, id, repository);
    },
  );
};
