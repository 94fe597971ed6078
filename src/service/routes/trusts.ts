import { Type } from 'typebox';
import { refusalOf } from '../../io/fetch.ts';
import { appendAudit } from '../../store/audit.ts';
import { addTrust, listTrusts, removeTrust } from '../../store/trusts.ts';
import { answer, textOrNull } from '../answer.ts';
import type { Routes } from '../context.ts';
import { storedGrant } from '../grant-shapes.ts';
import { faultOf } from '../pipelines/conditions.ts';
import { Problem } from '../problem.ts';

const conditions = Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 300 }));
const trust = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  issuer: Type.String(),
  audience: Type.String(),
  conditions: Type.Any({ description: 'claims, and what they must be' }),
  product: textOrNull,
  createdBy: Type.String(),
  createdAt: Type.String(),
});

/** Pipelines that need no token: their platform says who they are. */
export const trustRoutes: Routes = (app, { database, origin }) => {
  app.get(
    '/v1/trusts',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Which pipelines are believed to be who their platform says',
        tags: ['Pipelines'],
        response: { 200: answer({ trusts: Type.Array(trust) }) },
      },
    },
    async () => ({ trusts: await listTrusts(database) }),
  );
  app.post(
    '/v1/trusts',
    {
      config: { permission: 'administer' },
      schema: {
        summary:
          'Trust pipelines of GitHub, GitLab, or another platform that gives out OpenID Connect ID tokens',
        description:
          'Whose token meets all conditions is a pipeline of that product. The issuer is asked for its keys, and nobody else is.',
        tags: ['Pipelines'],
        body: Type.Object(
          {
            name: Type.String({
              pattern: '^[a-z0-9][a-z0-9-]{0,98}$',
              description: 'as the audit log has it: `github`',
            }),
            issuer: Type.String({
              maxLength: 500,
              description: '`https://token.actions.githubusercontent.com`, or that of your GitLab',
            }),
            audience: Type.Optional(
              Type.String({
                minLength: 1,
                maxLength: 500,
                description: 'else the address of this service',
              }),
            ),
            conditions,
            product: Type.Optional(Type.String({ maxLength: 200, description: 'else all' })),
          },
          {
            additionalProperties: false,
            examples: [
              {
                name: 'github',
                issuer: 'https://token.actions.githubusercontent.com',
                conditions: { repository_owner: 'acme', ref: 'refs/heads/main' },
                product: 'shop',
              },
            ],
          },
        ),
        response: { 201: answer({ id: Type.Integer() }), 422: Type.Ref('Problem') },
      },
    },
    async ({ body, principal }, reply) => {
      const { name, issuer, product } = body;
      const fault = issuerFault(issuer);
      if (fault !== undefined) throw new Problem(422, `issuer: ${fault}`);
      const wrong = faultOf(body.conditions);
      if (wrong !== undefined) throw new Problem(422, `conditions: ${wrong}`);
      const role = 'pipeline';
      const { productId } = await storedGrant(
        database,
        product === undefined ? { role } : { role, product },
      );
      const { audience = origin() } = body;
      const actor = principal?.name ?? '';
      const id = await database.transaction(async (transaction) => {
        const added = await addTrust(transaction, {
          name,
          issuer,
          audience,
          productId,
          conditions: body.conditions,
          createdBy: actor,
        });
        if (added === undefined) throw new Problem(409, `name: there is a trust ${name} already`);
        await appendAudit(transaction, {
          actor,
          action: 'trust.add',
          subject: `trust ${name}`,
          detail: {
            id: added,
            issuer,
            audience,
            product: product ?? null,
            conditions: JSON.stringify(body.conditions),
          },
        });
        return added;
      });
      return reply.status(201).send({ id });
    },
  );
  app.delete(
    '/v1/trusts/:id',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Trust them no more, from the next request on',
        tags: ['Pipelines'],
        params: Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
        response: { 204: Type.Null(), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      await database.transaction(async (transaction) => {
        const removed = await removeTrust(transaction, id);
        if (removed === undefined) throw new Problem(404, `trust ${id}`);
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'trust.remove',
          subject: `trust ${removed.name}`,
          detail: { id },
        });
      });
      return reply.status(204).send(null);
    },
  );
};

/** What is wrong with the address of an issuer; undefined: nothing. */
function issuerFault(text: string): string | undefined {
  if (!URL.canParse(text)) return 'write its address: https://…';
  const url = new URL(text);
  if (url.protocol === 'file:' || url.search !== '' || url.hash !== '') {
    return 'write its address: https://…';
  }
  return refusalOf(url, { allowHttp: false });
}
