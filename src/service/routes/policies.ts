import { Type } from 'typebox';
import { findPolicy, listPolicies } from '../../store/policies.ts';
import { answer, pageOf } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';
import { readableProduct } from '../products.ts';
import { agreementShape, stageCounts } from './process-shape.ts';

const product = Type.String({ minLength: 1, maxLength: 200 });
const names = Type.Array(Type.String());
const policy = answer({
  repository: Type.String(),
  name: Type.String({ description: 'where the run had it from' }),
  digest: Type.String({ description: 'sha256:<hex> of its text' }),
  seenAt: Type.String({ description: 'when a run last had it in force' }),
  tier: Type.Union([Type.Integer(), Type.Null()], { description: 'null: it does not say' }),
  exposure: Type.Union([Type.String(), Type.Null()], { description: 'null: it does not say' }),
  parties: Type.Object({ development: names, security: names }),
  stages: Type.Union([Type.Record(Type.String(), stageCounts), Type.Null()], {
    description: 'how many rules of each check stand where; a check that is not named does not run',
  }),
  fixWithin: Type.Array(Type.Union([Type.Number(), Type.Null()]), {
    description: 'days until a finding is to be mended, from info to critical; null: no deadline',
  }),
  agreement: Type.Union(
    [
      Type.Object({
        ...agreementShape,
        proposal: Type.Union([Type.Integer(), Type.Null()], { description: 'of the service' }),
      }),
      Type.Null(),
    ],
    { description: 'what both parties agreed on last; null: nothing' },
  ),
});

/** By what products are judged, as their runs told it. */
export const policyRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/policies',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'The policies in force of a product, by repository, and who agreed on them',
        tags: ['Agreements'],
        querystring: Type.Object({
          product,
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 1_000 })),
        }),
        response: { 200: pageOf('policies', policy), 404: Type.Ref('Problem') },
      },
    },
    async ({ query, principal }) => {
      const { id: productId } = await readableProduct(database, principal, query.product);
      const { limit } = query;
      const [after = ''] = readCursor(query.cursor, ['string']) ?? [];
      const policies = await listPolicies(database, { productId, after: String(after), limit });
      return { policies, next: nextCursor(policies, limit, ({ repository }) => [repository]) };
    },
  );
  app.get(
    '/v1/policies/text',
    {
      config: { permission: 'read' },
      schema: {
        summary:
          'The text of the policy of a repository, as the last run of its default branch had it',
        tags: ['Agreements'],
        querystring: Type.Object({
          product,
          repository: Type.String({ minLength: 1, maxLength: 500 }),
        }),
        response: {
          200: answer({
            name: Type.String(),
            digest: Type.String(),
            text: Type.String({ description: 'empty: the built-in default' }),
            seenAt: Type.String(),
          }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ query: { product: name, repository }, principal }) => {
      const { id } = await readableProduct(database, principal, name);
      const found = await findPolicy(database, id, repository);
      if (found?.repository !== repository) throw new Problem(404, `policy of ${repository}`);
      return found;
    },
  );
};
