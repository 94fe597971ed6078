import type { Queryable } from './database.ts';

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
