import type { Database, Queryable } from './database.ts';
import type { PackageVersion, StoredPackage } from './packages.ts';
import { keepComponents, type ComponentsOfSbom } from './sbom-components.ts';
import { storableJson } from './storable-json.ts';

export interface IncomingSbom extends ComponentsOfSbom {
  readonly product: string;
  /** What it is about: a repository, an image. */
  readonly subject: string;
  /** SHA-256 of what was sent. */
  readonly digest: string;
  /** The list that was read, to be judged by later: JSON, deflated. */
  readonly list: Uint8Array;
  /** What of it could not be read. */
  readonly problems: readonly string[];
}

/** Where a version of a package is. */
export interface ComponentPlace {
  readonly product: string;
  readonly subject: string;
  readonly packageId: number;
  readonly version: string;
  readonly direct: boolean;
  /** What is stated of its licence; null: nobody has read that. */
  readonly licenceId: number | null;
}

/** Stores what a subject consists of now, in place of what it consisted of; false: it is the same as before. */
export function storeSbom(database: Database, sbom: IncomingSbom): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const { product, subject, digest, list, problems } = sbom;
    const [found] = await transaction.query<{ id: number }>(
      `insert into products (name) values ($1) on conflict (name) do update set name = excluded.name
       returning id`,
      [product],
    );
    const [stored] = await transaction.query<{ id: number }>(
      `insert into sboms (product_id, subject, digest, list, problems, due) values ($1, $2, $3, $4, $5, 1)
       on conflict (product_id, subject) do update set digest = excluded.digest, list = excluded.list,
         problems = excluded.problems, received_at = now(), due = sboms.due + 1
       where sboms.digest <> excluded.digest or sboms.list is null returning id`,
      [found?.id, subject, digest, Buffer.from(list), storableJson(problems)],
    );
    if (stored === undefined) return false;
    await keepComponents(transaction, stored.id, sbom);
    return true;
  });
}

/** A package by its name. */
export interface NamedPackage {
  readonly id: number;
  readonly ecosystem: string;
  readonly name: string;
  /** In use. */
  readonly versions: readonly string[];
}

/** Packages that are looked at; a name that more begin with has to be longer. */
export const MAX_NAMED_PACKAGES = 1_000;
/** After every text that begins with the one before it, bytewise. */
export const LAST = '\u{10ffff}' as const;

/**
 * Packages whose name, or what follows a `/`, `:` or `@` in it, begins with a text: `log4j` finds `log4j`, `log4j-core` and
 * `org.apache.logging.log4j:log4j-core`. In order of id, at most one more than `MAX_NAMED_PACKAGES`.
 */
export function packagesNamed(database: Queryable, name: string): Promise<readonly NamedPackage[]> {
  return database.query<NamedPackage>(
    `select p.id, p.ecosystem, p.name,
       array(select distinct version from sbom_components c where c.package_id = p.id) as versions
     from packages p where p.id in (
       select package_id from package_words where word ~>=~ $1 and word ~<~ ($1 || '${LAST}'))
     order by p.id limit ${MAX_NAMED_PACKAGES + 1}`,
    [name.toLowerCase()],
  );
}

/** What is looked for. */
export interface Wanted {
  /** Each a package in one version. */
  readonly versions: readonly PackageVersion[];
  /** Under one of these; undefined: under any, or none. */
  readonly licences?: readonly number[] | undefined;
  readonly only: readonly number[] | undefined;
}

/**
 * By the index of versions; nothing else may be joined to the components, or the planner reads all versions of a package. Where no
 * licence is asked for, none is named: the index has none.
 */
function hitsOf({ licences }: Wanted): string {
  return `unnest($1::bigint[], $2::text[]) as x(id, version)
    join sbom_components c on c.package_id = x.id and c.version = x.version
      and ${licences === undefined ? '$4::bigint[] is null' : 'c.licence_id = any($4::bigint[])'}
    join sboms s on s.id = c.sbom_id and ($3::bigint[] is null or s.product_id = any($3))
    join products p on p.id = s.product_id`;
}

function valuesOf({ versions, licences, only }: Wanted): readonly unknown[] {
  const [ids, texts] = [versions.map(({ id }) => id), versions.map(({ version }) => version)];
  return [ids, texts, only ?? null, licences ?? null];
}

/** The key of a place, in the order of `placesOf`. */
export type PlaceKey = readonly [
  product: string,
  subject: string,
  packageId: number,
  version: string,
];

