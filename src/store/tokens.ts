import { batched } from './batched.ts';
import type { Queryable } from './database.ts';
import { GRANTS_OF_U, type StoredGrant } from './grants.ts';
import { digestOf, newSecret } from './secret.ts';

/** A token as it is listed: never the token itself. */
export interface Token {
  readonly id: number;
  readonly name: string;
  /** Null: all that its person may. */
  readonly role: string | null;
  readonly productId: number | null;
  /** Null: of all. */
  readonly product: string | null;
  /** Whose it is; null: of no person. */
  readonly userId: number | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly usedAt: string | null;
  readonly revokedAt: string | null;
}

/** A valid token, and the person whose it is. */
export interface FoundToken extends Pick<Token, 'id' | 'name' | 'role' | 'productId'> {
  readonly user:
    | { readonly id: number; readonly name: string; readonly grants: readonly StoredGrant[] }
    | undefined;
}

export interface NewToken {
  readonly name: string;
  readonly role: string | undefined;
  readonly productId: number | undefined;
  readonly userId?: number;
  readonly createdBy: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Tells scanners for secrets, ours among them, what they have found. */
export const TOKEN_PREFIX = 'lockstep_';

const COLUMNS = `t.id, t.name, t.role, t.product_id as "productId", p.name as product, t.user_id as "userId",
  t.created_by as "createdBy", t.created_at as "createdAt", t.expires_at as "expiresAt", t.used_at as "usedAt",
  t.revoked_at as "revokedAt"`;

/** Makes a token; `secret` is shown once and stored nowhere. */
export async function createToken(
  database: Queryable,
  { name, role, productId, userId, createdBy, expiresAt }: NewToken,
): Promise<{ readonly id: number; readonly secret: string }> {
  const secret = `${TOKEN_PREFIX}${newSecret()}`;
  const [row] = await database.query<{ id: number }>(
    `insert into tokens (name, digest, role, product_id, user_id, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [name, digestOf(secret), role ?? null, productId ?? null, userId ?? null, createdBy, expiresAt],
  );
  return { id: row?.id ?? 0, secret };
}

/** The valid token with that secret, unless its person is disabled. Its last use is noted at most once a minute. */
export async function findToken(
  database: Queryable,
  secret: string,
): Promise<FoundToken | undefined> {
  if (!secret.startsWith(TOKEN_PREFIX) || secret.length > 100) return undefined;
  const [token] = await validTokens(database, digestOf(secret));
  return token;
}

/** Those of one digest: none or one. */
const validTokens = batched<string, readonly FoundToken[]>(async (database, digests) => {
  const found = await database.query<TokenRow>(
    `select t.id, t.name, t.role, t.product_id as "productId", t.digest,
       case when u.id is null then null else
         jsonb_build_object('id', u.id, 'name', u.name, 'grants', ${GRANTS_OF_U}) end as "user",
       coalesce(t.used_at > now() - interval '1 minute', false) as "isFresh"
     from tokens t left join users u on u.id = t.user_id
     where t.digest = any($1) and t.revoked_at is null and t.expires_at > now() and u.disabled_at is null`,
    [digests],
  );
  const stale = found.filter(({ isFresh }) => !isFresh).map(({ id }) => id);
  if (stale.length > 0) {
    await database.query('update tokens set used_at = now() where id = any($1)', [stale]);
  }
  return digests.map((wanted) => found.filter(({ digest }) => digest === wanted).map(foundToken));
});

interface TokenRow extends Omit<FoundToken, 'user'> {
  readonly digest: string;
  readonly isFresh: boolean;
  readonly user: NonNullable<FoundToken['user']> | null;
}

function foundToken({ id, name, role, productId, user }: TokenRow): FoundToken {
  return { id, name, role, productId, user: user ?? undefined };
}

/** Those of one person, or all; the latest first, before one. */
export function listTokens(
  database: Queryable,
  userId: number | undefined,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<readonly Token[]> {
  return database.query<Token>(
    `select ${COLUMNS} from tokens t left join products p on p.id = t.product_id
     where ($1::bigint is null or t.user_id = $1) and t.id < $2 order by t.id desc limit $3`,
    [userId ?? null, before, limit],
  );
}

/** Ends a token now; false: there is none of that id, or none of that person, that still holds. */
export async function revokeToken(
  database: Queryable,
  id: number,
  userId: number | undefined,
): Promise<boolean> {
  const rows = await database.query(
    `update tokens set revoked_at = now()
     where id = $1 and revoked_at is null and ($2::bigint is null or user_id = $2) returning id`,
    [id, userId ?? null],
  );
  return rows.length > 0;
}

/** Ends those of a name that a person has. */
export async function revokeTokensNamed(
  transaction: Queryable,
  userId: number,
  name: string,
): Promise<void> {
  await transaction.query(
    'update tokens set revoked_at = now() where user_id = $1 and name = $2 and revoked_at is null',
    [userId, name],
  );
}
