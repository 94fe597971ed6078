import { Type, type TProperties } from 'typebox';
import type { Ladder, Standing } from '../../model/evidence.ts';
import { progressText } from '../../model/progress-text.ts';
import { stages, type Stage } from '../../model/stage.ts';
import { evidenceSeries } from '../../rollout/evidence-series.ts';
import { isForeign, toolOf } from '../../rollout/known-rules.ts';
import { ladderOf } from '../../rollout/ladder.ts';
import { evidenceByRing } from '../../rollout/ring-evidence.ts';
import { listDemotions } from '../../store/demotions.ts';
import { withRuns } from '../../store/runs.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';
import { readableProduct } from '../products.ts';
import { frameOf, type ProductFrame } from '../rollout/product-frame.ts';
import { namedBuild } from './named-build.ts';

const stage = Type.Union(stages.map((each) => Type.Literal(each)));
const optionalNumber = Type.Union([Type.Number(), Type.Null()]);
const product = Type.String({ minLength: 1, maxLength: 200 });

const demotion = answer({
  rule: Type.String(),
  to: Type.String(),
  since: Type.String(),
  because: Type.String(),
});
const summary: TProperties = {
  rule: Type.String(),
  tool: Type.String({ description: 'the check of Lockstep, or the foreign tool' }),
  foreign: Type.Boolean(),
  version: Type.Integer(),
  engine: Type.Integer(),
  written: Type.String({ description: 'as the policy writes, and what was agreed on here' }),
  stage: Type.String({ description: 'in force: lower than written while a demotion holds' }),
  next: Type.Union([Type.String(), Type.Null()], { description: 'null: it is at block' }),
  progress: Type.String({ description: '34 of 43 clean verdicts' }),
  right: Type.Integer(),
  falseAlarms: Type.Integer(),
  unclear: Type.Integer(),
  needed: Type.Union([Type.Integer(), Type.Null()], {
    description: 'further clean verdicts to the next gate; null: it will not get there',
  }),
  logE: optionalNumber,
  logThreshold: optionalNumber,
  builds: Type.Integer({ description: 'of the forecast' }),
  blocked: Type.Integer(),
  upperBound: Type.Number({ description: 'of the share of builds that it would stop, at 95 %' }),
  held: Type.Array(Type.String(), { description: 'what holds it; empty: it may rise' }),
  demotion: Type.Optional(demotion),
};

