import type { Incomplete } from '../model/incomplete.ts';
import { notedEffects } from '../model/notification.ts';
import type { Channel } from './channels.ts';
import type { Queryable } from './database.ts';

/** Where findings are: what a message counts them by. */
export interface NewsPlace {
  readonly productId: number;
  readonly product: string;
  readonly repository: string;
  readonly branch: string;
}

export interface CountedNews extends NewsPlace {
  readonly count: number;
  readonly blocking: number;
}

/** A finding as a message shows it. */
export interface FindingNews extends NewsPlace {
  readonly id: number;
  readonly rule: string;
  /** 0 info to 4 critical. */
  readonly severity: number;
  readonly effect: string;
  readonly path: string;
  readonly line: number;
  /** Empty where it could quote what must not travel. */
  readonly message: string;
}

export interface RunsNews {
  readonly counts: readonly CountedNews[];
  /** The worst, those that block first. */
  readonly worst: readonly FindingNews[];
}

/** Within these hours a finding that goes and comes back is told of once. */
const FINDING_DAMP_HOURS = 24;

/**
 * What runs have brought that a channel wants to know and was not told, and notes that it is told now. A finding (by fingerprint) is
 * told of once, on whichever branch it is seen first, and again when it comes back after a day or more. What is gone meanwhile is left out.
 */
export async function takeFindingNews(
  transaction: Queryable,
  { id, settings }: Channel,
  {
    runs,
    now,
    limit,
  }: { readonly runs: readonly string[]; readonly now: Date; readonly limit: number },
): Promise<RunsNews> {
  const values = [
    runs,
    settings.leastSeverity,
    effectsFrom(settings.leastEffect),
    settings.branches === 'all',
    id,
    now.toISOString(),
    FINDING_DAMP_HOURS,
  ];
  const counts = await transaction.query<CountedNews>(
    `${NEWS} select n."productId", n.product, n.repository, n.branch, count(*) as count,
       count(*) filter (where n.effect = 'blocks') as blocking
     from news n group by 1, 2, 3, 4 order by blocking desc, count desc, product, repository, branch`,
    values,
  );
  const worst = await transaction.query<FindingNews>(
    `${NEWS}, noted as (
       insert into told (channel_id, product_id, thing, state, at)
       select $5, "productId", thing, 'open', $6 from news
       on conflict (channel_id, product_id, thing) do update set state = excluded.state, at = excluded.at)
     select ${FINDING} from news n order by ${WORST_FIRST} limit $8`,
    [...values, limit],
  );
  return { counts, worst };
}

/** Texts of foreign tools, and of the check for secrets, may quote the source. */
const QUIET_MESSAGE = `case when r.format in ('lockstep', 'sbom') and f.rule not like 'secrets/%' then f.message else '' end`;
const FINDING_COLUMNS = `f.id, f.product_id as "productId", p.name as product, s.repository, s.branch, f.rule,
  f.severity, f.effect, f.path, f.line, ${QUIET_MESSAGE} as message`;
const FINDING = `n.id, n."productId", n.product, n.repository, n.branch, n.rule, n.severity, n.effect, n.path,
  n.line, n.message`;
const WORST_FIRST = `(n.effect = 'blocks') desc, n.severity desc, n.id`;
const NEWS = `with news as materialized (
  select distinct on (f.product_id, f.fingerprint) ${FINDING_COLUMNS}, 'finding ' || f.fingerprint as thing
  from finding_events e join runs r on r.id = e.run_id join findings f on f.id = e.finding_id
    join streams s on s.id = f.stream_id join products p on p.id = f.product_id
  where e.run_id = any($1) and e.kind in ('opened', 'reopened') and f.state = 'open' and f.severity >= $2
    and f.effect = any($3) and ($4 or s.is_default) and not exists (
      select from told t where t.channel_id = $5 and t.product_id = f.product_id
        and t.thing = 'finding ' || f.fingerprint
        and (e.kind = 'opened' or t.at > $6::timestamptz - make_interval(hours => $7)))
  order by f.product_id, f.fingerprint, s.is_default desc, f.id)`;

/** Effects that are at least this. */
function effectsFrom(least: (typeof notedEffects)[number]): readonly string[] {
  return notedEffects.slice(notedEffects.indexOf(least));
}

/** Findings that runs of a time have brought and that are still there, or have removed. */
export async function findingNewsBetween(
  transaction: Queryable,
  { productId, settings }: Channel,
  {
    since,
    until,
    isOfSboms,
    limit,
  }: {
    readonly since: string;
    readonly until: string;
    readonly isOfSboms: boolean;
    readonly limit: number;
  },
): Promise<RunsNews & { readonly fixed: number }> {
  const values = [
    productId,
    since,
    until,
    settings.leastSeverity,
    effectsFrom(settings.leastEffect),
    settings.branches === 'all',
    isOfSboms,
  ];
  const counts = await transaction.query<CountedNews>(
    `${BETWEEN} select n."productId", n.product, n.repository, n.branch, count(*) as count,
       count(*) filter (where n.effect = 'blocks') as blocking
     from news n where n.state = 'open' group by 1, 2, 3, 4
     order by blocking desc, count desc, product, repository, branch`,
    values,
  );
  const worst = await transaction.query<FindingNews>(
    `${BETWEEN} select ${FINDING} from news n where n.state = 'open' order by ${WORST_FIRST} limit $8`,
    [...values, limit],
  );
  const [gone] = await transaction.query<{ count: number }>(
    `${BETWEEN} select count(*) as count from news n where n.state = 'fixed' and n.is_gone`,
    values,
  );
  return { counts, worst, fixed: gone?.count ?? 0 };
}

