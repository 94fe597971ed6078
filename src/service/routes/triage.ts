import { Type } from 'typebox';
import { DOUBLE_SHARE } from '../../rollout/triage-queue.ts';
import { triageQueue } from '../../store/triage.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { reachedProduct } from '../products.ts';

/** Whom the sample asks about what. */
export const triageRoutes: Routes = (app, { database, rollout }) => {
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
      const asked = { name: product, permission: 'judge' } as const;
      const { id: productId } = await reachedProduct(database, principal, asked);
      // Those that were agreed on: another seed or share would ask other people about other findings than the command line does.
      const policy = await rollout.policies.policyOf(database, productId, { tools: [] });
      const { sampleSeed: seed, sampleShare: share } = policy.loaded.policy.rollout;
      const { ids, waiting } = await triageQueue(database, {
        productId,
        by: principal?.name ?? '',
        seed,
        share,
        doubleShare: DOUBLE_SHARE,
        limit,
      });
      return { findings: ids, waiting };
    },
  );
};
