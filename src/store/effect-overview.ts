import type { Queryable } from './database.ts';

/** What some days brought to a product, by its own log. */
export interface ProductEffect {
  /** Commits that were examined as a change, each once a repository and branch, and those whose last run stopped them. */
  readonly builds: number;
  readonly blocked: number;
  /** Verdicts of people in these days, the last of each on a finding. */
  readonly right: number;
  readonly falseAlarms: number;
  readonly unclear: number;
}

const NOTHING: ProductEffect = { builds: 0, blocked: 0, right: 0, falseAlarms: 0, unclear: 0 };

/** Of these products since then (ISO 8601), one statement for all. `modes` are those of runs on a change. */
export async function effectsSince(
  database: Queryable,
  productIds: readonly number[],
  { from, modes }: { readonly from: string; readonly modes: ReadonlySet<string> },
): Promise<ReadonlyMap<number, ProductEffect>> {
  const rows = await database.query<ProductEffect & { readonly id: number }>(
    `with entries as materialized (
       select product_id, kind, at, fingerprint, line::jsonb as e from log_entries
       where product_id = any($1) and at >= $2 and kind in ('run', 'verdict')),
     builds as (
       select distinct on (product_id, e ->> 'repository', e ->> 'commit', e ->> 'branch') product_id, e ->> 'outcome' as outcome
       from entries where kind = 'run' and e ->> 'mode' = any($3)
       order by product_id, e ->> 'repository', e ->> 'commit', e ->> 'branch', at desc),
     verdicts as (
       select distinct on (product_id, fingerprint, e ->> 'by') product_id, e ->> 'verdict' as verdict
       from entries where kind = 'verdict' and not starts_with(e ->> 'source', 'implicit')
       order by product_id, fingerprint, e ->> 'by', at desc)
     select p.id, (select count(*) from builds b where b.product_id = p.id) as builds,
       (select count(*) from builds b where b.product_id = p.id and b.outcome = 'block') as blocked,
       (select count(*) from verdicts v where v.product_id = p.id and starts_with(v.verdict, 'true-')) as right,
       (select count(*) from verdicts v where v.product_id = p.id
         and (starts_with(v.verdict, 'false-') or v.verdict = 'not-useful')) as "falseAlarms",
       (select count(*) from verdicts v where v.product_id = p.id and v.verdict = 'unclear') as unclear
     from unnest($1::bigint[]) as p(id)`,
    [productIds, from, [...modes]],
  );
  const known = new Map(rows.map(({ id, ...effect }) => [id, effect]));
  return new Map(productIds.map((id) => [id, known.get(id) ?? NOTHING]));
}