const BETWEEN = `with news as materialized (
  select distinct on (f.product_id, f.fingerprint) ${FINDING_COLUMNS}, f.state,
    bool_or(e.kind = 'fixed') over (partition by f.product_id, f.fingerprint) as is_gone
  from runs r join finding_events e on e.run_id = r.id join findings f on f.id = e.finding_id
    join streams s on s.id = f.stream_id join products p on p.id = f.product_id
  where ($1::bigint is null or r.product_id = $1) and r.received_at >= $2 and r.received_at < $3
    and e.kind in ('opened', 'reopened', 'fixed') and (e.kind <> 'fixed' or f.state = 'fixed')
    and f.severity >= $4 and f.effect = any($5) and ($6 or s.is_default)
    and (r.format = 'sbom') = $7
  order by f.product_id, f.fingerprint, f.state desc, s.is_default desc, f.id)`;

/** A run that could not examine everything. */
export interface IncompleteNews {
  readonly run: string;
  readonly productId: number;
  readonly product: string;
  readonly repository: string;
  readonly branch: string;
  readonly source: string;
  readonly count: number;
  /** The first of what was not examined. */
  readonly first: Incomplete | null;
}

const INCOMPLETE = `o.run_id as run, s.product_id as "productId", p.name as product, s.repository, s.branch,
  s.source, jsonb_array_length(r.incomplete) as count, r.incomplete -> 0 as first
  from stream_outcomes o join streams s on s.id = o.stream_id join products p on p.id = s.product_id
  join runs r on r.id = o.run_id`;

/** What these runs looked at, as far as the latest run of the same is incomplete still. */
export function stillIncomplete(
  transaction: Queryable,
  runs: readonly string[],
): Promise<readonly IncompleteNews[]> {
  return transaction.query<IncompleteNews>(
    `select ${INCOMPLETE} where o.outcome = 'incomplete' and exists (
       select from runs told where told.id = any($1) and told.stream_id = o.stream_id and told.scope = o.scope)
     order by p.name, s.id`,
    [runs],
  );
}

/** All that is incomplete on default branches now, and ran within some days. */
export function incompleteNow(
  transaction: Queryable,
  {
    productId,
    since,
    limit,
  }: {
    readonly productId: number | null;
    readonly since: string;
    readonly limit: number;
  },
): Promise<readonly IncompleteNews[]> {
  return transaction.query<IncompleteNews>(
    `select ${INCOMPLETE} where ($1::bigint is null or s.product_id = $1) and s.is_default
       and o.outcome = 'incomplete' and o.ran_at >= $2 order by p.name, s.id limit $3`,
    [productId, since, limit],
  );
}

export interface BlockedBranch {
  readonly product: string;
  readonly repository: string;
  readonly run: string;
  readonly since: string;
}

/** Repositories whose default branch the gate stops. */
export function blockedBranches(
  transaction: Queryable,
  { productId, limit }: { readonly productId: number | null; readonly limit: number },
): Promise<readonly BlockedBranch[]> {
  return transaction.query<BlockedBranch>(
    `select p.name as product, b.repository, b.run_id as run, b.since
     from branch_decisions b join products p on p.id = b.product_id
     where b.decision = 'blocks' and ($1::bigint is null or b.product_id = $1)
     order by b.since, p.name, b.repository limit $2`,
    [productId, limit],
  );
}

/** Entries that are looked at, the latest first. */
const MAX_WAIVERS = 5_000;

/** Waivers of the log, as lines of it, with their product. */
export function waiverLines(
  transaction: Queryable,
  productId: number | null,
): Promise<readonly { readonly product: string; readonly line: string }[]> {
  return transaction.query(
    `select p.name as product, l.line from log_entries l join products p on p.id = l.product_id
     where l.kind = 'waiver' and ($1::bigint is null or l.product_id = $1) order by l.at desc limit $2`,
    [productId, MAX_WAIVERS],
  );
}

/** What a channel was told last of a thing; undefined: nothing. */
export async function lastTold(
  transaction: Queryable,
  {
    channel,
    productId,
    thing,
  }: {
    readonly channel: string;
    readonly productId: number;
    readonly thing: string;
  },
): Promise<{ readonly state: string; readonly at: string } | undefined> {
  const [row] = await transaction.query<{ state: string; at: string }>(
    'select state, at from told where channel_id = $1 and product_id = $2 and thing = $3',
    [channel, productId, thing],
  );
  return row;
}

export async function noteTold(
  transaction: Queryable,
  {
    channel,
    productId,
    thing,
    state,
    now,
  }: {
    readonly channel: string;
    readonly productId: number;
    readonly thing: string;
    readonly state: string;
    readonly now: Date;
  },
): Promise<void> {
  await transaction.query(
    `insert into told (channel_id, product_id, thing, state, at) values ($1, $2, $3, $4, $5)
     on conflict (channel_id, product_id, thing) do update set state = excluded.state, at = excluded.at`,
    [channel, productId, thing, state, now.toISOString()],
  );
}
