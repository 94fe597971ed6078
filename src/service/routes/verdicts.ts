import { Type } from 'typebox';
import { verdictKinds, type NewLogEntry, type VerdictKind } from '../../model/log-entry.ts';
import { stages } from '../../model/stage.ts';
import { lineOf, withId } from '../../rollout/log/write-entry.ts';
import { appendAudit } from '../../store/audit.ts';
import { judgedPlaceOf, type JudgedPlace } from '../../store/findings.ts';
import { appendLog } from '../../store/log.ts';
import { reachOf } from '../access.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { Problem } from '../problem.ts';

/** Verdicts of people: entries of the rollout log, as the command line writes them. */
export const verdictRoutes: Routes = (app, { database }) => {
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
          { additionalProperties: false },
        ),
        response: { 201: answer({ entry: Type.String() }), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, body, principal }, reply) => {
      const place = await judgedPlaceOf(database, id, reachOf(principal, 'judge'));
      if (place === undefined) throw new Problem(404, `finding ${id}`);
      const by = principal?.name ?? '';
      const entry = withId(verdictOf(place, { ...body, by }, new Date().toISOString()));
      const { at, kind, fingerprint } = entry;
      await database.transaction(async (transaction) => {
        await appendLog(transaction, place.productId, [
          { id: entry.id, kind, at, fingerprint, line: lineOf(entry) },
        ]);
        await appendAudit(transaction, {
          actor: by,
          action: 'verdict.give',
          subject: `finding ${fingerprint} of ${place.product}`,
          detail: { verdict: body.verdict, entry: entry.id },
        });
      });
      return reply.status(201).send({ entry: entry.id });
    },
  );
};

function verdictOf(
  place: JudgedPlace,
  {
    verdict,
    reason,
    by,
  }: { readonly verdict: VerdictKind; readonly reason: string; readonly by: string },
  at: string,
): NewLogEntry & { readonly kind: 'verdict' } {
  const { product, repository, fingerprint, rule, version, engine, path, copy, isNew } = place;
  return {
    kind: 'verdict',
    at,
    product,
    // Groups are a matter of the policy, which the reader of the log knows.
    group: '',
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
    isNew,
    stage: stages.find((stage) => stage === place.stage) ?? 'observe',
    blocked: place.effect === 'blocks',
  };
}
