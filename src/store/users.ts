import type { Queryable } from './database.ts';
import { GIVEN_TO_U, GROUP_GRANTS_OF_U, type NamedGrant } from './grants.ts';

/** A person. */
export interface User {
  readonly id: number;
  /** As the audit log names them. */
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  /** The identity provider that says who they are; null: they sign in by links and tokens. */
  readonly issuer: string | null;
  readonly groups: readonly string[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly signedInAt: string | null;
  readonly disabledAt: string | null;
  /** Those that an admin gave. */
  readonly grants: readonly NamedGrant[];
  readonly groupGrants: readonly NamedGrant[];
}

/** Who somebody is, as an identity provider says it. */
export interface Identity {
  readonly issuer: string;
  /** Never used again for somebody else by that issuer. */
  readonly subject: string;
  /** For the audit log. */
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly groups: readonly string[];
}

const COLUMNS = `u.id, u.name, u.display_name as "displayName", u.email, u.issuer, u.groups, u.created_by as "createdBy",
  u.created_at as "createdAt", u.signed_in_at as "signedInAt", u.disabled_at as "disabledAt", ${GIVEN_TO_U} as grants,
  ${GROUP_GRANTS_OF_U} as "groupGrants"`;

/** In order of name, after a name. */
export function listUsers(
  database: Queryable,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly User[]> {
  return database.query<User>(
    `select ${COLUMNS} from users u where u.name > $1 order by u.name limit $2`,
    [after, limit],
  );
}

/** Undefined: there is nobody of that name. */
export async function findUserNamed(database: Queryable, name: string): Promise<User | undefined> {
  const [user] = await database.query<User>(`select ${COLUMNS} from users u where u.name = $1`, [
    name,
  ]);
  return user;
}

export async function findUser(database: Queryable, id: number): Promise<User | undefined> {
  const [user] = await database.query<User>(`select ${COLUMNS} from users u where u.id = $1`, [id]);
  return user;
}

/** Makes a person who will sign in by a link; undefined: there is somebody of that name. */
export async function createUser(
  transaction: Queryable,
  { name, createdBy }: { readonly name: string; readonly createdBy: string },
): Promise<number | undefined> {
  const [row] = await transaction.query<{ id: number }>(
    'insert into users (name, created_by) values ($1, $2) on conflict (name) do nothing returning id',
    [name, createdBy],
  );
  return row?.id;
}

/** The person of an identity, who is made where it is the first time; what the provider says of them is kept. */
export async function userOf(transaction: Queryable, identity: Identity): Promise<number> {
  const { issuer, subject, displayName, email, groups } = identity;
  const [known] = await transaction.query<{ id: number }>(
    `update users set display_name = $3, email = $4, groups = $5 where issuer = $1 and subject = $2 returning id`,
    [issuer, subject, displayName, email, groups],
  );
  if (known !== undefined) return known.id;
  // One at a time: two might find the same name free.
  await transaction.query('select pg_advisory_xact_lock($1)', [LOCK]);
  // Somebody may have chosen the name of somebody else: the audit log tells them apart.
  const [made] = await transaction.query<{ id: number }>(
    `with next as (select nextval(pg_get_serial_sequence('users', 'id')) as id)
     insert into users (id, name, display_name, email, issuer, subject, groups, created_by)
     overriding system value
     select id, case when exists (select from users where name = $1) then $1 || ' #' || id else $1 end,
       $2, $3, $4, $5, $6, 'sign-in' from next
     on conflict (issuer, subject) do update set groups = excluded.groups returning id`,
    [identity.name, displayName, email, issuer, subject, groups],
  );
  return made?.id ?? 0;
}

/** The bytes of `user`. */
const LOCK = 0x75_73_65_72;

/** From now on this identity is that person; false: it is somebody already, or the person has one. */
export async function bindIdentity(
  transaction: Queryable,
  userId: number,
  { issuer, subject, displayName, email, groups }: Identity,
): Promise<boolean> {
  const rows = await transaction.query(
    `update users set issuer = $2, subject = $3, display_name = $4, email = $5, groups = $6
     where id = $1 and issuer is null
       and not exists (select from users where issuer = $2 and subject = $3) returning id`,
    [userId, issuer, subject, displayName, email, groups],
  );
  return rows.length > 0;
}

/** Somebody who is disabled is nobody, from the next request on; false: there is no such person. */
export async function setDisabled(
  transaction: Queryable,
  id: number,
  isDisabled: boolean,
): Promise<boolean> {
  const rows = await transaction.query(
    `update users set disabled_at = case when $2 then coalesce(disabled_at, now()) end where id = $1 returning id`,
    [id, isDisabled],
  );
  return rows.length > 0;
}
