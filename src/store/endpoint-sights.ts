import type { Queryable } from './database.ts';
import type { EndpointSight } from './endpoints.ts';
import { storableJson } from './storable-json.ts';

/** How an endpoint was seen for a while: each time the same. */
export interface SightPeriod {
  readonly id: number;
  /** ISO 8601: when it was first and last seen so. */
  readonly since: string;
  readonly until: string;
  readonly times: number;
  /** `observed`, `partial` or `unreachable`. */
  readonly state: string;
  /** `?` where it could not be told; null: it could not be reached. */
  readonly grade: string | null;
  readonly certificateEndsAt: string | null;
  /** What had changed since the time before. */
  readonly drift: readonly string[];
  /** What could not be told. */
  readonly doubts: readonly string[];
}

/** Goes on with the latest period where it was seen the same again, else begins one. */
export async function keepInHistory(
  transaction: Queryable,
  endpointId: number,
  { state, doubts, observedAt, grade, certificateEndsAt, drift }: EndpointSight,
): Promise<void> {
  const isSeen = state !== 'unreachable';
  const seen = [
    endpointId,
    state,
    isSeen ? grade : null,
    isSeen ? (certificateEndsAt ?? null) : null,
    storableJson(doubts),
    observedAt,
  ];
  if (drift.length === 0) {
    const same = await transaction.query(
      `update endpoint_sights set until = $6, times = times + 1
       where id = (select max(id) from endpoint_sights where endpoint_id = $1)
         and (state, grade, certificate_ends_at, doubts) is not distinct from ($2::text, $3::text, $4::timestamptz, $5::jsonb)
       returning id`,
      seen,
    );
    if (same.length > 0) return;
  }
  await transaction.query(
    `insert into endpoint_sights (endpoint_id, state, grade, certificate_ends_at, doubts, since, until, times, drift)
     values ($1, $2, $3, $4, $5::jsonb, $6, $6, 1, $7::jsonb)`,
    [...seen, storableJson(drift)],
  );
}

/** The latest first, before one. */
export function listSights(
  database: Queryable,
  endpointId: number,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<readonly SightPeriod[]> {
  return database.query<SightPeriod>(
    `select id, since, until, times, state, grade, certificate_ends_at as "certificateEndsAt", drift, doubts
     from endpoint_sights where endpoint_id = $1 and id < $2 order by id desc limit $3`,
    [endpointId, before, limit],
  );
}
