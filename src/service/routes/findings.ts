import { Type, type Static } from 'typebox';
import type { Effect } from '../../model/decision.ts';
import type { FindingFilter } from '../../store/finding-filter.ts';
import { MAX_COUNTED, countFindings } from '../../store/finding-counts.ts';
import { findFinding, listFindings } from '../../store/findings.ts';
import { productIdOf } from '../../store/products.ts';
import { reachOf, reaches, type Principal } from '../access.ts';
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
  verdict: Type.Union([Type.String(), Type.Null()], { description: 'the latest of anybody' }),
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

const groups = ['rule', 'product', 'repository', 'path', 'severity'] as const;
const effects = [
  'blocks',
  'warns',
  'observed',
  'existing',
  'suppressed',
  'waived',
  'fixed',
] as const satisfies readonly Effect[];
const optionalText = (maxLength: number, description: string, minLength = 1) =>
  Type.Optional(Type.String({ minLength, maxLength, description }));
/** What an index of trigrams finds. */
const MIN_TEXT = 3;
const filterShape = {
  product: Type.Optional(Type.String({ maxLength: 200 })),
  state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('fixed')])),
  rule: Type.Optional(Type.String({ maxLength: 300 })),
  fingerprint: Type.Optional(Type.String({ maxLength: 100 })),
  check: optionalText(100, 'id of a check, or of a foreign tool'),
  severity: Type.Optional(Type.Integer({ minimum: 0, maximum: 4, description: 'at least so bad' })),
  effect: Type.Optional(Type.Union(effects.map((effect) => Type.Literal(effect)))),
  repository: optionalText(500, 'as runs name it'),
  branch: Type.Optional(
    Type.String({ maxLength: 300, description: 'without it: default branches' }),
  ),
  text: optionalText(200, 'in rule, path or message', MIN_TEXT),
  judged: Type.Optional(Type.Boolean({ description: 'whether anybody has given a verdict' })),
};
type Filter = Static<ReturnType<typeof Type.Object<typeof filterShape>>>;

/** What was found, and what became of it. */
export const findingRoutes: Routes = (app, { database }) => {
  /** Undefined: of a product that is not there, or not theirs, nobody sees anything. */
  const filterOf = async (
    { product, ...filter }: Filter,
    principal: Principal | undefined,
  ): Promise<Omit<FindingFilter, 'limit'> | undefined> => {
    if (product === undefined) return { ...filter, only: reachOf(principal, 'read') };
    const named = await productIdOf(database, product);
    const isForeign = named === undefined || !reaches(principal, 'read', named);
    return isForeign ? undefined : { ...filter, only: [named] };
  };
  app.get(
    '/v1/findings',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Findings, the worst first',
        tags: ['Findings'],
        querystring: Type.Object({
          ...filterShape,
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('findings', Type.Object(row)) },
      },
    },
    async ({ query: { cursor, limit, ...given }, principal }) => {
      const filter = await filterOf(given, principal);
      if (filter === undefined) return { findings: [] };
      const [severity, id] = readCursor(cursor, ['number', 'number']) ?? [];
      const findings = await listFindings(database, {
        ...filter,
        limit,
        ...(id === undefined ? {} : { after: { severity: Number(severity), id: Number(id) } }),
      });
      const next = nextCursor(findings, limit, (last) => [last.severity, last.id]);
      return { findings, next };
    },
  );
  app.get(
    '/v1/findings/groups',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'How many findings there are of each rule, product, path …: the worst first',
        tags: ['Findings'],
        querystring: Type.Object({
          ...filterShape,
          by: Type.Union(groups.map((group) => Type.Literal(group))),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
        }),
        response: {
          200: answer({
            groups: Type.Array(
              Type.Object({
                key: Type.String(),
                count: Type.Integer(),
                worst: Type.Integer({ description: 'severity' }),
              }),
            ),
            complete: Type.Boolean({
              description: `false: only the worst ${MAX_COUNTED.read} were looked at (with text or judged ${MAX_COUNTED.compared}), and there are at least so many of each. All are counted by rule and severity where no product, repository or branch is named, and by product, repository and severity where no rule is.`,
            }),
          }),
        },
      },
    },
    async ({ query: { by, limit, ...given }, principal }) => {
      const filter = await filterOf(given, principal);
      if (filter === undefined) return { groups: [], complete: true };
      const { groups: found, isWhole } = await countFindings(database, by, { ...filter, limit });
      return { groups: found, complete: isWhole };
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
