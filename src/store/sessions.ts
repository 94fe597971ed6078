import type { Queryable } from './database.ts';
import { GRANTS_OF_U, type StoredGrant } from './grants.ts';
import { digestOf, newSecret } from './secret.ts';

/** How long somebody stays signed in, in minutes. */
export interface SessionSpan {
  /** Without a request. */
  readonly idle: number;
  /** Whatever happens. */
  readonly whole: number;
}

/** Somebody who is signed in. */
export interface Session {
  readonly userId: number;
  /** As the audit log names them. */
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly grants: readonly StoredGrant[];
  readonly expiresAt: string;
}

/** Signs somebody in: a new session each time, of which only the digest is kept. Returns what the browser is to send. */
export async function createSession(
  transaction: Queryable,
  userId: number,
  { idle, whole }: SessionSpan,
): Promise<string> {
  const secret = newSecret();
  await transaction.query('delete from sessions where expires_at < now()');
  await transaction.query(
    `insert into sessions (digest, user_id, idle, expires_at)
     values ($1, $2, make_interval(mins => $3), now() + make_interval(mins => $4))`,
    [digestOf(secret), userId, idle, whole],
  );
  await transaction.query('update users set signed_in_at = now() where id = $1', [userId]);
  return secret;
}

/** Who is signed in by it; undefined: nobody, it has ended. Its last use is noted at most once a minute. */
export async function findSession(
  database: Queryable,
  secret: string,
): Promise<Session | undefined> {
  const digest = digestOf(secret);
  const [row] = await database.query<Session & { readonly isFresh: boolean }>(
    `select u.id as "userId", u.name, u.display_name as "displayName", u.email, ${GRANTS_OF_U} as grants,
       s.expires_at as "expiresAt", s.used_at > now() - interval '1 minute' as "isFresh"
     from sessions s join users u on u.id = s.user_id
     where s.digest = $1 and s.expires_at > now() and s.used_at + s.idle > now() and u.disabled_at is null`,
    [digest],
  );
  if (row === undefined) return undefined;
  const { isFresh, ...session } = row;
  if (!isFresh) {
    await database.query('update sessions set used_at = now() where digest = $1', [digest]);
  }
  return session;
}

/** Ends one. */
export async function endSession(transaction: Queryable, secret: string): Promise<void> {
  await transaction.query('delete from sessions where digest = $1', [digestOf(secret)]);
}

/** Ends all of somebody; returns how many. */
export async function endSessionsOf(transaction: Queryable, userId: number): Promise<number> {
  const rows = await transaction.query(
    'delete from sessions where user_id = $1 returning user_id',
    [userId],
  );
  return rows.length;
}
