import type { Queryable } from './database.ts';
import { digestOf, newSecret } from './secret.ts';

/** A link that opens once. */
export interface SignInLink {
  readonly digest: string;
  /** For whom; null: for whoever is the first admin. */
  readonly userId: number | null;
  readonly name: string | null;
}

/** Makes a link in place of those that the same person has not used; returns its secret, which is stored nowhere. */
export async function createLink(
  transaction: Queryable,
  {
    userId,
    createdBy,
    expiresAt,
  }: {
    readonly userId: number | undefined;
    readonly createdBy: string;
    readonly expiresAt: string;
  },
): Promise<string> {
  const secret = newSecret();
  await transaction.query(
    'delete from sign_in_links where user_id is not distinct from $1::bigint or expires_at < now()',
    [userId ?? null],
  );
  await transaction.query(
    'insert into sign_in_links (digest, user_id, created_by, expires_at) values ($1, $2, $3, $4)',
    [digestOf(secret), userId ?? null, createdBy, expiresAt],
  );
  return secret;
}

/** A link that would open now; undefined: it never existed, is over, or was used. */
export async function findLink(
  database: Queryable,
  secret: string,
): Promise<SignInLink | undefined> {
  const [link] = await database.query<SignInLink>(
    `select l.digest, l.user_id as "userId", u.name from sign_in_links l left join users u on u.id = l.user_id
     where l.digest = $1 and ${OPEN}`,
    [digestOf(secret)],
  );
  return link;
}

/** Uses it up: of two that try at once, one gets it. */
export async function useLink(
  transaction: Queryable,
  digest: string,
): Promise<Pick<SignInLink, 'userId'> | undefined> {
  const [link] = await transaction.query<Pick<SignInLink, 'userId'>>(
    `update sign_in_links l set used_at = now() where l.digest = $1 and ${OPEN} returning user_id as "userId"`,
    [digest],
  );
  return link;
}

const OPEN = 'l.used_at is null and l.expires_at > now()';
