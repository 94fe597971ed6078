import type { NotificationKind } from '../model/notification.ts';
import type { Queryable } from './database.ts';
import { storableJson } from './storable-json.ts';

/** What has happened, with what is needed to tell it. Texts may come from a scanned repository. */
export type NotificationEvent =
  | RunNews
  | {
      readonly kind: 'demotion';
      readonly rule: string;
      readonly to: string;
      /** ISO 8601. */
      readonly since: string;
      readonly because: string;
    }
  | {
      readonly kind: 'agreement';
      readonly proposal: string;
      readonly title: string;
      /** `wanted`: somebody is to approve it; else what became of it: `agreed`, `refused`. */
      readonly state: string;
      readonly by: string;
    }
  | {
      readonly kind: 'scan-failed';
      readonly what: string;
      readonly why: string;
    }
  | {
      readonly kind: 'certificate';
      readonly host: string;
      readonly port: number;
      /** ISO 8601. */
      readonly expires: string;
    };

/** What a run has changed; the findings themselves are asked for when somebody is told of them. */
export interface RunNews {
  readonly kind: 'run';
  readonly run: string;
  readonly repository: string;
  readonly branch: string;
  readonly isDefault: boolean;
  readonly source: string;
  /** It judged a stored SBOM, because the SBOM or what is known of its packages has changed. */
  readonly isOfSbom: boolean;
  readonly commit: string;
  /** Findings that are new, or back again. */
  readonly opened: number;
  /** It is incomplete, and the run of the same before it was not. */
  readonly hasBecomeIncomplete: boolean;
  /** What the gate says of the default branch from now on, where that has changed. */
  readonly decision?: Decided;
}

export type Decided = 'blocks' | 'passes';

export interface OutboxEvent {
  readonly id: number;
  readonly productId: number | null;
  /** Name of the product; null: of none alone. */
  readonly product: string | null;
  readonly at: string;
  readonly data: NotificationEvent;
}

/**
 * Writes down what has happened, in the transaction in which it happens: both are there, or neither. `key` says what it is: the
 * same thing is written once, whoever notices it how often.
 */
export async function notify(
  transaction: Queryable,
  {
    productId,
    key,
    event,
  }: {
    readonly productId: number | undefined;
    readonly key: string;
    readonly event: NotificationEvent;
  },
): Promise<void> {
  await transaction.query(
    `insert into outbox (product_id, kind, key, data) values ($1, $2, $3, $4) on conflict do nothing`,
    [productId ?? null, event.kind, key, storableJson(event)],
  );
}

/** As channels name them: a run can be told of in three ways. */
export function kindsOf(event: NotificationEvent): readonly NotificationKind[] {
  if (event.kind !== 'run') return [event.kind];
  return [
    ...(event.opened > 0 ? [event.isOfSbom ? ('advisory' as const) : ('findings' as const)] : []),
    ...(event.hasBecomeIncomplete ? (['incomplete'] as const) : []),
    ...(event.decision === undefined ? [] : (['decision'] as const)),
  ];
}

const COLUMNS = `o.id, o.product_id as "productId", p.name as product, o.at, o.data`;
const TABLES = 'outbox o left join products p on p.id = o.product_id';

/** Those that were given to no channel yet, in order. */
export function unroutedEvents(
  transaction: Queryable,
  limit: number,
): Promise<readonly OutboxEvent[]> {
  return transaction.query<OutboxEvent>(
    `select ${COLUMNS} from ${TABLES} where o.routed_at is null order by o.id limit $1`,
    [limit],
  );
}

export async function markRouted(
  transaction: Queryable,
  ids: readonly number[],
  now: Date,
): Promise<void> {
  await transaction.query('update outbox set routed_at = $2 where id = any($1)', [
    ids,
    now.toISOString(),
  ]);
}

/** Those that a message is about, in order. */
export function eventsOf(
  transaction: Queryable,
  deliveryId: number,
): Promise<readonly OutboxEvent[]> {
  return transaction.query<OutboxEvent>(
    `select ${COLUMNS} from ${TABLES} join delivery_events d on d.event_id = o.id
     where d.delivery_id = $1 order by o.id`,
    [deliveryId],
  );
}

/** What has happened within a time, apart from runs, which are counted otherwise. */
export function eventsBetween(
  transaction: Queryable,
  {
    productId,
    since,
    until,
    limit,
  }: {
    readonly productId: number | null;
    readonly since: string;
    readonly until: string;
    readonly limit: number;
  },
): Promise<readonly OutboxEvent[]> {
  return transaction.query<OutboxEvent>(
    `select ${COLUMNS} from ${TABLES}
     where o.at >= $2 and o.at < $3 and o.kind <> 'run' and ($1::bigint is null or o.product_id = $1)
     order by o.id desc limit $4`,
    [productId, since, until, limit],
  );
}

/** Days that runs are remembered for; other events are remembered longer, so that they are not told anew. */
const KEPT_DAYS = { runs: 30, others: 730 } as const;

/** Forgets what was told long ago. */
export async function forgetOldEvents(database: Queryable, now: Date): Promise<void> {
  await database.query(
    `delete from outbox where routed_at is not null and at < $1::timestamptz - make_interval(
       days => case when kind = 'run' then $2::integer else $3::integer end)`,
    [now.toISOString(), KEPT_DAYS.runs, KEPT_DAYS.others],
  );
}
