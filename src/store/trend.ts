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
  return database.query<TrendDay>(
    `with kept as (
       select f.id, f.state from findings f join streams s on s.id = f.stream_id
       where f.product_id = $1 and s.is_default and f.severity >= $3),
     changes as (
       select (e.at at time zone 'UTC')::date as day, count(*) filter (where e.kind in ('opened', 'reopened')) as opened,
         count(*) filter (where e.kind = 'fixed') as fixed
       from kept join finding_events e on e.finding_id = kept.id group by 1),
     calendar as (
       select ((now() at time zone 'UTC')::date - n) as day from generate_series(0, $2::int - 1) n)
     select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(c.opened, 0) as opened, coalesce(c.fixed, 0) as fixed,
       (select count(*) from kept where state = 'open')
         - coalesce((select sum(l.opened - l.fixed) from changes l where l.day > d.day), 0)::bigint as open
     from calendar d left join changes c on c.day = d.day order by d.day`,
    [productId, days, severity],
  );
}
