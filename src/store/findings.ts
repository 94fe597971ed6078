import type { Queryable } from './database.ts';
import { VERDICT, worstFirst, type FindingFilter } from './finding-filter.ts';

/** A finding as lists show it. */
export interface StoredFinding {
  readonly id: number;
  readonly product: string;
  readonly repository: string;
  readonly branch: string;
  readonly source: string;
  readonly fingerprint: string;
  readonly rule: string;
  /** 0 info to 4 critical. */
  readonly severity: number;
  /** 0 low to 2 high. */
  readonly confidence: number;
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly stage: string;
  readonly effect: string;
  readonly state: 'open' | 'fixed';
  /** The latest of anybody; null: nobody judged it. */
  readonly verdict: string | null;
  readonly firstSeenAt: string;
  readonly changedAt: string;
}

/** One finding with everything that is known of it. */
export interface FindingPage extends StoredFinding {
  readonly cwe: readonly number[];
  readonly detail: Readonly<Record<string, unknown>>;
  readonly events: readonly { readonly kind: string; readonly at: string; readonly run: string }[];
  /** Verdicts, the latest first. */
  readonly verdicts: readonly Readonly<Record<string, unknown>>[];
  /** What other sources say of the same place: never merged, always told. */
  readonly alsoFoundBy: readonly Pick<StoredFinding, 'id' | 'source' | 'rule' | 'message'>[];
}

const SHOWN = `p.name as product, s.repository, s.branch, s.source, f.fingerprint, f.rule, f.confidence, f.path, f.line, f.message, f.stage, f.effect, f.state,
  ${VERDICT} as verdict, f.first_seen_at as "firstSeenAt", f.changed_at as "changedAt"`;
const COLUMNS = `f.id, f.severity, ${SHOWN}`;
const TABLES = `findings f join streams s on s.id = f.stream_id join products p on p.id = f.product_id`;

/** Worst first. A page costs what it shows: it begins where the one before ended. */
export async function listFindings(
  database: Queryable,
  filter: FindingFilter,
): Promise<readonly StoredFinding[]> {
  const { limit } = filter;
  const { text, values } = await worstFirst(database, filter, { columns: SHOWN, limit });
  return database.query<StoredFinding>(text, values);
}

/** With its history; undefined: there is none, or none of these products. */
export async function findFinding(
  database: Queryable,
  id: number,
  only: readonly number[] | undefined,
): Promise<FindingPage | undefined> {
  const [row] = await database.query<
    Omit<FindingPage, 'events' | 'verdicts' | 'alsoFoundBy'> & { readonly productId: number }
  >(
    `select ${COLUMNS}, f.cwe, f.detail, f.product_id as "productId" from ${TABLES}
     where f.id = $1 and ($2::bigint[] is null or f.product_id = any($2))`,
    [id, only ?? null],
  );
  if (row === undefined) return undefined;
  const { productId, ...found } = row;
  const events = await database.query<FindingPage['events'][number]>(
    'select kind, at, run_id as run from finding_events where finding_id = $1 order by at, kind',
    [id],
  );
  const lines = await database.query<{ readonly line: string }>(
    `select line from log_entries where product_id = $1 and fingerprint = $2 and kind = 'verdict'
     order by at desc, id limit 100`,
    [productId, found.fingerprint],
  );
  return {
    ...found,
    events,
    verdicts: lines.map(({ line }) => parsed(line)),
    alsoFoundBy: await alsoFound(database, found, productId),
  };
}

/** What other sources say of the same, on the default branch. */
async function alsoFound(
  database: Queryable,
  found: Omit<FindingPage, 'events' | 'verdicts' | 'alsoFoundBy'>,
  productId: number,
): Promise<FindingPage['alsoFoundBy']> {
  const evidence = componentOf(found.detail);
  return evidence === undefined
    ? atSamePlace(database, found, productId)
    : onSamePackage(database, { ...found, ...evidence }, productId);
}

interface NamedPackage {
  readonly ecosystem: string;
  readonly name: string;
  /** Ids of one problem. */
  readonly advisories: readonly string[];
}

