import { Type } from 'typebox';
import { defaultRollout } from '../../model/rollout-settings.ts';
import { DOUBLE_SHARE } from '../../rollout/triage-queue.ts';
import { productIdOf } from '../../store/products.ts';
import { triageQueue } from '../../store/triage.ts';
import { reaches } from '../access.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { Problem } from '../problem.ts';

/** Whom the sample asks about what. */
export const triageRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/triage',
    {
      config: { permission: 'judge' },
      schema: {
        summary: 'Findings that wait for the verdict of whoever asks, in the order of chance',
        description:
          'What changes brought and nobody has judged, then some that one other person has: answers to them are evidence.',
        tags: ['Findings'],
        querystring: Type.Object({
          product: Type.String({ minLength: 1, maxLength: 200 }),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }),
        }),
        response: {
          200: answer({
            findings: Type.Array(Type.Integer(), { description: 'their ids' }),
            waiting: Type.Integer({ description: 'how many wait, these among them' }),
          }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ query: { product, limit }, principal }) => {
      const productId = await productIdOf(database, product);
      if (productId === undefined || !reaches(principal, 'judge', productId)) {
        throw new Problem(404, `product ${product}`);
      }
      const { ids, waiting } = await triageQueue(database, {
        productId,
        by: principal?.name ?? '',
        seed: defaultRollout.sampleSeed,
        share: defaultRollout.sampleShare,
        doubleShare: DOUBLE_SHARE,
        limit,
      });
      return { findings: ids, waiting };
    },
  );
};