/** Where these are, in order of product, subject and package, after a place. */
export function placesOf(
  database: Queryable,
  wanted: Wanted,
  { after, limit }: { readonly after: PlaceKey; readonly limit: number },
): Promise<readonly ComponentPlace[]> {
  return database.query(
    `select p.name as product, s.subject, c.package_id as "packageId", c.version, c.is_direct as direct,
       c.licence_id as "licenceId"
     from ${hitsOf(wanted)} where (p.name, s.subject, c.package_id, c.version) > ($5, $6, $7::bigint, $8)
     order by p.name, s.subject, c.package_id, c.version limit $9`,
    [...valuesOf(wanted), ...after, limit],
  );
}

/** How many subjects of each product have one of these, the most first. */
export function countByProduct(
  database: Queryable,
  wanted: Wanted,
): Promise<readonly { readonly product: string; readonly subjects: number }[]> {
  return database.query(
    `select p.name as product, count(distinct s.id) as subjects from ${hitsOf(wanted)}
     group by p.name order by subjects desc, p.name limit ${MAX_PRODUCTS}`,
    valuesOf(wanted),
  );
}

/** Products that are told of in one answer. */
const MAX_PRODUCTS = 10_000;

/** An SBOM that is to be judged. */
export interface DueSbom {
  readonly id: number;
  readonly product: string;
  readonly subject: string;
  readonly digest: string;
  /** JSON, deflated. */
  readonly list: Buffer;
  readonly problems: readonly string[];
  readonly due: number;
  /** Somebody has looked up all of its packages. */
  readonly isLookedUp: boolean;
  /** ISO 8601: by the clock of the database, after nobody else could have it. */
  readonly now: string;
}

/** The next one after that id; nobody else gets it before the transaction ends. Undefined: none. */
export async function takeDueSbom(
  transaction: Queryable,
  after: number,
): Promise<DueSbom | undefined> {
  const [taken] = await transaction.query<{ id: number }>(
    `select id from sboms where due <> judged and list is not null and id > $1
     order by id limit 1 for update skip locked`,
    [after],
  );
  if (taken === undefined) return undefined;
  // Of one SBOM that is known: the planner looks at its components and at no others.
  const [sbom] = await transaction.query<DueSbom>(
    `select s.id, p.name as product, s.subject, s.digest, s.list, s.problems, s.due, clock_timestamp() as now,
       not exists (select from sbom_components c join packages k on k.id = c.package_id
         where c.sbom_id = $1 and k.known_digest is null) as "isLookedUp"
     from sboms s join products p on p.id = s.product_id where s.id = $1`,
    [taken.id],
  );
  return sbom;
}

/** What was found out about the packages of an SBOM. */
export function packagesOf(
  database: Queryable,
  sbomId: number,
): Promise<readonly Omit<StoredPackage, 'id'>[]> {
  return database.query<Omit<StoredPackage, 'id'>>(
    `select ecosystem, name, known, known_digest as digest from packages
     where id in (select package_id from sbom_components where sbom_id = $1)`,
    [sbomId],
  );
}

/** It was judged, for the reason that it was taken for. */
export async function sbomIsJudged(transaction: Queryable, { id, due }: DueSbom): Promise<void> {
  await transaction.query('update sboms set judged = $2, judged_at = now() where id = $1', [
    id,
    due,
  ]);
}

/** How many wait to be judged, of all that are kept. */
export async function countDueSboms(
  database: Queryable,
): Promise<{ readonly all: number; readonly due: number }> {
  const [row] = await database.query<{ all: number; due: number }>(
    `select (select count(*) from sboms) as "all",
       (select count(*) from sboms where due <> judged and list is not null) as due`,
  );
  return row ?? { all: 0, due: 0 };
}

/** An SBOM as it is listed. */
export interface ListedSbom {
  readonly id: number;
  readonly product: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly components: number;
  readonly problems: readonly string[];
  /** When its components were last judged by the advisories; null: never. */
  readonly judgedAt: string | null;
  /** `judged`; `due`: there is a reason to judge it anew; `unkept`: it has to be sent again. */
  readonly state: string;
}

/** In order of id, after one. */
export function listSboms(
  database: Queryable,
  {
    after,
    limit,
    only,
  }: {
    readonly after: number;
    readonly limit: number;
    readonly only: readonly number[] | undefined;
  },
): Promise<readonly ListedSbom[]> {
  return database.query<ListedSbom>(
    `select s.id, p.name as product, s.subject, s.received_at as "receivedAt", s.problems, s.judged_at as "judgedAt",
       (select count(*) from sbom_components c where c.sbom_id = s.id) as components,
       case when s.list is null then 'unkept' when s.due <> s.judged then 'due' else 'judged' end as state
     from sboms s join products p on p.id = s.product_id
     where s.id > $1 and ($2::bigint[] is null or s.product_id = any($2)) order by s.id limit $3`,
    [after, only ?? null, limit],
  );
}
