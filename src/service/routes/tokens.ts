import { Type } from 'typebox';
import { appendAudit } from '../../store/audit.ts';
import { productIdOf } from '../../store/products.ts';
import { createToken, listTokens, revokeToken } from '../../store/tokens.ts';
import { covers, may, roles, type Principal, type Role } from '../access.ts';
import { answer, pageOf, textOrNull } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';

const token = answer({
  id: Type.Integer(),
  name: Type.String(),
  role: Type.Union([Type.String(), Type.Null()], { description: 'null: all that its person may' }),
  productId: Type.Union([Type.Integer(), Type.Null()]),
  product: Type.Union([Type.String(), Type.Null()], { description: 'null: of all' }),
  userId: Type.Union([Type.Integer(), Type.Null()], {
    description: 'whose it is; null: of no person',
  }),
  createdBy: Type.String(),
  createdAt: Type.String(),
  expiresAt: Type.String(),
  usedAt: textOrNull,
  revokedAt: textOrNull,
});
const DAY_MS = 86_400_000;

/** Tokens of programs: an admin makes any, everybody else those that may no more than they do. */
export const tokenRoutes: Routes = (app, { database }) => {
  // Before the body is read: who makes none is told that, whatever they have sent.
  app.addHook('onRequest', async ({ principal }) => {
    whoseTokens(principal);
  });
  app.get(
    '/v1/tokens',
    {
      config: { permission: 'self' },
      schema: {
        summary: 'Your tokens, or for an admin all of them, the latest first; never what they are',
        tags: ['Tokens'],
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('tokens', token), 403: Type.Ref('Problem') },
      },
    },
    async ({ query: { limit, cursor }, principal }) => {
      const [before = Number.MAX_SAFE_INTEGER] = readCursor(cursor, ['number']) ?? [];
      const page = { before: Number(before), limit };
      const tokens = await listTokens(database, whoseTokens(principal), page);
      return { tokens, next: nextCursor(tokens, limit, ({ id }) => [id]) };
    },
  );
  app.post(
    '/v1/tokens',
    {
      config: { permission: 'self' },
      schema: {
        summary: 'Make a token; it is shown this once',
        tags: ['Tokens'],
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 100 }),
            role: Type.Optional(
              Type.Union(
                roles.map((role) => Type.Literal(role)),
                { description: 'without it, all that you may: it also signs you in' },
              ),
            ),
            product: Type.Optional(Type.String({ maxLength: 200 })),
            personal: Type.Boolean({
              default: false,
              description:
                'yours also where you are an admin: it may never more than you, and ends with you',
            }),
            days: Type.Integer({ minimum: 1, maximum: 365, default: 90 }),
          },
          {
            additionalProperties: false,
            examples: [
              { name: 'ci', role: 'pipeline', product: 'shop', personal: false, days: 90 },
            ],
          },
        ),
        response: {
          201: answer({ id: Type.Integer(), token: Type.String(), expiresAt: Type.String() }),
          403: Type.Ref('Problem'),
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
      const userId = ownerOf(principal, { ...body, productId });
      const actor = principal?.name ?? '';
      const expiresAt = new Date(Date.now() + days * DAY_MS).toISOString();
      const made = await database.transaction(async (transaction) => {
        const created = await createToken(transaction, {
          name,
          role,
          productId,
          ...(userId === undefined ? {} : { userId }),
          createdBy: actor,
          expiresAt,
        });
        await appendAudit(transaction, {
          actor,
          action: 'token.create',
          subject: `token ${name}`,
          detail: { id: created.id, role: role ?? null, product: product ?? null, expiresAt },
        });
        return created;
      });
      return reply.status(201).send({ id: made.id, token: made.secret, expiresAt });
    },
  );
  app.delete(
    '/v1/tokens/:id',
    {
      config: { permission: 'self' },
      schema: {
        summary: 'End a token now',
        tags: ['Tokens'],
        params: Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
        response: { 204: Type.Null(), 403: Type.Ref('Problem'), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      const whose = whoseTokens(principal);
      const isRevoked = await database.transaction(async (transaction) => {
        if (!(await revokeToken(transaction, id, whose))) return false;
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

/** Whose tokens somebody sees and ends; undefined: all. A token makes no tokens: what has leaked must not outlive itself. */
function whoseTokens(principal: Principal | undefined): number | undefined {
  if (may(principal, 'administer')) return undefined;
  if (principal?.kind === 'person' && principal.userId !== undefined) return principal.userId;
  throw new Problem(403, 'a program sees and makes no tokens: sign in, or ask an administrator');
}

/** Whose token it is to be; undefined: of nobody, which only an admin can make. Throws Problem(403) where it may more than its person. */
function ownerOf(
  principal: Principal | undefined,
  {
    role,
    productId,
    personal,
  }: { readonly role?: Role; readonly productId: number | undefined; readonly personal: boolean },
): number | undefined {
  const owner = whoseTokens(principal);
  const isPersonal = personal || role === undefined || owner !== undefined;
  if (!isPersonal) return undefined;
  if (principal?.kind !== 'person') {
    throw new Problem(422, 'role: say which; this token is of no person');
  }
  if (role === undefined && productId !== undefined) {
    throw new Problem(
      422,
      'role: say which, of that product; without it the token is for all that you may',
    );
  }
  if (role !== undefined && !covers(principal, { role, productId })) {
    throw new Problem(403, `role: you are not ${role} yourself, of what it is for`);
  }
  return principal.userId;
}
