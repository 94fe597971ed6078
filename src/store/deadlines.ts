import type { Queryable } from './database.ts';

/** A finding that has a deadline. */
export interface DueFinding {
  readonly id: number;
  readonly rule: string;
  readonly severity: number;
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly repository: string;
  readonly effect: string;
  readonly firstSeenAt: string;
  /** ISO 8601: until then it is to be mended. */
  readonly dueAt: string;
}

/**
 * Open findings of default branches whose policy gives their severity a deadline. What nobody has to mend has none: what is accepted,
 * and what the last verdict calls a false alarm or not useful. A repository that has told no policy has the one that was told last, as
 * elsewhere in the service.
 */
const DUE = `with held as (
    select s.id, s.repository, (select l.fix_within from policies l where l.product_id = s.product_id
      order by l.repository = s.repository desc, l.seen_at desc limit 1) as days
    from streams s where s.product_id = $1 and s.is_default),
  judged as (
    select distinct on (l.fingerprint) l.fingerprint, l.line::jsonb ->> 'verdict' as verdict from log_entries l
    where l.product_id = $1 and l.kind = 'verdict' order by l.fingerprint, l.at desc, l.id),
  due as (
    select f.id, f.rule, f.severity, f.path, f.line, f.message, h.repository, f.effect, f.first_seen_at as "firstSeenAt",
      f.first_seen_at + (h.days ->> f.severity)::float8 * interval '1 day' as "dueAt"
    from findings f join held h on h.id = f.stream_id
    where f.product_id = $1 and f.state = 'open' and f.effect not in ('suppressed', 'waived')
      and (h.days ->> f.severity) is not null
      and not exists (select from judged j where j.fingerprint = f.fingerprint
        and (j.verdict like 'false-positive%' or j.verdict = 'not-useful')))`;

/** Those that are overdue the longest first, after one of them. */
export function listDue(
  database: Queryable,
  {
    productId,
    after,
    limit,
  }: {
    readonly productId: number;
    readonly after: { readonly dueAt: string; readonly id: number } | undefined;
    readonly limit: number;
  },
): Promise<readonly DueFinding[]> {
  return database.query<DueFinding>(
    `${DUE} select * from due where $2::timestamptz is null or (date_trunc('milliseconds', "dueAt"), id) > ($2, $3)
     order by date_trunc('milliseconds', "dueAt"), id limit $4`,
    [productId, after?.dueAt ?? null, after?.id ?? 0, limit],
  );
}

/** How many have a deadline, and how many of those are over it. */
export async function countDue(
  database: Queryable,
  productId: number,
): Promise<{ readonly all: number; readonly overdue: number }> {
  const [row] = await database.query<{ all: number; overdue: number }>(
    `${DUE} select count(*) as "all", count(*) filter (where "dueAt" < now()) as overdue from due`,
    [productId],
  );
  return row ?? { all: 0, overdue: 0 };
}
