import type { Queryable } from './database.ts';
import type { StoredGrant } from './grants.ts';

/** What everybody of a group of the identity provider is. */
export interface GroupRole extends StoredGrant {
  readonly id: number;
  readonly group: string;
  readonly product: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
}

/** In order of group. */
export function listGroupRoles(database: Queryable): Promise<readonly GroupRole[]> {
  return database.query<GroupRole>(
    `select g.id, g.group_name as "group", g.role, g.product_id as "productId", p.name as product,
       g.created_by as "createdBy", g.created_at as "createdAt"
     from group_roles g left join products p on p.id = g.product_id
     order by g.group_name, p.name nulls first, g.role limit 10000`,
  );
}

/** Adds one; the same again is the same. */
export async function addGroupRole(
  transaction: Queryable,
  {
    group,
    role,
    productId,
    createdBy,
  }: StoredGrant & { readonly group: string; readonly createdBy: string },
): Promise<number> {
  const [row] = await transaction.query<{ id: number }>(
    `insert into group_roles (group_name, role, product_id, created_by) values ($1, $2, $3, $4)
     on conflict (group_name, role, product_id) do update set role = excluded.role returning id`,
    [group, role, productId, createdBy],
  );
  return row?.id ?? 0;
}

/** Undefined: there was none of that id. */
export async function removeGroupRole(
  transaction: Queryable,
  id: number,
): Promise<{ readonly group: string; readonly role: string } | undefined> {
  const [row] = await transaction.query<{ group: string; role: string }>(
    'delete from group_roles where id = $1 returning group_name as "group", role',
    [id],
  );
  return row;
}
