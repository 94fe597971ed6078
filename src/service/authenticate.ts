import type { FastifyRequest } from 'fastify';
import { findSession } from '../store/sessions.ts';
import { TOKEN_PREFIX, findToken, type FoundToken } from '../store/tokens.ts';
import { covers, grantsOf, type Principal } from './access.ts';
import type { ServiceContext } from './context.ts';
import { readCookie } from './people/cookies.ts';
import { requireOwnScript } from './people/same-origin.ts';

/** A token of ours, or an ID token (RFC 7519: three parts). */
const BEARER = /^Bearer (?<secret>[A-Za-z0-9_.-]{1,16384})$/u;
/** RFC 9110 §9.2.1. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Who asks: by `Authorization` a program, else by the cookie a person. Undefined: nobody that is known. Throws Problem(403) where
 * a person's browser was made to ask by another site.
 */
export async function principalOf(
  context: ServiceContext,
  { headers, method }: Pick<FastifyRequest, 'headers' | 'method'>,
): Promise<Principal | undefined> {
  if (headers.authorization !== undefined) return programOf(context, headers.authorization);
  const secret = readCookie('session', headers.cookie, context.origin());
  const session = secret === undefined ? undefined : await findSession(context.database, secret);
  if (session === undefined) return undefined;
  if (!SAFE.has(method)) requireOwnScript(headers, context.origin());
  const { name, userId, grants } = session;
  return { name: `person ${name}`, kind: 'person', grants: grantsOf(grants), userId };
}

async function programOf(
  { database, idTokens }: ServiceContext,
  header: string,
): Promise<Principal | undefined> {
  const secret = BEARER.exec(header)?.groups?.['secret'] ?? '';
  if (!secret.startsWith(TOKEN_PREFIX)) return idTokens.principalOf(secret);
  const token = await findToken(database, secret);
  return token === undefined ? undefined : bearerOf(token);
}

/** A token of a person may never more than that person may now. */
function bearerOf({ name, role, productId, user }: FoundToken): Principal {
  const own = grantsOf([{ role, productId }]);
  if (user === undefined) return { name: `token ${name}`, kind: 'token', grants: own };
  const person: Principal = {
    name: `token ${name} of ${user.name}`,
    kind: 'token',
    grants: grantsOf(user.grants),
    userId: user.id,
  };
  if (role === null) return person;
  return { ...person, grants: own.filter((grant) => covers(person, grant)) };
}
