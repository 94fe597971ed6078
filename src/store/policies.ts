import type { PolicyAgreement } from '../model/policy.ts';
import type { Stage } from '../model/stage.ts';
import type { Queryable } from './database.ts';
import { storableJson } from './storable-json.ts';

/** A policy as runs of a default branch reported it. */
export interface StoredPolicy {
  readonly repository: string;
  readonly name: string;
  /** `sha256:<hex>` of the text. */
  readonly digest: string;
  /** Empty: the built-in default. */
  readonly text: string;
  /** ISO 8601: of the run that last had it in force. */
  readonly seenAt: string;
}

/** What a policy says of its product, as lists show it. */
export interface PolicyFacts {
  /** 1 (most critical) to 4; null: it does not say. */
  readonly tier: number | null;
  /** `internet`, `partner` or `internal`; null: unknown. */
  readonly exposure: string | null;
  readonly parties: {
    readonly development: readonly string[];
    readonly security: readonly string[];
  };
  /** By check, how many of its rules stand at each stage; a check that is left out does not run. */
  readonly stages: Readonly<Record<string, Readonly<Record<Stage, number>>>>;
  /** Days until a finding is to be mended, from info to critical; null: it has no deadline. */
  readonly fixWithin: readonly (number | null)[];
  /** Who agreed on it by keys; null: nobody. */
  readonly agreement: PolicyAgreement | null;
}

/** An accepted risk of a policy. */
export interface NewWaiver {
  readonly rule: string;
  /** Canonical JSON. */
  readonly scope: string;
  readonly reason: string;
  readonly development: string;
  readonly security: string;
  /** `YYYY-MM-DD`, the last day on which it holds. */
  readonly expires: string;
}

export interface StoredWaiver extends NewWaiver {
  readonly id: number;
  readonly product: string;
  readonly repository: string;
  readonly seenAt: string;
  /** When a policy without it came; null: it stands in the policy in force. */
  readonly goneAt: string | null;
}

/** Keeps a policy, and the waivers in it, unless a later run has told another. False: it was late. */
export async function savePolicy(
  database: Queryable,
  productId: number,
  {
    repository,
    name,
    digest,
    text,
    seenAt,
    ring,
    facts,
    waivers,
  }: StoredPolicy & {
    readonly ring: string;
    readonly facts: PolicyFacts;
    readonly waivers: readonly NewWaiver[];
  },
): Promise<boolean> {
  const [known] = await database.query<{ digest: string }>(
    'select digest from policies where product_id = $1 and repository = $2',
    [productId, repository],
  );
  const rows = await database.query(
    `insert into policies (product_id, repository, name, digest, text, ring, seen_at, tier, exposure, parties, stages,
       fix_within, agreement)
     select $1, $2, $3, $4, $5, $6, $7, x.tier, x.exposure, x.parties, x.stages, x."fixWithin", nullif(x.agreement, 'null')
     from jsonb_to_record($8::jsonb) as x(tier smallint, exposure text, parties jsonb, stages jsonb, "fixWithin" jsonb,
       agreement jsonb)
     on conflict (product_id, repository) do update set name = excluded.name, digest = excluded.digest,
       text = excluded.text, ring = excluded.ring, seen_at = excluded.seen_at, tier = excluded.tier,
       exposure = excluded.exposure, parties = excluded.parties, stages = excluded.stages,
       fix_within = excluded.fix_within, agreement = excluded.agreement
     where policies.seen_at <= excluded.seen_at returning product_id`,
    [productId, repository, name, digest, text, ring, seenAt, storableJson(facts)],
  );
  if (rows.length === 0) return false;
  await stateProduct(database, productId);
  if (known?.digest !== digest) {
    // Its numbers decide what the log demotes: that is worked out anew.
    await database.query('update log_heads set noted = 0 where product_id = $1', [productId]);
  }
  await database.query(
    `insert into waivers (product_id, repository, rule, scope, reason, development, security, expires, seen_at)
     select $1, $2, rule, scope, reason, development, security, expires, $4
     from jsonb_to_recordset($3::jsonb) as x(rule text, scope text, reason text, development text,
       security text, expires date)
     on conflict (product_id, repository, rule, scope, expires) do update set reason = excluded.reason,
       development = excluded.development, security = excluded.security, gone_at = null`,
    [productId, repository, JSON.stringify(distinct(waivers)), seenAt],
  );
  await database.query(
    `update waivers w set gone_at = $4 where product_id = $1 and repository = $2 and gone_at is null
       and not exists (select from jsonb_to_recordset($3::jsonb) as x(rule text, scope text, expires date)
         where x.rule = w.rule and x.scope = w.scope and x.expires = w.expires)`,
    [productId, repository, JSON.stringify(waivers), seenAt],
  );
  return true;
}

