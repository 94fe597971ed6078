import type { Queryable } from './database.ts';

export const forgeKinds = ['github', 'gitlab'] as const;
export type ForgeKind = (typeof forgeKinds)[number];

/** A forge as it is shown: what is secret of it is not there. */
export interface Forge {
  readonly id: string;
  readonly name: string;
  readonly kind: ForgeKind;
  /** As browsers reach it, without a slash at its end. */
  readonly url: string;
  /** Of the key that its secrets are sealed with. */
  readonly keyId: string;
  /** What it last refused; empty: nothing. */
  readonly problem: string;
  readonly failingSince: string | null;
  /** When a webhook of it last came; null: never. */
  readonly heardAt: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
}

/** With its secrets, sealed. */
export interface SealedForge extends Forge {
  readonly secret: string;
}

const COLUMNS = `id, name, kind, url, key_id as "keyId", problem, failing_since as "failingSince",
  heard_at as "heardAt", created_by as "createdBy", created_at as "createdAt"`;
/** More than anybody looks after. */
const MAX_LISTED = 1_000;

/** False: there is one of that name. */
export async function addForge(
  transaction: Queryable,
  {
    id,
    name,
    kind,
    url,
    secret,
    keyId,
    createdBy,
  }: Pick<SealedForge, 'id' | 'name' | 'kind' | 'url' | 'secret' | 'keyId' | 'createdBy'>,
): Promise<boolean> {
  const rows = await transaction.query(
    `insert into forges (id, name, kind, url, secret, key_id, created_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (name) do nothing returning id`,
    [id, name, kind, url, secret, keyId, createdBy],
  );
  return rows.length > 0;
}

/** In order of name. */
export function listForges(database: Queryable): Promise<readonly Forge[]> {
  return database.query<Forge>(`select ${COLUMNS} from forges order by name limit ${MAX_LISTED}`);
}

/** Undefined: there is none. */
export async function findForge(database: Queryable, id: string): Promise<SealedForge | undefined> {
  const [row] = await database.query<SealedForge>(
    `select ${COLUMNS}, secret from forges where id = $1`,
    [id],
  );
  return row;
}

/** The same, held until the end of the transaction. */
export async function lockForge(
  transaction: Queryable,
  id: string,
): Promise<SealedForge | undefined> {
  const [row] = await transaction.query<SealedForge>(
    `select ${COLUMNS}, secret from forges where id = $1 for update`,
    [id],
  );
  return row;
}

/** What it refused before may be mended by that. */
export async function setForgeSecret(
  transaction: Queryable,
  id: string,
  { secret, keyId }: Pick<SealedForge, 'secret' | 'keyId'>,
): Promise<void> {
  await transaction.query(
    `update forges set secret = $2, key_id = $3, problem = '', failing_since = null where id = $1`,
    [id, secret, keyId],
  );
}

/** Its pull requests are forgotten with it; what was found in them stays. Its name, or undefined: there was none. */
export async function removeForge(transaction: Queryable, id: string): Promise<string | undefined> {
  const [row] = await transaction.query<{ name: string }>(
    'delete from forges where id = $1 returning name',
    [id],
  );
  return row?.name;
}

/** Those that one of these keys has sealed, to be sealed by another. */
export function forgesSealedWith(
  transaction: Queryable,
  keyIds: readonly string[],
): Promise<readonly Pick<SealedForge, 'id' | 'secret'>[]> {
  return transaction.query(
    `select id, secret from forges where key_id = any($1) order by id limit ${MAX_LISTED} for update skip locked`,
    [keyIds],
  );
}

/** What a forge refused, or (empty) that it refused nothing. */
export async function noteForge(database: Queryable, id: string, problem: string): Promise<void> {
  await database.query(
    `update forges set problem = $2, failing_since = case when $2 = '' then null else coalesce(failing_since, now()) end
     where id = $1 and (problem <> $2 or $2 <> '')`,
    [id, problem],
  );
}

/** How long webhooks that came are remembered, in days. One whose time is longer ago (forge-events) is not heeded. */
const KEEP_DAYS = 5;

/**
 * Remembers a webhook by its keys; false: one of them is known, and it was heeded before. Of two that come at once the second waits for
 * the end of the first one's transaction.
 */
export async function rememberDelivery(
  transaction: Queryable,
  forge: string,
  keys: readonly string[],
): Promise<boolean> {
  await transaction.query(
    `delete from forge_deliveries where at < now() - interval '${KEEP_DAYS} days'`,
  );
  const rows = await transaction.query(
    `insert into forge_deliveries (forge_id, key) select $1, key from unnest($2::text[]) key order by key
     on conflict do nothing returning key`,
    [forge, keys],
  );
  await transaction.query('update forges set heard_at = now() where id = $1', [forge]);
  return rows.length === keys.length;
}
