import { Type } from 'typebox';
import { appendAudit } from '../../store/audit.ts';
import { productNames } from '../../store/products.ts';
import { endSessionsOf, findSession } from '../../store/sessions.ts';
import { permissionsOf } from '../access.ts';
import { answer, textOrNull } from '../answer.ts';
import { authorOf } from '../author.ts';
import type { Routes } from '../context.ts';
import { clearCookie, readCookie } from '../people/cookies.ts';
import { CHANGE_HEADER } from '../people/same-origin.ts';
import { Problem } from '../problem.ts';

const me = answer({
  name: Type.String({ description: 'as the audit log has it' }),
  author: Type.String({ description: 'as the rollout log names who has said something' }),
  kind: Type.String({ description: 'person, token or pipeline' }),
  displayName: Type.String(),
  email: Type.String(),
  grants: Type.Array(
    Type.Object({
      role: Type.String(),
      product: Type.Union([Type.String(), Type.Null()], { description: 'null: all' }),
      permissions: Type.Array(Type.String()),
    }),
  ),
  signedInUntil: textOrNull,
  changeHeader: Type.String({
    description: 'the header, with any value, that a browser sends with whatever changes something',
  }),
});

/** Who asks. */
export const meRoutes: Routes = (app, { database, origin }) => {
  const sessionOf = async (cookie: string | undefined, kind: string): Promise<object> => {
    const secret = kind === 'person' ? readCookie('session', cookie, origin()) : undefined;
    const session = secret === undefined ? undefined : await findSession(database, secret);
    const { displayName = '', email = '', expiresAt = null } = session ?? {};
    return { displayName, email, signedInUntil: expiresAt };
  };
  app.get(
    '/v1/me',
    {
      config: { permission: 'self' },
      schema: {
        summary: 'Who asks, and what they may do',
        tags: ['People'],
        response: { 200: me },
      },
    },
    async ({ principal, headers }) => {
      const { name = '', kind = '', grants = [] } = principal ?? {};
      const ids = grants.flatMap(({ productId }) => productId ?? []);
      const names = await productNames(database, ids);
      return {
        name,
        author: await authorOf(database, principal),
        kind,
        ...(await sessionOf(headers.cookie, kind)),
        grants: grants.map((grant) => ({
          role: grant.role,
          product: grant.productId === undefined ? null : (names.get(grant.productId) ?? ''),
          permissions: permissionsOf(grant),
        })),
        changeHeader: CHANGE_HEADER,
      };
    },
  );
  app.delete(
    '/v1/me/sessions',
    {
      config: { permission: 'self' },
      schema: {
        summary: 'Sign out everywhere: on this machine and on all others',
        tags: ['People'],
        response: { 204: Type.Null(), 403: Type.Ref('Problem') },
      },
    },
    async ({ principal }, reply) => {
      const { kind, name, userId } = principal ?? {};
      if (kind !== 'person' || userId === undefined) {
        throw new Problem(403, 'a program has no session: revoke its token');
      }
      await database.transaction(async (transaction) => {
        const count = await endSessionsOf(transaction, userId);
        await appendAudit(transaction, {
          actor: name ?? '',
          action: 'session.end-all',
          subject: name ?? '',
          detail: { count },
        });
      });
      return reply.status(204).header('set-cookie', clearCookie('session', origin())).send(null);
    },
  );
};
