import type { Queryable } from '../store/database.ts';
import { findToken } from '../store/tokens.ts';
import { roles, type Principal } from './access.ts';

const BEARER = /^Bearer (?<secret>[A-Za-z0-9_-]{1,100})$/u;

/** Who the header `Authorization` says is asking; undefined: nobody that is known. */
export async function principalOf(
  database: Queryable,
  header: string | undefined,
): Promise<Principal | undefined> {
  const secret = BEARER.exec(header ?? '')?.groups?.['secret'];
  const token = secret === undefined ? undefined : await findToken(database, secret);
  const role = roles.find((each) => each === token?.role);
  if (token === undefined || role === undefined) return undefined;
  return {
    name: `token ${token.name}`,
    kind: 'token',
    grants: [{ role, productId: token.productId ?? undefined }],
  };
}
