import { hash, randomBytes } from 'node:crypto';
import { batched } from './batched.ts';
import type { Queryable } from './database.ts';

/** A token as it is listed: never the token itself. */
export interface Token {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly productId: number | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly usedAt: string | null;
  readonly revokedAt: string | null;
}

export interface NewToken {
  readonly name: string;
  readonly role: string;
  readonly productId: number | undefined;
  readonly createdBy: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Tells scanners for secrets, ours among them, what they have found. */
const PREFIX = 'lockstep_';
/** 256 bits: nothing that can be guessed, so that a plain digest of it is enough. */
const SECRET_BYTES = 32;

const COLUMNS = `id, name, role, product_id as "productId", created_by as "createdBy",
  created_at as "createdAt", expires_at as "expiresAt", used_at as "usedAt", revoked_at as "revokedAt"`;

/** Makes a token; `secret` is shown once and stored nowhere. */
export async function createToken(
  database: Queryable,
  { name, role, productId, createdBy, expiresAt }: NewToken,
): Promise<{ readonly id: number; readonly secret: string }> {
  const secret = `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const [row] = await database.query<{ id: number }>(
    `insert into tokens (name, digest, role, product_id, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [name, digestOf(secret), role, productId ?? null, createdBy, expiresAt],
  );
  return { id: row?.id ?? 0, secret };
}

/** The valid token with that secret. Its last use is noted at most once a minute. */
export async function findToken(database: Queryable, secret: string): Promise<Token | undefined> {
  if (!secret.startsWith(PREFIX) || secret.length > 100) return undefined;
  const [token] = await validTokens(database, digestOf(secret));
  return token;
}

/** Those of one digest: none or one. */
const validTokens = batched<string, readonly Token[]>(async (database, digests) => {
  const found = await database.query<
    Token & { readonly digest: string; readonly isFresh: boolean }
  >(
    `select ${COLUMNS}, digest, coalesce(used_at > now() - interval '1 minute', false) as "isFresh"
     from tokens where digest = any($1) and revoked_at is null and expires_at > now()`,
    [digests],
  );
  const stale = found.filter(({ isFresh }) => !isFresh).map(({ id }) => id);
  if (stale.length > 0) {
    await database.query('update tokens set used_at = now() where id = any($1)', [stale]);
  }
  return digests.map((wanted) =>
    found
      .filter(({ digest }) => digest === wanted)
      .map(({ digest: _digest, isFresh: _isFresh, ...token }) => token),
  );
});

/** All of them, the latest first. */
export function listTokens(database: Queryable): Promise<readonly Token[]> {
  return database.query<Token>(`select ${COLUMNS} from tokens order by id desc limit 1000`);
}

/** Ends a token now; false: there is none of that id that still holds. */
export async function revokeToken(database: Queryable, id: number): Promise<boolean> {
  const rows = await database.query(
    'update tokens set revoked_at = now() where id = $1 and revoked_at is null returning id',
    [id],
  );
  return rows.length > 0;
}

/** Whether anybody could administer the installation. */
export async function hasAdmin(database: Queryable): Promise<boolean> {
  const [row] = await database.query<{ there: boolean }>(
    `select exists (select from tokens where role = 'admin' and revoked_at is null and expires_at > now()) as there`,
  );
  return row?.there === true;
}

function digestOf(secret: string): string {
  return hash('sha256', secret, 'hex');
}
