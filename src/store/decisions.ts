import type { Outcome, Reason } from '../model/decision.ts';
import { batched } from './batched.ts';
import type { Queryable } from './database.ts';
import { tellDecision } from './run-news.ts';

/** Why a decision was made: as a run came, or again because something had changed. */
export type DecisionCause = 'reported' | 'imported' | 'expiry' | 'demotion' | 'override';

/** What people want to see of a decision without opening its record. */
export interface DecisionDetail {
  readonly override?: {
    readonly by: string;
    readonly reason: string;
    readonly expires: string;
  };
  /** In use: they cover findings of this run. */
  readonly waivers: readonly {
    readonly rule: string;
    readonly reason: string;
    readonly expires: string;
    readonly findings: number;
  }[];
  readonly demotions: readonly {
    readonly rule: string;
    readonly to: string;
    readonly since: string;
    readonly because: string;
  }[];
  readonly notices: readonly string[];
}

/** A decision as it is listed. */
export interface DecisionHead {
  readonly runId: string;
  /** From 1 on; the last one counts. */
  readonly number: number;
  readonly cause: DecisionCause;
  readonly decidedAt: string;
  /** SHA-256 over the digests of the record. */
  readonly digest: string;
  readonly outcome: Outcome;
  /** Null: the clock alone never changes it. */
  readonly validUntil: string | null;
  readonly detail: DecisionDetail;
}

export interface NewDecision extends Omit<DecisionHead, 'number' | 'validUntil'> {
  readonly validUntil: string | undefined;
  readonly reasons: readonly Reason[];
  /** Rules whose findings warn or stop. */
  readonly rules: readonly string[];
  /** The last demotion that was known; 0: none. */
  readonly demotionId: number;
  /** Packed with gzip. */
  readonly record: Uint8Array;
}

const COLUMNS = `run_id as "runId", number, cause, decided_at as "decidedAt", digest, outcome,
  valid_until as "validUntil", detail`;

/**
 * Adds a decision to those on its run, after the one of that number (0: it is the first); from then on it is the run's. False:
 * another one came in between.
 */
export async function addDecision(
  database: Queryable,
  decision: NewDecision,
  after: number,
): Promise<boolean> {
  const { runId, cause, decidedAt, digest, outcome, validUntil, rules, detail, record } = decision;
  await database.query('select from runs where id = $1 for update', [runId]);
  const rows = await database.query(
    `insert into decisions (run_id, product_id, number, cause, decided_at, digest, outcome, valid_until, rules, detail,
       record, demotion_id)
     select $1, (select product_id from runs where id = $1), $11::integer + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10 from decisions where run_id = $1
     having coalesce(max(number), 0) = $11::integer returning number`,
    [
      runId,
      cause,
      decidedAt,
      digest,
      outcome,
      validUntil ?? null,
      rules,
      detail,
      record,
      decision.demotionId,
      after,
    ],
  );
  if (rows.length === 0) return false;
  await database.query('update runs set outcome = $2, reasons = $3 where id = $1', [
    runId,
    outcome,
    JSON.stringify(decision.reasons),
  ]);
  await tellDecision(database, runId, { outcome, at: decidedAt, digest });
  return true;
}

/** The same decision follows from what is known now: it holds until then, or until the next demotion. */
export async function confirmDecision(
  database: Queryable,
  { runId, number }: Pick<DecisionHead, 'runId' | 'number'>,
  { validUntil, demotionId }: Pick<NewDecision, 'validUntil' | 'demotionId'>,
): Promise<void> {
  await database.query(
    'update decisions set valid_until = $3, demotion_id = $4 where run_id = $1 and number = $2',
    [runId, number, validUntil ?? null, demotionId],
  );
}

/** The decisions on a run, the last one first. */
export function listDecisions(
  database: Queryable,
  runId: string,
): Promise<readonly DecisionHead[]> {
  return database.query<DecisionHead>(
    `select ${COLUMNS} from decisions where run_id = $1 order by number desc limit 100`,
    [runId],
  );
}

/** With what it was decided on. */
export interface ListedDecision extends DecisionHead {
  readonly repository: string;
  readonly branch: string;
  readonly commit: string;
}