/** A product is as critical, and as exposed, as the most of its repositories. */
async function stateProduct(database: Queryable, productId: number): Promise<void> {
  await database.query(
    `update products p set tier = x.tier, exposure = x.exposure from (
       select min(tier) as tier, (array_agg(exposure order by array_position(
         array['internet', 'partner', 'internal'], exposure)))[1] as exposure
       from policies where product_id = $1) x
     where p.id = $1 and (p.tier, p.exposure) is distinct from (x.tier, x.exposure)`,
    [productId],
  );
}

/** Of one repository, or else the one that was seen last. Undefined: no run has reported any. */
export async function findPolicy(
  database: Queryable,
  productId: number,
  repository = '',
): Promise<StoredPolicy | undefined> {
  const [row] = await database.query<StoredPolicy>(
    `select repository, name, digest, text, seen_at as "seenAt" from policies where product_id = $1
     order by repository = $2 desc, seen_at desc limit 1`,
    [productId, repository],
  );
  return row;
}

/** A policy as it is listed: what it says of its product, and who agreed on it. */
export interface ListedPolicy
  extends Omit<StoredPolicy, 'text'>, Omit<PolicyFacts, 'agreement' | 'stages'> {
  /** Null: reported by a run that did not tell yet. */
  readonly stages: PolicyFacts['stages'] | null;
  readonly agreement: {
    readonly way: 'keys' | 'service';
    readonly at: string;
    /** In the service. */
    readonly proposal: number | null;
    readonly by: readonly { readonly party: string; readonly name: string }[];
  } | null;
}

/** Of a product, in order of repository, after one. */
export function listPolicies(
  database: Queryable,
  {
    productId,
    after,
    limit,
  }: { readonly productId: number; readonly after: string; readonly limit: number },
): Promise<readonly ListedPolicy[]> {
  return database.query<ListedPolicy>(
    `select l.repository, l.name, l.digest, l.seen_at as "seenAt", l.tier, l.exposure, l.parties, l.stages,
       l.fix_within as "fixWithin", case when a.way is null then null else jsonb_build_object('way', a.way,
         'at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'proposal', a.proposal,
         'by', coalesce(a.by, '[]')) end as agreement
     from policies l left join policy_agreements a on a.product_id = l.product_id and a.repository = l.repository
     where l.product_id = $1 and l.repository > $2 order by l.repository limit $3`,
    [productId, after, limit],
  );
}

/** Products for which verdicts on others count too. */
export async function productsOfLargerRings(database: Queryable): Promise<readonly number[]> {
  const rows = await database.query<{ id: number }>(
    `select distinct product_id as id from policies where ring <> 'product'`,
  );
  return rows.map(({ id }) => id);
}

export interface WaiverFilter {
  /** Undefined: of all products. */
  readonly only: readonly number[] | undefined;
  readonly productId: number | undefined;
  /** Also those that stand in no policy any more. */
  readonly withGone: boolean;
  readonly after: { readonly expires: string; readonly id: number } | undefined;
  readonly limit: number;
}

/** Those that end first come first. */
export function listWaivers(
  database: Queryable,
  { only, productId, withGone, after, limit }: WaiverFilter,
): Promise<readonly StoredWaiver[]> {
  return database.query<StoredWaiver>(
    `select w.id, p.name as product, w.repository, w.rule, w.scope, w.reason, w.development, w.security,
       w.expires::text as expires, w.seen_at as "seenAt", w.gone_at as "goneAt"
     from waivers w join products p on p.id = w.product_id
     where ($1::bigint[] is null or w.product_id = any($1)) and ($2::bigint is null or w.product_id = $2)
       and ($3 or w.gone_at is null) and ($4::date is null or (w.expires, w.id) > ($4, $5))
     order by w.expires, w.id limit $6`,
    [only ?? null, productId ?? null, withGone, after?.expires ?? null, after?.id ?? 0, limit],
  );
}

/** Two waivers of one policy may differ in their reason only. */
function distinct(waivers: readonly NewWaiver[]): readonly NewWaiver[] {
  const byKey = new Map(
    waivers.map((waiver) => [`${waiver.rule}\0${waiver.scope}\0${waiver.expires}`, waiver]),
  );
  return [...byKey.values()];
}
