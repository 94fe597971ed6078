import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { LockstepError } from '../../model/error.ts';
import { verifyRecord } from '../../policy/verify.ts';
import { findDecision, listDecisions, listProductDecisions } from '../../store/decisions.ts';
import { productIdOf } from '../../store/products.ts';
import { runOrigin, type RunOrigin } from '../../store/runs.ts';
import { reachOf, reaches, type Permission, type Principal } from '../access.ts';
import { answer, pageOf } from '../answer.ts';
import { asStream } from '../as-stream.ts';
import type { Routes } from '../context.ts';
import { MAX_RECORD_BYTES, receiveRecord } from '../decisions/receive-record.ts';
import { textOf } from '../decisions/stored-decision.ts';
import { spool } from '../ingest/spool.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';
import { decisionFields } from './decision-shape.ts';

const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const which = Type.Object({
  number: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'left out: the last one' }),
  ),
});
const listed = Type.Object({
  run: Type.String(),
  outcome: Type.String(),
  ...decisionFields,
});

/** Of a product: with what it was decided on. */
const listedOfProduct = Type.Object({
  run: Type.String(),
  repository: Type.String(),
  branch: Type.String(),
  commit: Type.String(),
  outcome: Type.String(),
  ...decisionFields,
});

/** Decisions with all that they follow from. */
export const decisionRoutes: Routes = (app, { database, limits, spool: folder }) => {
  const originOf = async (
    id: string,
    principal: Principal | undefined,
    permission: Permission,
  ): Promise<RunOrigin> => {
    const run = await runOrigin(database, id, reachOf(principal, permission));
    if (run === undefined) throw new Problem(404, `run ${id}`);
    return run;
  };
  app.get(
    '/v1/decisions',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Decisions on the runs of a product, the latest first',
        tags: ['Decisions'],
        querystring: Type.Object({
          product: Type.String({ minLength: 1, maxLength: 200 }),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('decisions', listedOfProduct) },
      },
    },
    async ({ query: { product, limit, cursor }, principal }) => {
      const productId = await productIdOf(database, product);
      if (productId === undefined || !reaches(principal, 'read', productId)) {
        return { decisions: [] };
      }
      const [at = '9999-12-31', run = ''] = readCursor(cursor, ['string', 'string']) ?? [];
      const before = { at: String(at), run: String(run) };
      const rows = await listProductDecisions(database, { productId, before, limit });
      return {
        decisions: rows.map(({ runId, ...decision }) => ({ run: runId, ...decision })),
        next: nextCursor(rows, limit, ({ decidedAt, runId }) => [decidedAt, runId]),
      };
    },
  );
  app.get(
    '/v1/runs/:id/decisions',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'What was decided on a run, and decided again, the last one first',
        tags: ['Decisions'],
        params,
        response: { 200: answer({ decisions: Type.Array(listed) }), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }) => {
      await originOf(id, principal, 'read');
      const rows = await listDecisions(database, id);
      return { decisions: rows.map(({ runId, ...decision }) => ({ run: runId, ...decision })) };
    },
  );
  app.get(
    '/v1/runs/:id/decision',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'The record of a decision, as "lockstep verify" takes it',
        tags: ['Decisions'],
        params,
        querystring: which,
        produces: ['application/json'],
        response: { 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, query: { number }, principal }, reply) => {
      await originOf(id, principal, 'read');
      return reply.type('application/json').send(await recordOf(id, number));
    },
  );
  const recordOf = async (id: string, number: number | undefined): Promise<string> => {
    const found = await findDecision(database, id, number);
    if (found === undefined) {
      throw new Problem(
        404,
        `run ${id} came without a record: report it with lockstep check --report-to`,
      );
    }
    return textOf(found.record);
  };
  app.post(
    '/v1/runs/:id/decision/replay',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Decide again from the inputs in the record, and say whether the same follows',
        tags: ['Decisions'],
        params,
        querystring: which,
        response: {
          200: answer({
            same: Type.Boolean(),
            outcome: Type.String({ description: 'as the record says; empty: it is none any more' }),
            problems: Type.Array(Type.String(), { description: 'what does not hold' }),
          }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, query: { number }, principal }) => {
      await originOf(id, principal, 'read');
      return replayed(await recordOf(id, number));
    },
  );
  asStream(app);
  app.post(
    '/v1/runs/:id/decision',
    {
      bodyLimit: limits.maxReportBytes,
      config: { permission: 'report' },
      schema: {
        summary: 'Send the record of the decision on a run of the command line',
        description:
          'It is computed again first. The policy in it becomes that of its repository, where the run is one of the default branch.',
        tags: ['Decisions'],
        params,
        response: {
          200: answer({ known: Type.Boolean() }),
          201: answer({ known: Type.Boolean() }),
          409: Type.Ref('Problem'),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, body, headers, principal }, reply) => {
      const run = await originOf(id, principal, 'report');
      if (!(body instanceof Readable)) throw new Problem(422, 'the body is empty: send the record');
      const encoding = headers['content-encoding'];
      const maxBytes = Math.min(limits.maxReportBytes, MAX_RECORD_BYTES);
      const spooled = await spool(body, { folder, encoding, maxBytes });
      try {
        const isNew = await receiveRecord({ database }, run, await textIn(spooled.read()));
        return await reply.status(isNew ? 201 : 200).send({ known: !isNew });
      } finally {
        spooled.discard();
      }
    },
  );
};

async function textIn(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function replayed(text: string): Promise<{
  readonly same: boolean;
  readonly outcome: string;
  readonly problems: readonly string[];
}> {
  try {
    const names = { ruleIds: [], checkIds: [] };
    const { record, problems } = await verifyRecord(text, 'the record', names);
    return { same: problems.length === 0, outcome: record.result.outcome, problems };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return { same: false, outcome: '', problems: [error.message] };
  }
}
