import { Type } from 'typebox';
import { effectAnswers, effectScope } from '../../report/effect-text.ts';
import { effectBuilds } from '../../rollout/effect-builds.ts';
import { effectOf } from '../../rollout/effect.ts';
import { entriesInRing } from '../../rollout/evidence.ts';
import { readLog } from '../../rollout/log/read-log.ts';
import { readRunsSince } from '../../store/log.ts';
import { withRuns } from '../../store/runs.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { Problem } from '../problem.ts';
import { readableProduct } from '../products.ts';
import { frameOf } from '../rollout/product-frame.ts';
import { namedBuild } from './named-build.ts';

const DAY_MS = 86_400_000;
/** Of runs that are kept in memory for one page: some 50,000 of them. */
const MAX_RUN_BYTES = 32 * 2 ** 20;

const forecast = answer({
  builds: Type.Integer(),
  rightly: Type.Integer(),
  wrongly: Type.Integer(),
});
const counts = {
  found: Type.Integer(),
  right: Type.Integer(),
  falseAlarms: Type.Integer(),
  unclear: Type.Integer(),
  shownFalse: Type.Integer(),
  fixedUntold: Type.Integer(),
  wouldBlock: forecast,
};

/** The page for the meeting: what observing found, what was noise, what it cost. */
export const effectRoutes: Routes = (app, { database, rollout }) => {
  app.get(
    '/v1/effect',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'What the last days brought, as lockstep effect sums them up',
        tags: ['Rules'],
        querystring: Type.Object({
          product: Type.String({ minLength: 1, maxLength: 200 }),
          days: Type.Integer({ minimum: 1, maximum: 3_650, default: 30 }),
        }),
        response: {
          200: answer({
            product: Type.String(),
            from: Type.String(),
            until: Type.String(),
            days: Type.Integer(),
            builds: Type.Integer(),
            blocked: Type.Integer(),
            overridden: Type.Integer(),
            developers: Type.Integer(),
            repositories: Type.Integer(),
            medianMs: Type.Optional(Type.Number()),
            slowMs: Type.Optional(Type.Number()),
            totals: answer(counts),
            rules: Type.Array(answer({ rule: Type.String(), stage: Type.String(), ...counts })),
            scope: Type.String({ description: 'what it is about, in a sentence' }),
            answers: Type.Array(answer({ question: Type.String(), answer: Type.String() }), {
              description: 'the page of lockstep effect, question by question',
            }),
            daily: Type.Array(
              answer({
                day: Type.String({ description: 'of UTC' }),
                builds: Type.Integer(),
                blocked: Type.Integer(),
                found: Type.Integer({ description: 'new findings in them' }),
              }),
            ),
            stopped: Type.Array(answer(namedBuild), {
              description: 'the newest fifty of the builds that were stopped',
            }),
          }),
          404: Type.Ref('Problem'),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ query: { product, days }, principal }) => {
      const named = await readableProduct(database, principal, product);
      const now = new Date().toISOString();
      const { facts, frame } = await frameOf(rollout, named, now);
      const from = new Date(Date.parse(now) - days * DAY_MS).toISOString();
      const isAlone = frame.settings.ring === 'product';
      const runs: string[] = [];
      let bytes = 0;
      for await (const lines of readRunsSince(database, isAlone ? named.id : undefined, from)) {
        bytes += lines.reduce((sum, line) => sum + line.length, 0);
        if (bytes > MAX_RUN_BYTES) {
          throw new Problem(
            422,
            'these days have more runs than fit on a page: ask for fewer days',
          );
        }
        runs.push(...lines);
      }
      const { entries } = readLog([{ name: 'log', bytes: Buffer.from(runs.join('')) }]);
      const all = entriesInRing([...facts.entries, ...entries], frame).toSorted(inTime);
      const effect = effectOf(all, { product: named.name, now, days });
      const { daily, stopped } = effectBuilds(all, { product: named.name, now, days });
      return {
        ...effect,
        scope: effectScope(effect),
        answers: effectAnswers(effect),
        daily,
        stopped: await withRuns(database, named.id, stopped),
      };
    },
  );
};

function inTime(a: { readonly at: string }, b: { readonly at: string }): number {
  if (a.at === b.at) return 0;
  return a.at < b.at ? -1 : 1;
}
