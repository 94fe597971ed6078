import type { Queryable } from './database.ts';
import type { PlaceKey } from './sboms.ts';
import { storableJson } from './storable-json.ts';

/** What is published against components that products have. */
export interface Advisory {
  /** The one that names it: `GHSA-…`. */
  readonly id: string;
  /** Other ids of the same problem. */
  readonly aliases: readonly string[];
  readonly summary: string;
  /** 0 info to 4 critical. */
  readonly severity: number;
  /** ISO date since which CISA lists it as exploited; null: it does not. */
  readonly exploitedSince: string | null;
  /** EPSS, 0 to 1; null: not known. */
  readonly exploitProbability: number | null;
}

/** That a version of a package in an SBOM is affected. */
export interface AffectedVersion {
  readonly advisory: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  /** Versions that mend it, ascending. */
  readonly fixedIn: readonly string[];
}

/** Writes down which advisories are in force for an SBOM now, in place of those that were. */
export async function keepAdvisories(
  transaction: Queryable,
  sbomId: number,
  {
    advisories,
    affected,
  }: { readonly advisories: readonly Advisory[]; readonly affected: readonly AffectedVersion[] },
): Promise<void> {
  await transaction.query('delete from sbom_advisories where sbom_id = $1', [sbomId]);
  if (affected.length === 0) return;
  // Only what is new or otherwise is written, in order: many judge at a time, and the same advisory concerns many.
  await transaction.query(
    `insert into advisories (id, aliases, summary, severity, exploited_since, exploit_probability)
     select id, aliases, summary, severity, "exploitedSince", "exploitProbability"
     from jsonb_to_recordset($1::jsonb) as x(id text, aliases text[], summary text, severity smallint,
       "exploitedSince" text, "exploitProbability" double precision)
     where not exists (select from advisories a where a.id = x.id
       and (a.aliases, a.summary, a.severity, a.exploited_since, a.exploit_probability) is not distinct from
         (x.aliases, x.summary, x.severity, x."exploitedSince", x."exploitProbability"))
     order by id on conflict (id) do update set aliases = excluded.aliases, summary = excluded.summary,
       severity = excluded.severity, exploited_since = excluded.exploited_since,
       exploit_probability = excluded.exploit_probability`,
    [storableJson(advisories)],
  );
  await transaction.query(
    `insert into sbom_advisories (sbom_id, advisory_id, package_id, version, fixed_in)
     select $1, x.advisory, p.id, x.version, x."fixedIn"
     from jsonb_to_recordset($2::jsonb) as x(advisory text, ecosystem text, name text, version text, "fixedIn" text[])
     join packages p on p.ecosystem = x.ecosystem and p.name = x.name on conflict do nothing`,
    [sbomId, storableJson(affected)],
  );
}

/** An advisory in force, and how far it reaches. */
export interface AdvisoryInForce extends Advisory {
  /** What comes first: see `urgencyOf`. */
  readonly urgency: number;
  readonly products: number;
  readonly subjects: number;
  /** Names of the packages that are affected, at most five. */
  readonly packages: readonly string[];
}

/** As the index has it: those that are exploited, then the most severe, then the most probable. */
const URGENCY =
  '(case when a.exploited_since is null then 0 else 100 end + a.severity * 10 + coalesce(a.exploit_probability, 0))';
const COLUMNS = `a.id, a.aliases, a.summary, a.severity, a.exploited_since as "exploitedSince",
  a.exploit_probability as "exploitProbability"`;
/** Of these products (`$1`), or of all. */
const SUBJECTS = `from sbom_advisories h join sboms s on s.id = h.sbom_id
  where h.advisory_id = a.id and ($1::bigint[] is null or s.product_id = any($1))`;

/** What is asked for. */
export interface AdvisoryFilter {
  readonly only: readonly number[] | undefined;
  /** This one, by any of its ids. */
  readonly id: string | undefined;
  /** Of this severity or a worse one. */
  readonly severity: number | undefined;
  /** Those that CISA lists as exploited. */
  readonly exploited: boolean | undefined;
}

/** Those that an SBOM is affected by, the most urgent first, after one. */
export function advisoriesInForce(
  database: Queryable,
  { only, id, severity, exploited }: AdvisoryFilter,
  {
    after,
    limit,
  }: { readonly after: readonly [urgency: number, id: string]; readonly limit: number },
): Promise<readonly AdvisoryInForce[]> {
  return database.query<AdvisoryInForce>(
    `select ${COLUMNS}, a.urgency, u.* from (
       select *, ${URGENCY} as urgency from advisories a
       where (${URGENCY}, id) < ($2::double precision, $3) and exists (select ${SUBJECTS})
         and ($4::text is null or id = $4 or aliases @> array[$4])
         and ($5::smallint is null or severity >= $5)
         and ($6::boolean is null or (exploited_since is not null) = $6)
       order by urgency desc, id desc limit $7) a cross join lateral (
       select count(distinct s.product_id) as products, count(distinct s.id) as subjects,
         (select array_agg(name) from (select distinct k.name from packages k where k.id = any(array_agg(h.package_id))
           order by k.name limit 5) k) as packages ${SUBJECTS}) u
     order by a.urgency desc, a.id desc`,
    [only ?? null, ...after, id ?? null, severity ?? null, exploited ?? null, limit],
  );
}

/** Where an advisory is in force. */
export interface AffectedPlace {
  readonly product: string;
  readonly subject: string;
  readonly packageId: number;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly fixedIn: readonly string[];
}

/** In order of product, subject and package, after a place. */
export function placesAffected(
  database: Queryable,
  { id, only }: { readonly id: string; readonly only: readonly number[] | undefined },
  { after, limit }: { readonly after: PlaceKey; readonly limit: number },
): Promise<readonly AffectedPlace[]> {
  return database.query<AffectedPlace>(
    `select p.name as product, s.subject, h.package_id as "packageId", k.ecosystem, k.name, h.version, h.fixed_in as "fixedIn"
     from sbom_advisories h join sboms s on s.id = h.sbom_id join products p on p.id = s.product_id
     join packages k on k.id = h.package_id
     where h.advisory_id = $2 and ($1::bigint[] is null or s.product_id = any($1))
       and (p.name, s.subject, h.package_id, h.version) > ($3, $4, $5::bigint, $6)
     order by p.name, s.subject, h.package_id, h.version limit $7`,
    [only ?? null, id, ...after, limit],
  );
}
