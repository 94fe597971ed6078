import type { Stage } from '../model/stage.ts';

/** In what state of process a product is: who has it, what looks at it, what is accepted, what was agreed on. */
export interface ProductProcess {
  /** Open findings on default branches, from critical to info. */
  readonly open: readonly number[];
  readonly owners: readonly ProductOwner[];
  readonly checks: readonly ProductCheck[];
  /** Waivers of the policies in force. */
  readonly waivers: {
    readonly inForce: number;
    /** Of those in force: within 14 days. */
    readonly ending: number;
    readonly expired: number;
  };
  readonly policies: {
    /** Repositories that have told one, and those of them whose policy both parties agreed on. */
    readonly repositories: number;
    readonly agreed: number;
    /** Of the latest agreement; null: there is none. */
    readonly latest: {
      readonly way: 'keys' | 'service';
      readonly at: string;
      readonly by: readonly { readonly party: string; readonly name: string }[];
    } | null;
  };
}

export interface ProductOwner {
  readonly name: string;
  /** Whom an admin made it, or whom the policy names as the party of development. */
  readonly kind: 'person' | 'group' | 'party';
}

/** A check that runs by the policy, or that has looked. */
export interface ProductCheck {
  readonly check: string;
  /** When it last looked at all of a default branch, ISO 8601; null: never. */
  readonly at: string | null;
  /** How many of its rules stand where, in the repository that enforces most; null: no policy has told. */
  readonly stages: Readonly<Record<Stage, number>> | null;
  /** Rules of it that have lost a stage by themselves. */
  readonly fallen: number;
}

/** ISO 8601, within JSON. */
function instant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

const TODAY = `(now() at time zone 'UTC')::date`;

const OPEN = `(select jsonb_agg(coalesce(n.count, 0) order by severity desc)
  from generate_series(0, 4) severity left join (
    select c.severity, sum(c.count)::bigint as count from streams s join stream_counts c on c.stream_id = s.id
    where s.product_id = p.id and s.is_default and c.state = 'open' group by c.severity) n using (severity))`;

const OWNERS = `(select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'kind', o.kind)
    order by o.kind, o.name), '[]') from (
      select * from product_owners o where o.product_id = p.id order by o.kind, o.name limit 50) o)`;

const CHECKS = `(select coalesce(jsonb_agg(jsonb_build_object('check', coalesce(c.check_id, l.check_id),
    'at', ${instant('c.at')}, 'stages', l.stages,
    'fallen', (select count(*) from demotions d where d.product_id = p.id and d.ended_at is null
      and starts_with(d.rule, coalesce(c.check_id, l.check_id) || '/'))) order by coalesce(c.check_id, l.check_id)), '[]')
  from (select * from product_coverage c where c.product_id = p.id) c
  full join (
    select distinct on (e.key) e.key as check_id, e.value as stages from policies l, jsonb_each(l.stages) e
    where l.product_id = p.id order by e.key, (e.value ->> 'block')::int desc, (e.value ->> 'warn')::int desc) l
  on l.check_id = c.check_id)`;

const WAIVERS = `(select jsonb_build_object('inForce', count(*) filter (where w.expires >= ${TODAY}),
    'ending', count(*) filter (where w.expires between ${TODAY} and ${TODAY} + 14),
    'expired', count(*) filter (where w.expires < ${TODAY}))
  from waivers w where w.product_id = p.id and w.gone_at is null)`;

const POLICIES = `jsonb_build_object(
  'repositories', (select count(*) from policies l where l.product_id = p.id),
  'agreed', (select count(*) from policy_agreements a where a.product_id = p.id),
  'latest', (select jsonb_build_object('way', a.way, 'at', ${instant('a.at')}, 'by', coalesce(a.by, '[]'))
    from policy_agreements a where a.product_id = p.id order by a.at desc limit 1))`;

/** The SQL of a \`ProductProcess\` of \`products p\`: a page of products is one statement. */
export const PROCESS: string = `${OPEN} as open, ${OWNERS} as owners, ${CHECKS} as checks, ${WAIVERS} as waivers,
  ${POLICIES} as policies`;
