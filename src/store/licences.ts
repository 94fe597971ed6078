import type { Queryable } from './database.ts';
import { LAST, type ComponentPlace, type PlaceKey } from './sboms.ts';

/** A wording of a licence, and how much is under it. */
export interface UsedLicence {
  readonly id: number;
  /** Empty: none is stated. */
  readonly text: string;
  /** Each licence in it is on the list of SPDX. */
  readonly isKnown: boolean;
  readonly components: number;
  readonly subjects: number;
  readonly products: number;
}

/** Licences that are named at a time; what more begin with has to be longer. */
export const MAX_NAMED_LICENCES = 1_000;

/** Condition on the row `l`: it names a licence that begins with the parameter; null: any. */
const NAMED = (parameter: string): string => `(${parameter}::text is null or l.id in (
  select licence_id from licence_words where word ~>=~ ${parameter} and word ~<~ (${parameter} || '${LAST}')))`;

/**
 * Those in use, in order of their text, after one; that none is stated comes first. `named`: that name a licence which begins so.
 */
export function usedLicences(
  database: Queryable,
  {
    named,
    only,
    after,
    limit,
  }: {
    readonly named: string | undefined;
    readonly only: readonly number[] | undefined;
    /** Undefined: from the first. */
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<readonly UsedLicence[]> {
  return database.query<UsedLicence>(
    `select l.id, l.text, l.is_known as "isKnown", u.* from (
       select * from licences l where ($1::text is null or l.text > $1) and ${NAMED('$2')} and exists (
         select from sbom_licences h join sboms s on s.id = h.sbom_id
         where h.licence_id = l.id and ($3::bigint[] is null or s.product_id = any($3)))
       order by l.text limit $4) l cross join lateral (
       select sum(h.components)::bigint as components, count(*) as subjects, count(distinct s.product_id) as products
       from sbom_licences h join sboms s on s.id = h.sbom_id
       where h.licence_id = l.id and ($3::bigint[] is null or s.product_id = any($3))) u
     order by l.text`,
    [after ?? null, named?.toLowerCase() ?? null, only ?? null, limit],
  );
}

/** SBOMs whose licences are not known: nobody has read them yet, or (they were not kept) nobody can. */
export async function countUnread(
  database: Queryable,
  only: readonly number[] | undefined,
): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `select count(*) from sboms where not has_licences and ($1::bigint[] is null or product_id = any($1))`,
    [only ?? null],
  );
  return row?.count ?? 0;
}

/**
 * Ids of wordings that name a licence which begins so, at most one more than `MAX_NAMED_LICENCES`; the empty text: of the wording
 * that states none.
 */
export async function licencesNamed(database: Queryable, name: string): Promise<readonly number[]> {
  const rows =
    name === ''
      ? await database.query<{ id: number }>(`select id from licences where text = ''`)
      : await database.query<{ id: number }>(
          `select l.id from licences l where ${NAMED('$1')} order by l.id limit ${MAX_NAMED_LICENCES + 1}`,
          [name.toLowerCase()],
        );
  return rows.map(({ id }) => id);
}

/** Components under some licences. */
export interface UnderLicences {
  readonly licences: readonly number[];
  readonly only: readonly number[] | undefined;
}

/** SBOMs of these products with a licence of these, each once with how many components have one. */
const HELD = `select s.id, p.name as product, s.subject, sum(h.components) as components
  from sbom_licences h join sboms s on s.id = h.sbom_id join products p on p.id = s.product_id
  where h.licence_id = any($1::bigint[]) and ($2::bigint[] is null or s.product_id = any($2))`;

/**
 * In order of product, subject and package, after a place. Only those SBOMs are looked into whose components fill the page.
 */
export function placesUnder(
  database: Queryable,
  { licences, only }: UnderLicences,
  { after, limit }: { readonly after: PlaceKey; readonly limit: number },
): Promise<readonly ComponentPlace[]> {
  return database.query<ComponentPlace>(
    `with held as (
       select id, product, subject from (
         select *, sum(case when (product, subject) = ($3, $4) then 0 else components end)
           over (order by product, subject rows between unbounded preceding and current row) - components as before
         from (${HELD} and (p.name, s.subject) >= ($3, $4) group by s.id, p.name) h) h
       where before < $7)
     select h.product, h.subject, c.package_id as "packageId", c.version, c.is_direct as direct, c.licence_id as "licenceId"
     from held h join sbom_components c on c.sbom_id = h.id and c.licence_id = any($1)
     where (h.product, h.subject, c.package_id, c.version) > ($3, $4, $5::bigint, $6)
     order by h.product, h.subject, c.package_id, c.version limit $7`,
    [licences, only ?? null, ...after, limit],
  );
}

/** How many subjects of each product have a component under one of these, the most first. */
export function productsUnder(
  database: Queryable,
  { licences, only }: UnderLicences,
): Promise<readonly { readonly product: string; readonly subjects: number }[]> {
  return database.query(
    `select product, count(*) as subjects from (${HELD} group by s.id, p.name) h
     group by product order by subjects desc, product limit ${MAX_PRODUCTS}`,
    [licences, only ?? null],
  );
}

/** Products that are told of in one answer. */
const MAX_PRODUCTS = 10_000;

/** Their texts, by id. */
export async function licenceTexts(
  database: Queryable,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await database.query<{ id: number; text: string }>(
    'select id, text from licences where id = any($1::bigint[])',
    [ids],
  );
  return new Map(rows.map(({ id, text }) => [id, text]));
}
