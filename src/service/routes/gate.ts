import { Type } from 'typebox';
import type { Outcome } from '../../model/decision.ts';
import { decisionsOn } from '../../store/decisions.ts';
import { reaches } from '../access.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { decisionsNow } from '../decisions/decisions-now.ts';
import { Problem } from '../problem.ts';
import { decisionFields } from './decision-shape.ts';

/** From worst to least: one source that stops a commit is enough. */
const ORDER: readonly Outcome[] = ['block', 'incomplete', 'warn', 'pass'];

const gate = answer({
  outcome: Type.String({
    description: 'pass, warn, block or incomplete: the worst of all sources',
  }),
  decisions: Type.Array(
    Type.Object({
      run: Type.String(),
      source: Type.String(),
      outcome: Type.String(),
      ranAt: Type.String(),
      reasons: Type.Array(
        Type.Object({
          outcome: Type.String(),
          text: Type.String(),
          fingerprints: Type.Array(Type.String()),
        }),
      ),
      decision: Type.Union([answer(decisionFields), Type.Null()], {
        description:
          'The record behind it, with break-glass, waivers in use and demotions; null: the run was reported without one',
      }),
    }),
  ),
});

/** What was decided on a commit. */
export const gateRoutes: Routes = (app, { database, rollout }) => {
  app.get(
    '/v1/gate',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Whether a commit may pass, by the latest run of each source',
        description:
          'As it is now: where a waiver has expired, or a rule was demoted, since a run came, its decision is made again from its record.',
        tags: ['Gate'],
        querystring: Type.Object({
          product: Type.String({ minLength: 1, maxLength: 200 }),
          commit: Type.String({ minLength: 1, maxLength: 100 }),
        }),
        response: { 200: gate, 404: Type.Ref('Problem') },
      },
    },
    async ({ query, principal }) => {
      const known = await decisionsOn(database, query);
      const [first] = known;
      if (first === undefined || !reaches(principal, 'read', first.productId)) {
        // A commit that nobody examined has not passed.
        throw new Problem(404, `no run of product ${query.product} at commit ${query.commit}`);
      }
      const decisions = await decisionsNow(rollout, query, known);
      return {
        outcome: ORDER.find((each) => decisions.some(({ outcome }) => outcome === each)),
        decisions,
      };
    },
  );
};
