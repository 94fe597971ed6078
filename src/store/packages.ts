import type { Queryable } from './database.ts';
import { storableJson } from './storable-json.ts';

/** A package that products use, and what was found out about it. */
export interface StoredPackage {
  readonly id: number;
  readonly ecosystem: string;
  readonly name: string;
  /** JSON of whoever looked it up; null: nothing. */
  readonly known: unknown;
  /** Null: nobody has looked yet. */
  readonly digest: string | null;
}

/** Without what is known. */
export type PackageName = Omit<StoredPackage, 'known'>;

/** In order of id, after one: all of them, or those that nobody has looked up yet. */
export function listPackages(
  database: Queryable,
  {
    after,
    limit,
    isNew,
  }: { readonly after: number; readonly limit: number; readonly isNew: boolean },
): Promise<readonly PackageName[]> {
  return database.query<PackageName>(
    `select id, ecosystem, name, known_digest as digest from packages
     where id > $1 and (not $2 or known_digest is null) order by id limit $3`,
    [after, isNew, limit],
  );
}

/** Their names, by id. */
export async function namesOfPackages(
  database: Queryable,
  ids: readonly number[],
): Promise<ReadonlyMap<number, { readonly ecosystem: string; readonly name: string }>> {
  const rows = await database.query<{ id: number; ecosystem: string; name: string }>(
    'select id, ecosystem, name from packages where id = any($1::bigint[])',
    [ids],
  );
  return new Map(rows.map(({ id, ecosystem, name }) => [id, { ecosystem, name }]));
}

/** A package with the versions of it that are in use. */
export interface UsedVersions extends StoredPackage {
  readonly versions: readonly string[];
}

/** Held until the end of the transaction. */
export function lockPackages(
  transaction: Queryable,
  ids: readonly number[],
): Promise<readonly UsedVersions[]> {
  return transaction.query<UsedVersions>(
    `select id, ecosystem, name, known, known_digest as digest,
       array(select distinct version from sbom_components c where c.package_id = packages.id) as versions
     from packages where id = any($1::bigint[]) order by id for update`,
    [ids],
  );
}

export interface NewKnowledge {
  readonly id: number;
  readonly known: unknown;
  readonly digest: string;
}

/** Writes down what is known now. */
export async function keepKnowledge(
  transaction: Queryable,
  packages: readonly NewKnowledge[],
): Promise<void> {
  await transaction.query(
    `update packages p set known = x.known, known_digest = x.digest
     from jsonb_to_recordset($1::jsonb) as x(id bigint, known jsonb, digest text) where x.id = p.id`,
    [storableJson(packages)],
  );
}

/** A version of a package. */
export interface PackageVersion {
  readonly id: number;
  readonly version: string;
}

/** Has every SBOM judged again that has one of these versions; how many they are. By the index of components alone. */
export async function makeDue(
  transaction: Queryable,
  versions: readonly PackageVersion[],
): Promise<number> {
  const rows = await transaction.query(
    `update sboms set due = due + 1 where id in (
       select c.sbom_id from sbom_components c
       join jsonb_to_recordset($1::jsonb) as x(id bigint, version text)
         on c.package_id = x.id and c.version = x.version)
     returning id`,
    [JSON.stringify(versions)],
  );
  return rows.length;
}

/** One kind of data about packages, and how old it is. */
export interface AdvisoryState {
  readonly kind: string;
  readonly ecosystem: string;
  readonly digest: string;
  /** ISO 8601. */
  readonly pulledAt: string;
  readonly newest: string;
  readonly records: number;
}

/** What the packages were looked up in. */
export function advisoryStates(database: Queryable): Promise<readonly AdvisoryState[]> {
  return database.query<AdvisoryState>(
    `select kind, ecosystem, digest, pulled_at as "pulledAt", newest, records from advisory_states
     order by kind, ecosystem`,
  );
}

/** Says what they were looked up in; what is not named is no more. */
export async function keepAdvisoryStates(
  transaction: Queryable,
  states: readonly AdvisoryState[],
): Promise<void> {
  await transaction.query('delete from advisory_states');
  await transaction.query(
    `insert into advisory_states (kind, ecosystem, digest, pulled_at, newest, records)
     select kind, ecosystem, digest, "pulledAt", newest, records from jsonb_to_recordset($1::jsonb)
       as x(kind text, ecosystem text, digest text, "pulledAt" timestamptz, newest text, records bigint)`,
    [JSON.stringify(states)],
  );
}

/** Ecosystems that products use packages of, as components state them. */
export async function ecosystemsInUse(database: Queryable): Promise<readonly string[]> {
  const rows = await database.query<{ ecosystem: string }>(
    'select distinct ecosystem from packages order by ecosystem',
  );
  return rows.map(({ ecosystem }) => ecosystem);
}

/** How far all packages were looked up in the advisories of that digest; `position` null: to the end. */
export interface LookUp {
  readonly digest: string;
  readonly position: number | null;
}

/** Held until the end of the transaction. */
export async function lockLookUp(transaction: Queryable): Promise<LookUp> {
  const [row] = await transaction.query<LookUp>(
    'select digest, position from package_look_up for update',
  );
  return row ?? { digest: '', position: null };
}

export async function keepLookUp(
  transaction: Queryable,
  { digest, position }: LookUp,
): Promise<void> {
  await transaction.query('update package_look_up set digest = $1, position = $2', [
    digest,
    position,
  ]);
}

/** Whether packages were ever looked up, on any machine. */
export async function hasLookedUp(database: Queryable): Promise<boolean> {
  const rows = await database.query(`select from package_look_up where digest <> ''`);
  return rows.length > 0;
}
