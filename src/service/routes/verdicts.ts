import { Type } from 'typebox';
import { verdictKinds, type NewLogEntry, type VerdictKind } from '../../model/log-entry.ts';
import { stages } from '../../model/stage.ts';
import { appendAudit } from '../../store/audit.ts';
import { judgedPlaceOf, type JudgedPlace } from '../../store/findings.ts';
import { appendLog } from '../../store/log.ts';
import { standingDemotions } from '../../store/demotions.ts';
import { reachOf } from '../access.ts';
import { answer } from '../answer.ts';
import { authorOf } from '../author.ts';
import type { Routes } from '../context.ts';
import { Problem } from '../problem.ts';
import { logLineOf } from '../rollout/log-line.ts';
import { noteAll } from '../rollout/note-demotions.ts';
import type { Rollout } from '../rollout/product-frame.ts';

/** Verdicts of people: entries of the rollout log, as the command line writes them. */
export const verdictRoutes: Routes = (app, { database, rollout }) => {
  app.post(
    '/v1/findings/:id/verdicts',
    {
      config: { permission: 'judge' },
      schema: {
        summary: 'Say what a finding was worth; it counts as evidence for and against its rule',
        tags: ['Findings'],
        params: Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
        body: Type.Object(
          {
            verdict: Type.Union(verdictKinds.map((kind) => Type.Literal(kind))),
            reason: Type.String({ maxLength: 2_000, default: '' }),
          },
          {
            additionalProperties: false,
            examples: [{ verdict: 'false-positive-wrong', reason: 'The value is a constant.' }],
          },
        ),
        response: {
          201: answer({
            entry: Type.String({ description: 'id of the entry of the log' }),
            demoted: Type.Optional(
              Type.String({
                description: 'the stage to which its rule fell, or has fallen before',
              }),
            ),
          }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, body, principal }, reply) => {
      const place = await judgedPlaceOf(database, id, reachOf(principal, 'judge'));
      if (place === undefined) throw new Problem(404, `finding ${id}`);
      const by = principal?.name ?? '';
      const author = await authorOf(database, principal);
      const line = logLineOf(await entryFor(rollout, place, { ...body, by: author }));
      await database.transaction(async (transaction) => {
        await appendLog(transaction, place.productId, [line]);
        await appendAudit(transaction, {
          actor: by,
          action: 'verdict.give',
          subject: `finding ${place.fingerprint} of ${place.product}`,
          detail: { verdict: body.verdict, entry: line.id },
        });
      });
      await noteAll(rollout, { id: place.productId, name: place.product });
      const { demotions } = await standingDemotions(database, place.productId);
      const demoted = demotions.find(({ rule }) => rule === place.rule)?.to;
      return reply
        .status(201)
        .send({ entry: line.id, ...(demoted === undefined ? {} : { demoted }) });
    },
  );
};

interface Stated {
  readonly verdict: VerdictKind;
  readonly reason: string;
  readonly by: string;
}

/** With the circumstances that decide what it counts for, as far as the store and the log know them. */
async function entryFor(
  { database, folds, policies }: Rollout,
  place: JudgedPlace,
  { verdict, reason, by }: Stated,
): Promise<NewLogEntry> {
  const { productId, product, repository, fingerprint, rule, version, engine, path, copy } = place;
  const { runs } = await folds.factsOf(productId);
  const { loaded } = await policies.policyOf(database, productId, { repository, tools: [] });
  return {
    kind: 'verdict',
    at: new Date().toISOString(),
    product,
    group: loaded.policy.rollout.group,
    repository,
    fingerprint,
    rule,
    version,
    engine,
    verdict,
    source: 'command',
    by,
    reason,
    path,
    copy,
    isNew: place.isNew || runs.sightings().some((seen) => seen.fingerprints.has(fingerprint)),
    stage: stages.find((stage) => stage === place.stage) ?? 'observe',
    blocked: place.effect === 'blocks',
  };
}
