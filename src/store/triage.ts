import type { Queryable } from './database.ts';

/** Which findings people are asked about: as `lockstep triage` asks (docs/rollout.md). */
export interface TriageSample {
  readonly productId: number;
  /** Who will answer: asked about nothing twice. */
  readonly by: string;
  readonly seed: string;
  /** Share of new findings that are drawn, 0 to 1. */
  readonly share: number;
  /** Share of findings with one answer that a second person is asked about. */
  readonly doubleShare: number;
  readonly limit: number;
}

export interface TriageQueue {
  /** Ids of findings, in the order of chance. */
  readonly ids: readonly number[];
  /** How many wait, these among them. */
  readonly waiting: number;
}

/** The place of a finding in the order of chance, [0, 1): \`rankOf\` of src/rollout/sample.ts, whose tests hold both together. */
const rank = (seed: string): string =>
  `(('x' || substr(encode(sha256(convert_to('lockstep-sample/1' || chr(10) || ${seed} || chr(10) || fingerprint, 'UTF8')),
   'hex'), 1, 13))::bit(52)::bigint / 4503599627370496.0::float8)`;

/** Open findings that a change brought and nobody has judged, then a part of those that one other person has. */
export async function triageQueue(
  database: Queryable,
  { productId, by, seed, share, doubleShare, limit }: TriageSample,
): Promise<TriageQueue> {
  const rows = await database.query<{ id: number; waiting: number }>(
    `with begun as materialized (
       select s.id, (select r.id from runs r where r.stream_id = s.id order by r.ran_at, r.received_at limit 1) as run
       from streams s where s.product_id = $1),
     brought as materialized (
       select min(f.id) as id, f.fingerprint from findings f join begun b on b.id = f.stream_id
       where f.state = 'open' and f.first_run <> b.run group by f.fingerprint),
     answered as (
       select l.fingerprint, array_agg(distinct l.line::jsonb ->> 'by') as people from log_entries l
       where l.product_id = $1 and l.kind = 'verdict' and l.line::jsonb ->> 'source' in ('triage', 'command')
       group by l.fingerprint),
     drawn as materialized (
       select id, fingerprint, ${rank('$3')} as rank, coalesce(cardinality(a.people), 0) as answers
       from brought left join answered a using (fingerprint)
       where a.people is null or cardinality(a.people) = 1 and a.people <> array[$2]
         and ${rank(`$3 || ' second'`)} < $5)
     select id, count(*) over () as waiting from drawn where rank < $4 order by answers, rank limit $6`,
    [productId, by, seed, share, doubleShare, limit],
  );
  return { ids: rows.map(({ id }) => id), waiting: rows[0]?.waiting ?? 0 };
}