/** Of all runs of a product, the latest first, before one of them. */
export function listProductDecisions(
  database: Queryable,
  {
    productId,
    before,
    limit,
  }: {
    readonly productId: number;
    readonly before: { readonly at: string; readonly run: string };
    readonly limit: number;
  },
): Promise<readonly ListedDecision[]> {
  return database.query<ListedDecision>(
    `with latest as (
       select ${COLUMNS} from decisions where product_id = $1 and (decided_at, run_id::text) < ($2, $3)
       order by decided_at desc, run_id::text desc limit $4
     )
     select latest.*, s.repository, s.branch, r.commit_id as commit
     from latest join runs r on r.id = latest."runId" join streams s on s.id = r.stream_id
     order by "decidedAt" desc, "runId"::text desc`,
    [productId, before.at, before.run, limit],
  );
}

/** One decision with its record, packed; the last one where `number` is left out. */
export async function findDecision(
  database: Queryable,
  runId: string,
  number?: number,
): Promise<(DecisionHead & { readonly record: Uint8Array }) | undefined> {
  const [row] = await database.query<DecisionHead & { readonly record: Uint8Array }>(
    `select ${COLUMNS}, record from decisions where run_id = $1 and ($2::integer is null or number = $2)
     order by number desc limit 1`,
    [runId, number ?? null],
  );
  return row;
}

/** The last decision of a run, and whether it has to be made again: of those on a commit, of which the gate asks. */
export interface GateDecision {
  readonly run: string;
  readonly source: string;
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  readonly ranAt: string;
  readonly productId: number;
  readonly decision: Omit<DecisionHead, 'runId' | 'outcome'> | null;
  /** The clock, or a demotion since, may have changed it. */
  readonly isStale: boolean;
  /** What the log demotes is not worked out yet. */
  readonly isBehind: boolean;
}

export interface CommitName {
  readonly product: string;
  readonly commit: string;
}

/** What the latest run of each source, and of each part that runs looked at, says of a commit. */
export const decisionsOn: (
  database: Queryable,
  commit: CommitName,
) => Promise<readonly GateDecision[]> = batched(async (database, commits) => {
  const rows = await database.query<GateDecision & { readonly n: number }>(
    `with latest as (
       select distinct on (asked.n, s.source, s.id, r.scope) asked.n, r.id, s.source, r.outcome, r.reasons, r.ran_at,
         r.product_id
       from unnest($1::text[], $2::text[]) with ordinality as asked(product, commit_id, n)
       join products p on p.name = asked.product
       join runs r on r.product_id = p.id and r.commit_id = asked.commit_id
       join streams s on s.id = r.stream_id
       order by asked.n, s.source, s.id, r.scope, r.ran_at desc, r.received_at desc)
     select l.n, l.id as run, l.source, l.outcome, l.reasons, l.ran_at as "ranAt", l.product_id as "productId",
       case when d.run_id is null then null else jsonb_build_object('number', d.number, 'cause', d.cause,
         'decidedAt', ${instant('d.decided_at')}, 'digest', d.digest, 'validUntil', ${instant('d.valid_until')},
         'detail', d.detail) end as decision,
       coalesce(d.valid_until <= now() or exists (select from demotions e where e.product_id = l.product_id
         and e.ended_at is null and e.rule = any(d.rules) and e.id > d.demotion_id), false) as "isStale",
       ${isBehind('l.product_id')} as "isBehind"
     from latest l left join lateral (
       select * from decisions where run_id = l.id order by number desc limit 1) d on true`,
    [commits.map(({ product }) => product), commits.map(({ commit }) => commit)],
  );
  return commits.map((_, index) =>
    rows.filter(({ n }) => n === index + 1).map(({ n: _n, ...decision }) => decision),
  );
});

/** ISO 8601, within JSON. */
function instant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Whether the log that concerns a product has come further than its demotions were worked out for; see `unnotedUpTo`. */
function isBehind(product: string): string {
  return `coalesce((select case when coalesce((select ring from policies where product_id = ${product}
      order by seen_at desc limit 1), 'product') = 'product' then h.moving
      else (select sum(moving) from log_heads) end > h.noted
    from log_heads h where h.product_id = ${product}), false)`;
}

/** Runs whose last decision the clock has overtaken, of streams whose latest run they are. */
export async function overtakenRuns(
  database: Queryable,
  now: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query<{ id: string }>(
    `select d.run_id as id from decisions d join streams s on s.run_id = d.run_id
     where d.valid_until <= $1
       and not exists (select from decisions l where l.run_id = d.run_id and l.number > d.number)
     order by d.valid_until limit $2`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}
