import type { Queryable } from './database.ts';
import { Conditions } from './finding-filter.ts';
import { PROCESS, type ProductProcess } from './product-process.ts';

/** How a product stands by what was reported of its default branches. */
export interface Standing {
  readonly id: number;
  readonly name: string;
  readonly tier: number | null;
  readonly exposure: string | null;
  /** ISO 8601; null: nothing was ever reported of a default branch. */
  readonly ranAt: string | null;
  /** The worst of what the latest runs decided; null: there is none. */
  readonly outcome: string | null;
  /** Severity of the worst open finding that is neither suppressed nor waived, 0 to 4; null: there is none. */
  readonly worst: number | null;
  /** `YYYY-MM-DD`: when the waiver ends that ends first; null: there is none. */
  readonly waiverEnds: string | null;
}

/** Of `product p`: what follows costs a few look-ups in indexes, however many findings there are. */
const COLUMNS = `p.id, p.name, p.tier, p.exposure,
  (select max(ran_at) from streams s where s.product_id = p.id and s.is_default) as "ranAt",
  (select r.outcome from streams s join runs r on r.id = s.run_id where s.product_id = p.id and s.is_default
   order by array_position(array['block', 'incomplete', 'warn', 'pass'], r.outcome) limit 1) as outcome,
  (select max(c.severity) from streams s join stream_counts c on c.stream_id = s.id
   where s.product_id = p.id and s.is_default and c.state = 'open' and c.effect not in ('suppressed', 'waived')) as worst,
  (select min(w.expires)::text from waivers w where w.product_id = p.id and w.gone_at is null) as "waiverEnds"`;

/** Which products; what is left out does not matter. */
export interface StandingFilter {
  readonly only: readonly number[] | undefined;
  /** In the name. */
  readonly text?: string;
  /** In the name of an owner. */
  readonly owner?: string;
  /** 0: none is known. */
  readonly tier?: number;
  /** `unknown`: none is known. */
  readonly exposure?: string;
  /** A check of Lockstep that has never looked at all of a default branch. */
  readonly lacks?: string;
  /** Not examined for at least so many days, or never. */
  readonly silent?: number;
  /** `some`; `ending` within 14 days; `expired`, and still in the policy. */
  readonly waivers?: keyof typeof WAIVERS;
  /** Whether both parties agreed on the policy of every repository that has told one. */
  readonly agreed?: boolean;
}

const WAIVERS = {
  some: 'true',
  ending: `w.expires between (now() at time zone 'UTC')::date and (now() at time zone 'UTC')::date + 14`,
  expired: `w.expires < (now() at time zone 'UTC')::date`,
} as const;

/** Products with a policy, and with none that was not agreed on. As sets: a question for each product by itself takes long. */
const AGREED = `(p.id in (select product_id from policies) and p.id not in (
  select l.product_id from policies l left join policy_agreements a
    on a.product_id = l.product_id and a.repository = l.repository where a.product_id is null))`;

function conditionsOf(filter: StandingFilter): Conditions {
  const { only, text, owner, tier, exposure, lacks, silent, waivers, agreed } = filter;
  const conditions = new Conditions();
  if (only !== undefined) conditions.add('p.id = any(?::bigint[])', only);
  if (text !== undefined) conditions.add('strpos(lower(p.name), lower(?)) > 0', text);
  if (owner !== undefined) {
    conditions.add(
      'p.id in (select o.product_id from product_owners o where strpos(lower(o.name), lower(?)) > 0)',
      owner,
    );
  }
  if (tier !== undefined) conditions.add('coalesce(p.tier, 0) = ?', tier);
  if (exposure !== undefined) conditions.add(`coalesce(p.exposure, 'unknown') = ?`, exposure);
  if (lacks !== undefined) conditions.add(LACKS, lacks);
  if (silent !== undefined) {
    conditions.add(
      `p.id not in (select product_id from streams where is_default and ran_at > now() - make_interval(days => ?))`,
      silent,
    );
  }
  if (waivers !== undefined) {
    conditions.add(
      `p.id in (select w.product_id from waivers w where w.gone_at is null and ${WAIVERS[waivers]})`,
    );
  }
  if (agreed !== undefined) conditions.add(agreed ? AGREED : `not ${AGREED}`);
  return conditions;
}

const LACKS = 'p.id not in (select product_id from product_coverage where check_id = ?)';

/** In order of name, after a name. */
export function listStanding(
  database: Queryable,
  filter: StandingFilter,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly Standing[]> {
  const conditions = conditionsOf(filter);
  conditions.add('p.name > ?', after);
  return database.query<Standing>(
    `select ${COLUMNS} from products p where ${conditions.text} order by p.name limit ${conditions.value(limit)}`,
    conditions.values,
  );
}

/** How many findings are open on default branches, from critical to info, and in what state of process products are, by id. */
export async function processOf(
  database: Queryable,
  productIds: readonly number[],
): Promise<ReadonlyMap<number, ProductProcess>> {
  const rows = await database.query<ProductProcess & { readonly id: number }>(
    `select p.id, ${PROCESS} from products p where p.id = any($1)`,
    [productIds],
  );
  return new Map(rows.map(({ id, ...process }) => [id, process]));
}

/** Undefined: there is no such product, or none that may be seen. */
export async function findStanding(
  database: Queryable,
  name: string,
  only: readonly number[] | undefined,
): Promise<Standing | undefined> {
  const [standing] = await database.query<Standing>(
    `select ${COLUMNS} from products p where p.name = $1 and ($2::bigint[] is null or p.id = any($2))`,
    [name, only ?? null],
  );
  return standing;
}
