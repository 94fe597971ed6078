import { Type } from 'typebox';
import { findFinding, listFindings } from '../../store/findings.ts';
import { productIdOf } from '../../store/products.ts';
import { reachOf, reaches } from '../access.ts';
import { answer, pageOf } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';

const row = {
  id: Type.Integer(),
  product: Type.String(),
  repository: Type.String(),
  branch: Type.String(),
  source: Type.String({ description: '`lockstep`, or the tool that found it' }),
  fingerprint: Type.String(),
  rule: Type.String(),
  severity: Type.Integer({ description: '0 info, 1 low, 2 medium, 3 high, 4 critical' }),
  confidence: Type.Integer({ description: '0 low, 1 medium, 2 high' }),
  path: Type.String(),
  line: Type.Integer(),
  message: Type.String(),
  stage: Type.String(),
  effect: Type.String(),
  state: Type.String({ description: 'open or fixed' }),
  firstSeenAt: Type.String(),
  changedAt: Type.String(),
};
const page = answer({
  ...row,
  cwe: Type.Array(Type.Integer()),
  detail: Type.Any({ description: 'excerpt and evidence, as the report had them' }),
  events: Type.Array(Type.Object({ kind: Type.String(), at: Type.String(), run: Type.String() }), {
    description: 'changes of state, the oldest first',
  }),
  verdicts: Type.Array(Type.Any(), { description: 'as in the log, the latest first' }),
  alsoFoundBy: Type.Array(
    Type.Object({
      id: Type.Integer(),
      source: Type.String(),
      rule: Type.String(),
      message: Type.String(),
    }),
    { description: 'what other sources say of the same place' },
  ),
});

/** What was found, and what became of it. */
export const findingRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/findings',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Findings, the worst first',
        tags: ['Findings'],
        querystring: Type.Object({
          product: Type.Optional(Type.String({ maxLength: 200 })),
          state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('fixed')])),
          rule: Type.Optional(Type.String({ maxLength: 300 })),
          severity: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
          branch: Type.Optional(Type.String({ maxLength: 300 })),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('findings', Type.Object(row)) },
      },
    },
    async ({ query, principal }) => {
      const { product, cursor, ...filter } = query;
      const named = product === undefined ? undefined : await productIdOf(database, product);
      // Of a product that is not there, or not theirs, nobody sees anything.
      const isForeign = named === undefined || !reaches(principal, 'read', named);
      if (product !== undefined && isForeign) return { findings: [] };
      const [severity, id] = readCursor(cursor, ['number', 'number']) ?? [];
      const findings = await listFindings(database, {
        ...filter,
        only: named === undefined ? reachOf(principal, 'read') : [named],
        ...(id === undefined ? {} : { after: { severity: Number(severity), id: Number(id) } }),
      });
      const next = nextCursor(findings, filter.limit, (last) => [last.severity, last.id]);
      return { findings, next };
    },
  );
  app.get(
    '/v1/findings/:id',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'One finding with its evidence and history',
        tags: ['Findings'],
        params: Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
        response: { 200: page, 404: Type.Ref('Problem') },
      },
    },
    async ({ params, principal }) => {
      const found = await findFinding(database, params.id, reachOf(principal, 'read'));
      if (found === undefined) throw new Problem(404, `finding ${params.id}`);
      return found;
    },
  );
};
