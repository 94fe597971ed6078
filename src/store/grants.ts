import type { Queryable } from './database.ts';

/** A role, of one product or (null) of all. */
export interface StoredGrant {
  readonly role: string;
  readonly productId: number | null;
}

/** With the name of the product. */
export interface NamedGrant extends StoredGrant {
  readonly product: string | null;
}

/** SQL: grants of the user `u`, as JSON, with the names of products: all of them, those that were given, those of groups. */
export const GRANTS_OF_U: string = grantsFrom('user_grants g', 'g.user_id = u.id');
export const GIVEN_TO_U: string = grantsFrom('memberships g', 'g.user_id = u.id');
export const GROUP_GRANTS_OF_U: string = grantsFrom(
  'group_roles g',
  'g.group_name = any(u.groups)',
);

function grantsFrom(table: string, condition: string): string {
  return `(select coalesce(jsonb_agg(distinct
      jsonb_build_object('role', g.role, 'productId', g.product_id, 'product', p.name)), '[]')
    from ${table} left join products p on p.id = g.product_id where ${condition})`;
}

/** Gives somebody these roles and no others; those of their groups stay. */
export async function setGrants(
  transaction: Queryable,
  userId: number,
  grants: readonly StoredGrant[],
): Promise<void> {
  await transaction.query('delete from memberships where user_id = $1', [userId]);
  await transaction.query(
    `insert into memberships (user_id, role, product_id)
     select $1, role, "productId" from jsonb_to_recordset($2::jsonb) as x(role text, "productId" bigint)
     on conflict do nothing`,
    [userId, JSON.stringify(grants)],
  );
}

/** Gives somebody one more. */
export async function addGrant(
  transaction: Queryable,
  userId: number,
  { role, productId }: StoredGrant,
): Promise<void> {
  await transaction.query(
    'insert into memberships (user_id, role, product_id) values ($1, $2, $3) on conflict do nothing',
    [userId, role, productId],
  );
}

/** The bytes of `admn`. */
const LOCK = 0x61_64_6d_6e;

/** One at a time, until the transaction ends: who looks whether there is an admin, and acts on it. */
export async function lockAdmins(transaction: Queryable): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [LOCK]);
}

/** Whether anybody could administer the installation: a person who has been here, or a token. */
export async function hasAdmin(database: Queryable): Promise<boolean> {
  const [row] = await database.query<{ there: boolean }>(
    `select ${PERSON_THERE} or exists (select from tokens where role = 'admin' and product_id is null
       and user_id is null and revoked_at is null and expires_at > now()) as there`,
  );
  return row?.there === true;
}

/** Whether a person could. */
export async function hasAdminPerson(database: Queryable): Promise<boolean> {
  const [row] = await database.query<{ there: boolean }>(`select ${PERSON_THERE} as there`);
  return row?.there === true;
}

const PERSON_THERE = `exists (select from user_grants g join users u on u.id = g.user_id
  where g.role = 'admin' and g.product_id is null and u.disabled_at is null and u.signed_in_at is not null)`;
