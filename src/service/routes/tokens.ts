import { Type } from 'typebox';
import { appendAudit } from '../../store/audit.ts';
import { productIdOf } from '../../store/products.ts';
import { createToken, listTokens, revokeToken } from '../../store/tokens.ts';
import { roles } from '../access.ts';
import { answer, textOrNull } from '../answer.ts';
import type { Routes } from '../context.ts';
import { Problem } from '../problem.ts';

const token = answer({
  id: Type.Integer(),
  name: Type.String(),
  role: Type.String(),
  productId: Type.Union([Type.Integer(), Type.Null()]),
  createdBy: Type.String(),
  createdAt: Type.String(),
  expiresAt: Type.String(),
  usedAt: textOrNull,
  revokedAt: textOrNull,
});
const DAY_MS = 86_400_000;

/** Tokens of programs. */
export const tokenRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/tokens',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Tokens, the latest first; never what they are',
        tags: ['Tokens'],
        response: { 200: answer({ tokens: Type.Array(token) }) },
      },
    },
    async () => ({ tokens: await listTokens(database) }),
  );
  app.post(
    '/v1/tokens',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Make a token; it is shown this once',
        tags: ['Tokens'],
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 100 }),
            role: Type.Union(roles.map((role) => Type.Literal(role))),
            product: Type.Optional(Type.String({ maxLength: 200 })),
            days: Type.Integer({ minimum: 1, maximum: 365, default: 90 }),
          },
          { additionalProperties: false },
        ),
        response: {
          201: answer({ id: Type.Integer(), token: Type.String(), expiresAt: Type.String() }),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ body, principal }, reply) => {
      const { name, role, product, days } = body;
      const productId = product === undefined ? undefined : await productIdOf(database, product);
      if (product !== undefined && productId === undefined) {
        throw new Problem(422, `product: there is no ${product}`);
      }
      const actor = principal?.name ?? '';
      const expiresAt = new Date(Date.now() + days * DAY_MS).toISOString();
      const made = await database.transaction(async (transaction) => {
        const created = await createToken(transaction, {
          name,
          role,
          productId,
          createdBy: actor,
          expiresAt,
        });
        await appendAudit(transaction, {
          actor,
          action: 'token.create',
          subject: `token ${name}`,
          detail: { id: created.id, role, product: product ?? null, expiresAt },
        });
        return created;
      });
      return reply.status(201).send({ id: made.id, token: made.secret, expiresAt });
    },
  );
  app.delete(
    '/v1/tokens/:id',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'End a token now',
        tags: ['Tokens'],
        params: Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
        response: { 204: Type.Null(), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      const isRevoked = await database.transaction(async (transaction) => {
        if (!(await revokeToken(transaction, id))) return false;
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'token.revoke',
          subject: `token ${id}`,
          detail: { id },
        });
        return true;
      });
      if (!isRevoked) throw new Problem(404, `token ${id}, or it holds no more`);
      return reply.status(204).send(null);
    },
  );
};