function componentOf({ evidence }: FindingPage['detail']): NamedPackage | undefined {
  // oxlint-disable-next-line no-unsafe-type-assertion -- each field is looked at
  const { kind, ecosystem, name, advisories } = (evidence ?? {}) as Record<string, unknown>;
  if (kind !== 'component' || !Array.isArray(advisories) || advisories.length === 0) {
    return undefined;
  }
  return { ecosystem: String(ecosystem), name: String(name), advisories: advisories.map(String) };
}

/** The same problem, by any of its names, of the same package: tools name other files, and other ids first. */
function onSamePackage(
  database: Queryable,
  {
    id,
    repository,
    source,
    ecosystem,
    name,
    advisories,
  }: Pick<StoredFinding, 'id' | 'repository' | 'source'> & NamedPackage,
  productId: number,
): Promise<FindingPage['alsoFoundBy']> {
  return database.query(
    `select f.id, s.source, f.rule, f.message from findings f join streams s on s.id = f.stream_id
     where f.product_id = $1 and f.state = 'open' and s.is_default and s.repository = $2
       and f.id <> $3 and s.source <> $4 and f.detail->'evidence'->>'kind' = 'component'
       and f.detail->'evidence'->>'name' = $5
       and (f.detail->'evidence'->>'ecosystem' in ($6, '') or $6 = '')
       and f.detail->'evidence'->'advisories' ?| $7
     order by f.severity desc, f.id limit 20`,
    [productId, repository, id, source, name, ecosystem, advisories],
  );
}

/** The same place and the same weakness by another source; tools seldom agree on the line to the last one. */
function atSamePlace(
  database: Queryable,
  {
    id,
    path,
    line,
    cwe,
    repository,
    source,
  }: Omit<FindingPage, 'events' | 'verdicts' | 'alsoFoundBy'>,
  productId: number,
): Promise<FindingPage['alsoFoundBy']> {
  return database.query(
    `select f.id, s.source, f.rule, f.message from findings f join streams s on s.id = f.stream_id
     where f.product_id = $1 and f.state = 'open' and s.is_default and s.repository = $2 and f.path = $3
       and f.line between $4 - 2 and $4 + 2 and f.id <> $5 and s.source <> $6
       and (f.cwe && $7 or f.cwe = '{}' or $7 = '{}')
     order by f.severity desc, f.id limit 20`,
    [productId, repository, path, line, id, source, cwe],
  );
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by this service, whole
  return JSON.parse(line) as Record<string, unknown>;
}

/** What a verdict on a finding needs to know of it. */
export interface JudgedPlace {
  readonly productId: number;
  readonly product: string;
  readonly repository: string;
  readonly fingerprint: string;
  readonly rule: string;
  readonly version: number;
  readonly engine: number;
  readonly path: string;
  readonly copy: string;
  readonly stage: string;
  readonly effect: string;
  /** A change brought it: it stands on a branch only, or was not there when the default branch was first looked at. */
  readonly isNew: boolean;
}

/** Undefined: there is none, or none of these products. */
export async function judgedPlaceOf(
  database: Queryable,
  id: number,
  only: readonly number[] | undefined,
): Promise<JudgedPlace | undefined> {
  const [row] = await database.query<JudgedPlace>(
    `select f.product_id as "productId", p.name as product, s.repository, f.fingerprint, f.rule,
       f.rule_version as version, f.engine_version as engine, f.path, f.identity_moved as copy, f.stage,
       f.effect, case when s.is_default then f.first_run <> (
           select r.id from runs r where r.stream_id = f.stream_id order by r.ran_at, r.received_at limit 1)
         else exists (select from streams d where d.product_id = s.product_id and d.repository = s.repository
           and d.source = s.source and d.is_default and d.run_id is not null) end as "isNew"
     from ${TABLES} where f.id = $1 and ($2::bigint[] is null or f.product_id = any($2))`,
    [id, only ?? null],
  );
  return row;
}
