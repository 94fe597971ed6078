import type { Queryable } from './database.ts';

/** How a product stands by what was reported of its default branches. */
export interface Standing {
  readonly id: number;
  readonly name: string;
  readonly tier: number | null;
  readonly exposure: string | null;
  /** ISO 8601; null: nothing was ever reported. */
  readonly ranAt: string | null;
  /** The worst of what the latest runs decided; null: there is none. */
  readonly outcome: string | null;
  /** Severity of the worst open finding that is neither suppressed nor waived, 0 to 4; null: there is none. */
  readonly worst: number | null;
}

/** Of `product p`: what follows costs a few look-ups in indexes, however many findings there are. */
const COLUMNS = `p.id, p.name, p.tier, p.exposure,
  (select max(ran_at) from streams s where s.product_id = p.id) as "ranAt",
  (select r.outcome from streams s join runs r on r.id = s.run_id where s.product_id = p.id and s.is_default
   order by array_position(array['block', 'incomplete', 'warn', 'pass'], r.outcome) limit 1) as outcome,
  (select f.severity from findings f join streams s on s.id = f.stream_id
   where f.product_id = p.id and f.state = 'open' and s.is_default and f.effect not in ('suppressed', 'waived')
   order by f.severity desc limit 1) as worst`;

/** Whose name holds a text, in order of name, after a name. */
export function listStanding(
  database: Queryable,
  {
    text,
    only,
    after,
    limit,
  }: {
    readonly text: string;
    readonly only: readonly number[] | undefined;
    readonly after: string;
    readonly limit: number;
  },
): Promise<readonly Standing[]> {
  return database.query<Standing>(
    `select ${COLUMNS} from products p
     where ($1::bigint[] is null or p.id = any($1)) and p.name > $2
       and strpos(lower(p.name), lower($3)) > 0 order by p.name limit $4`,
    [only ?? null, after, text, limit],
  );
}

/** Open findings on default branches by product, from critical to info. */
export async function openCounts(
  database: Queryable,
  productIds: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await database.query<{ id: number; severity: number; count: number }>(
    `select s.product_id as id, c.severity, sum(c.count)::bigint as count
     from streams s join stream_counts c on c.stream_id = s.id
     where s.product_id = any($1) and c.state = 'open' and s.is_default group by s.product_id, c.severity`,
    [productIds],
  );
  return new Map(
    productIds.map((id) => [
      id,
      [4, 3, 2, 1, 0].map(
        (severity) => rows.find((row) => row.id === id && row.severity === severity)?.count ?? 0,
      ),
    ]),
  );
}

/** What one source says of the default branch of a repository. */
export interface ProductPart {
  readonly repository: string;
  readonly branch: string;
  readonly source: string;
  readonly ranAt: string | null;
  readonly outcome: string | null;
  /** Its latest run. */
  readonly run: string | null;
}

export interface ProductPage {
  readonly standing: Standing;
  readonly parts: readonly ProductPart[];
  /** When each check of Lockstep last looked at all of a default branch, by the latest runs. */
  readonly checked: readonly { readonly check: string; readonly at: string }[];
  readonly blocking: number;
}

/** Runs that are looked at for what was examined; more would be read than anybody waits for. */
const MAX_RUNS = 500;

/** Undefined: there is no such product, or none that may be seen. */
export async function findStanding(
  database: Queryable,
  name: string,
  only: readonly number[] | undefined,
): Promise<ProductPage | undefined> {
  const [standing] = await database.query<Standing>(
    `select ${COLUMNS} from products p where p.name = $1 and ($2::bigint[] is null or p.id = any($2))`,
    [name, only ?? null],
  );
  if (standing === undefined) return undefined;
  const { id } = standing;
  const parts = await database.query<ProductPart>(
    `select s.repository, s.branch, s.source, s.ran_at as "ranAt", r.outcome, s.run_id as run
     from streams s left join runs r on r.id = s.run_id where s.product_id = $1 and s.is_default
     order by s.repository, s.branch, s.source limit 500`,
    [id],
  );
  const checked = await database.query<ProductPage['checked'][number]>(
    `select c.check, max(ran_at) as at
     from (select r.ran_at, r.scope::jsonb as scope from runs r join streams s on s.id = r.stream_id
           where r.product_id = $1 and s.is_default and s.source = 'lockstep'
           order by r.ran_at desc limit ${MAX_RUNS}) latest,
       jsonb_array_elements_text(scope -> 0) as c("check")
     where (scope ->> 2)::boolean group by c.check order by c.check`,
    [id],
  );
  const [row] = await database.query<{ count: number }>(
    `select coalesce(sum(c.count), 0)::bigint as count from streams s join stream_counts c on c.stream_id = s.id
     where s.product_id = $1 and c.state = 'open' and s.is_default and c.effect = 'blocks'`,
    [id],
  );
  return { standing, parts, checked, blocking: row?.count ?? 0 };
}

/** What came and went on default branches within a day, and what stood at its end. */
export interface TrendDay {
  /** `2026-11-26`, of UTC. */
  readonly day: string;
  readonly opened: number;
  readonly fixed: number;
  readonly open: number;
}

/** The last days, the oldest first; days without change are there too. */
export function trendOf(
  database: Queryable,
  {
    productId,
    days,
    severity,
  }: { readonly productId: number; readonly days: number; readonly severity: number },
): Promise<readonly TrendDay[]> {
  // From the runs of these days to what they changed: a product has far more that did not change.
  return database.query<TrendDay>(
    `with calendar as (
       select ((now() at time zone 'UTC')::date - n) as day from generate_series(0, $2::int - 1) n),
     changes as (
       select (e.at at time zone 'UTC')::date as day, count(*) filter (where e.kind in ('opened', 'reopened')) as opened,
         count(*) filter (where e.kind = 'fixed') as fixed
       from streams s join runs r on r.stream_id = s.id join finding_events e on e.run_id = r.id
       where s.product_id = $1 and s.is_default and e.kind <> 'moved'
         and r.ran_at >= (select min(day)::timestamp at time zone 'UTC' from calendar)
         and ($3 = 0 or exists (select from findings f where f.id = e.finding_id and f.severity >= $3))
       group by 1),
     kept as (
       select coalesce(sum(c.count), 0)::bigint as open from streams s join stream_counts c on c.stream_id = s.id
       where s.product_id = $1 and s.is_default and c.state = 'open' and c.severity >= $3)
     select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(c.opened, 0) as opened, coalesce(c.fixed, 0) as fixed,
       (select open from kept)
         - coalesce((select sum(l.opened - l.fixed) from changes l where l.day > d.day), 0)::bigint as open
     from calendar d left join changes c on c.day = d.day order by d.day`,
    [productId, days, severity],
  );
}