/** Where rules stand, and by what evidence: computed from the log by the functions of the command line. */
export const ruleRoutes: Routes = (app, { database, rollout }) => {
  app.get(
    '/v1/rules',
    {
      config: { permission: 'read' },
      schema: {
        summary:
          'The ladder of a product: every rule that its log names, and how far it is from the next stage',
        tags: ['Rules'],
        querystring: Type.Object({
          product,
          stage: Type.Optional(stage),
          moving: Type.Boolean({
            default: false,
            description: 'only those that were judged, have fallen, or would have stopped a build',
          }),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 800 })),
        }),
        response: {
          200: answer({
            rules: Type.Array(answer(summary)),
            next: Type.Optional(Type.String({ description: 'the cursor of the next page' })),
            stages: answer({
              observe: Type.Integer(),
              warn: Type.Integer(),
              block: Type.Integer(),
            }),
            product: Type.String(),
            now: Type.String(),
            entries: Type.Integer({ description: 'of the log, in the ring of the product' }),
            ring: answer({
              promotions: Type.Integer({ description: 'of seven days' }),
              builds: Type.Integer({ description: 'of 28 days' }),
              wrongBlocks: Type.Integer(),
            }),
            policy: answer({ name: Type.String(), digest: Type.String() }),
          }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ query, principal }) => {
      const named = await readableProduct(database, principal, query.product);
      const now = new Date().toISOString();
      const frame = await frameOf(rollout, named, now);
      const { standings, ...rest } = ladderIn(frame, named.name, now);
      const [after = ''] = readCursor(query.cursor, ['string']) ?? [];
      const wanted = standings
        .filter(({ rule }) => rule > String(after))
        .filter((standing) => query.stage === undefined || standing.stage === query.stage)
        .filter((standing) => !query.moving || isMoving(standing))
        .slice(0, query.limit);
      const { name, digest } = frame.policy;
      return {
        ...rest,
        rules: wanted.map(summaryOf),
        stages: stagesOf(standings),
        next: nextCursor(wanted, query.limit, ({ rule }) => [rule]),
        policy: { name, digest },
      };
    },
  );
  app.get(
    '/v1/rules/:rule',
    {
      config: { permission: 'read' },
      schema: {
        summary:
          'All that one rule stands on: evidence in each ring, over time, forecast, demotions',
        description: 'The id is written into the path with its slash as %2F.',
        tags: ['Rules'],
        params: Type.Object({ rule: Type.String({ minLength: 1, maxLength: 400 }) }),
        querystring: Type.Object({ product }),
        response: {
          200: answer({
            ...summary,
            evidence: Type.Any({ description: 'as in lockstep rollout status --format json' }),
            forecast: answer({
              builds: Type.Integer(),
              blocked: Type.Integer(),
              upperBound: Type.Number(),
              stopped: Type.Array(
                answer({ ...namedBuild, fingerprints: Type.Array(Type.String()) }),
                {
                  description: 'the newest fifty of the builds that it would have stopped',
                },
              ),
            }),
            rings: Type.Array(Type.Any(), { description: 'the same evidence in each ring' }),
            series: Type.Array(
              answer({
                at: Type.String(),
                right: Type.Integer(),
                falseAlarms: Type.Integer(),
                warn: optionalNumber,
                block: optionalNumber,
              }),
              { description: 'natural logarithms of the e-values over time' },
            ),
            thresholds: answer({ warn: Type.Number(), block: Type.Number() }),
            demotions: Type.Array(
              answer({
                to: Type.String(),
                since: Type.String(),
                because: Type.String(),
                notedAt: Type.String(),
                endedAt: Type.Union([Type.String(), Type.Null()]),
              }),
            ),
          }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { rule }, query, principal }) => {
      const named = await readableProduct(database, principal, query.product);
      const now = new Date().toISOString();
      const frame = await frameOf(rollout, named, now);
      const version = frame.rules.find((each) => each.rule === rule);
      const { standings } = ladderIn(
        { ...frame, rules: version === undefined ? [] : [version] },
        named.name,
        now,
      );
      const [standing] = standings;
      if (version === undefined || standing === undefined) {
        throw new Problem(404, `rule ${rule}: no run of ${named.name} has named it`);
      }
      const { policy } = frame.policy.loaded;
      return {
        ...summaryOf(standing),
        evidence: standing.evidence,
        forecast: {
          ...standing.forecast,
          stopped: await withRuns(database, named.id, standing.forecast.stopped),
        },
        rings: evidenceByRing(frame.facts, version, { policy, product: named.name, now }),
        series: evidenceSeries(frame.facts, version, frame.frame),
        thresholds: {
          warn: standing.evidence.warn.logThreshold,
          block: standing.evidence.block.logThreshold,
        },
        demotions: await listDemotions(database, named.id, rule),
      };
    },
  );
};

/** The ladder that `lockstep rollout status` shows, from the log of the service. */
function ladderIn(
  { facts, rules, policy }: Pick<ProductFrame, 'facts' | 'rules' | 'policy'>,
  name: string,
  now: string,
): Ladder {
  return ladderOf(facts, rules, { policy: policy.loaded.policy, product: name, now });
}

/** How many rules stand at each stage, whichever are asked for. */
function stagesOf(standings: readonly Standing[]): Readonly<Record<Stage, number>> {
  const counts = { observe: 0, warn: 0, block: 0 };
  for (const standing of standings) counts[standing.stage] += 1;
  return counts;
}

/** A policy that writes `secrets/*: block` says nothing of three hundred rules. */
function isMoving({ demotion: fallen, evidence, forecast }: Standing): boolean {
  const { answers, implicit, unclear, uncounted } = evidence.counted;
  const said = answers.truePositives + answers.falsePositives + implicit + unclear + uncounted;
  return fallen !== undefined || said + forecast.blocked > 0;
}

function summaryOf(standing: Standing): object {
  const { rule, written, stage: held, next, evidence, forecast, demotion: fallen } = standing;
  const gate = evidence[next === 'warn' ? 'warn' : 'block'];
  return {
    rule,
    tool: toolOf(rule),
    foreign: isForeign(evidence),
    version: evidence.version,
    engine: evidence.engine,
    written,
    stage: held,
    next: next ?? null,
    progress: progressText(gate),
    right: gate.verdicts.truePositives,
    falseAlarms: gate.verdicts.falsePositives,
    unclear: evidence.counted.unclear,
    needed: gate.needed ?? null,
    logE: finite(gate.logE),
    logThreshold: finite(gate.logThreshold),
    builds: forecast.builds,
    blocked: forecast.blocked,
    upperBound: forecast.upperBound,
    held: standing.held,
    ...(fallen === undefined ? {} : { demotion: fallen }),
  };
}

/** JSON has no infinity. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
