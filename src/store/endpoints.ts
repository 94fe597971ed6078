import type { Queryable } from './database.ts';
import { notify } from './outbox.ts';
import { LAST_SCAN, type LastScan } from './scans.ts';
import { storableJson } from './storable-json.ts';

/** An endpoint that the service may connect to, and what it last saw there. */
export interface StoredEndpoint {
  readonly id: number;
  readonly product: string;
  readonly host: string;
  readonly port: number;
  /** Cron, in `timeZone`; empty: only when asked for. */
  readonly schedule: string;
  readonly timeZone: string;
  /** ISO 8601; null: not planned. */
  readonly dueAt: string | null;
  /** `observed`, `partial` or `unreachable` when it was last examined; null: never examined. */
  readonly state: string | null;
  /** What could not be told then, a claim each. */
  readonly doubts: readonly string[];
  /** When it was last seen; the rest is of then. Null: never. */
  readonly examinedAt: string | null;
  /** `A+` … `F`; `?` where it could not be told. */
  readonly grade: string | null;
  /** ISO 8601: of its certificates the one that ends first. */
  readonly certificateEndsAt: string | null;
  /** What had changed since the time before. */
  readonly drift: readonly string[];
  readonly lastScan: LastScan | null;
}

/** When an endpoint is examined. */
export type EndpointSchedule = Pick<StoredEndpoint, 'schedule' | 'timeZone'>;

/** Chosen: a certificate that ends is told on the day, whatever the hour. */
const DAILY = '0 3 * * *';

/** Adds one; the same again is the same. Without a schedule it keeps its own, or is examined daily. */
export async function addEndpoint(
  transaction: Queryable,
  {
    productId,
    host,
    port,
    createdBy,
    schedule,
    timeZone,
  }: {
    readonly productId: number;
    readonly host: string;
    readonly port: number;
    readonly createdBy: string;
    readonly schedule: string | undefined;
    readonly timeZone: string | undefined;
  },
): Promise<number> {
  const [row] = await transaction.query<{ id: number }>(
    `insert into endpoints as e (product_id, host, port, created_by, schedule, time_zone)
     values ($1, $2, $3, $4, coalesce($5, '${DAILY}'), coalesce($6, 'UTC'))
     on conflict (product_id, host, port) do update set schedule = coalesce($5, e.schedule),
       time_zone = coalesce($6, e.time_zone), due_at = case when $5 is null and $6 is null then e.due_at end
     returning id`,
    [productId, host, port, createdBy, schedule ?? null, timeZone ?? null],
  );
  return row?.id ?? 0;
}

const COLUMNS = `e.id, p.name as product, e.host, e.port, e.schedule, e.time_zone as "timeZone", e.due_at as "dueAt",
  e.state, e.doubts, e.examined_at as "examinedAt", e.grade, e.certificate_ends_at as "certificateEndsAt", e.drift,
  ${LAST_SCAN} as "lastScan"`;

/** In order of product and host; of one product or of all. */
export function listEndpoints(
  database: Queryable,
  only: readonly number[] | undefined,
  product?: string,
): Promise<readonly StoredEndpoint[]> {
  return database.query<StoredEndpoint>(
    `select ${COLUMNS} from endpoints e join products p on p.id = e.product_id left join scans s on s.id = e.scan_id
     where ($1::bigint[] is null or e.product_id = any($1)) and ($2::text is null or p.name = $2)
     order by p.name, e.host, e.port limit 10000`,
    [only ?? null, product ?? null],
  );
}

/** What was seen of an endpoint. */
export interface EndpointSight extends Pick<StoredEndpoint, 'doubts' | 'drift'> {
  readonly state: 'observed' | 'partial' | 'unreachable';
  readonly observedAt: string;
  readonly grade: string;
  readonly certificateEndsAt: string | undefined;
  /** As `lockstep tls --record` writes it; undefined: there is none. */
  readonly observation: string | undefined;
}

/**
 * Keeps what was seen; of one that could not be reached only that, beside what is known of before. Tells of a certificate that ends
 * soon.
 */
export async function keepSight(
  transaction: Queryable,
  id: number,
  sight: EndpointSight,
): Promise<void> {
  const [endpoint] = await transaction.query<{ productId: number; host: string; port: number }>(
    'select product_id as "productId", host, port from endpoints where id = $1 for update',
    [id],
  );
  if (endpoint !== undefined) await tellCertificate(transaction, { id, ...endpoint }, sight);
  const { state, doubts, observedAt, grade, certificateEndsAt, drift, observation } = sight;
  await transaction.query(
    `update endpoints set state = $2, doubts = $3::jsonb,
       examined_at = case when $2 = 'unreachable' then examined_at else $4 end,
       grade = case when $2 = 'unreachable' then grade else $5 end,
       certificate_ends_at = case when $2 = 'unreachable' then certificate_ends_at else $6 end,
       drift = case when $2 = 'unreachable' then drift else $7::jsonb end,
       observation = case when $2 = 'unreachable' then observation else coalesce($8, observation) end
     where id = $1`,
    [
      id,
      state,
      storableJson(doubts),
      observedAt,
      grade,
      certificateEndsAt ?? null,
      storableJson(drift),
      observation ?? null,
    ],
  );
}

/** Days before the end of a certificate on which people are told. Chosen: enough to order one, enough to change it by hand. */
const TOLD_DAYS: readonly number[] = [0, 3, 14];

async function tellCertificate(
  transaction: Queryable,
  {
    id,
    productId,
    host,
    port,
  }: {
    readonly id: number;
    readonly productId: number;
    readonly host: string;
    readonly port: number;
  },
  { certificateEndsAt: expires, observedAt }: EndpointSight,
): Promise<void> {
  if (expires === undefined) return;
  const left = (Date.parse(expires) - Date.parse(observedAt)) / 86_400_000;
  const days = TOLD_DAYS.find((each) => left <= each);
  if (days === undefined) return;
  await notify(transaction, {
    productId,
    key: `certificate ${id} ${expires} ${days}`,
    event: { kind: 'certificate', host, port, expires },
  });
}

/** Undefined: there is none, or none of these products. Held until the end of the transaction. */
export async function lockEndpoint(
  transaction: Queryable,
  id: number,
  only: readonly number[] | undefined,
): Promise<(StoredEndpoint & { readonly productId: number }) | undefined> {
  const [row] = await transaction.query<StoredEndpoint & { readonly productId: number }>(
    `select ${COLUMNS}, e.product_id as "productId" from endpoints e join products p on p.id = e.product_id
     left join scans s on s.id = e.scan_id
     where e.id = $1 and ($2::bigint[] is null or e.product_id = any($2)) for update of e`,
    [id, only ?? null],
  );
  return row;
}

/** The next time is planned anew. */
export async function changeEndpoint(
  transaction: Queryable,
  id: number,
  { schedule, timeZone }: EndpointSchedule,
): Promise<void> {
  await transaction.query(
    'update endpoints set schedule = $2, time_zone = $3, due_at = null where id = $1',
    [id, schedule, timeZone],
  );
}

/** What was found at it stays. */
export async function deleteEndpoint(transaction: Queryable, id: number): Promise<void> {
  await transaction.query('delete from endpoints where id = $1', [id]);
}
