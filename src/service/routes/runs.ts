import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { productIdOf } from '../../store/products.ts';
import type { AfterImport } from '../../store/run-import.ts';
import { findRun, listRuns } from '../../store/runs.ts';
import { reachOf, reaches } from '../access.ts';
import { answer, pageOf } from '../answer.ts';
import type { Routes } from '../context.ts';
import { BadReport } from '../ingest/bad-report.ts';
import { formatOf, reportFormats } from '../ingest/formats.ts';
import { receiveReport } from '../ingest/receive-report.ts';
import { spool } from '../ingest/spool.ts';
import { asStream } from '../as-stream.ts';
import { decideImported } from '../decisions/decide-imported.ts';
import { noteDemotions } from '../rollout/note-demotions.ts';
import type { Rollout } from '../rollout/product-frame.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';

const counts = answer({
  new: Type.Integer(),
  existing: Type.Integer(),
  moved: Type.Integer(),
  fixed: Type.Integer(),
  reopened: Type.Integer(),
});
const run = {
  id: Type.String(),
  product: Type.String(),
  repository: Type.String(),
  branch: Type.String(),
  source: Type.String(),
  commit: Type.String(),
  tool: Type.String(),
  ranAt: Type.String(),
  receivedAt: Type.String(),
  outcome: Type.String(),
  counts,
};
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

/** Runs of pipelines. */
export const runRoutes: Routes = (app, context) => {
  const { database, limits } = context;
  app.post(
    '/v1/runs',
    {
      bodyLimit: limits.maxReportBytes,
      config: { permission: 'report' },
      schema: {
        summary: 'Report a run; the same report again changes nothing',
        description:
          'The body is the report, as it is or packed with gzip. What is new, moved, fixed or back is told by fingerprint.',
        tags: ['Runs'],
        querystring: Type.Object({
          product: text(200),
          format: Type.Optional(
            Type.Union(
              reportFormats.map(({ name }) => Type.Literal(name)),
              { description: 'told by the report itself where it is not said' },
            ),
          ),
          repository: Type.Optional(text(500)),
          branch: Type.Optional(text(300)),
          commit: Type.Optional(text(100)),
          default: Type.Boolean({
            default: false,
            description: 'it is the branch that others are compared with',
          }),
        }),
        response: {
          200: answer({ id: Type.String(), counts, late: Type.Boolean() }),
          201: answer({ id: Type.String(), counts, late: Type.Boolean() }),
          422: Type.Ref('Problem'),
        },
      },
    },
    async (request, reply) => {
      const { query, principal, headers } = request;
      const known = await productIdOf(database, query.product);
      if (!reaches(principal, 'report', known)) {
        throw new Problem(403, `you may not report runs of product ${query.product}`);
      }
      const { body } = request;
      if (!(body instanceof Readable)) throw new Problem(422, 'the body is empty: send the report');
      const spooled = await spool(body, {
        folder: context.spool,
        encoding: headers['content-encoding'],
        maxBytes: limits.maxReportBytes,
      });
      try {
        const format = await formatOf(query.format, () => spooled.read());
        const sent = { ...query, format, isDefault: query.default };
        const isForeign = format.name !== 'lockstep';
        const after = isForeign ? await importer(context.rollout, known, query.product) : undefined;
        const stored = await receiveReport(database, spooled, sent, after);
        const { id, isKnown, isLate } = stored;
        return await reply
          .status(isKnown ? 200 : 201)
          .send({ id, counts: stored.counts, late: isLate });
      } catch (error) {
        if (error instanceof BadReport) throw new Problem(422, error.message);
        throw error;
      } finally {
        spooled.discard();
      }
    },
  );
  asStream(app);
  app.get(
    '/v1/runs',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Runs of a product, the latest first',
        tags: ['Runs'],
        querystring: Type.Object({
          product: text(200),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('runs', answer(run)) },
      },
    },
    async ({ query: { product, limit, cursor }, principal }) => {
      const productId = await productIdOf(database, product);
      if (productId === undefined || !reaches(principal, 'read', productId)) {
        return { runs: [] };
      }
      const [before = '9999-12-31'] = readCursor(cursor, ['string']) ?? [];
      const runs = await listRuns(database, { productId, before: String(before), limit });
      return { runs, next: nextCursor(runs, limit, ({ ranAt }) => [ranAt]) };
    },
  );
  app.get(
    '/v1/runs/:id',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'One run',
        tags: ['Runs'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: {
          200: answer({
            ...run,
            reasons: Type.Array(Type.Any()),
            incomplete: Type.Array(Type.Any()),
          }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, principal }) => {
      const found = await findRun(database, id, reachOf(principal, 'read'));
      if (found === undefined) throw new Problem(404, `run ${id}`);
      return found;
    },
  );
};

/** What the log demotes, and who let a commit through, is known before anything is decided. */
async function importer(
  rollout: Rollout,
  id: number | undefined,
  name: string,
): Promise<AfterImport> {
  if (id === undefined) return decideImported(rollout, []);
  await noteDemotions(rollout, { id, name });
  const { entries } = await rollout.folds.factsOf(id);
  return decideImported(rollout, entries);
}
