import type { Message } from '../model/notification.ts';
import type { ChannelKind, ChannelSettings } from './channels.ts';
import type { Queryable } from './database.ts';
import { storableJson } from './storable-json.ts';

export const deliveryStates = ['open', 'waiting', 'sent', 'dead'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** A message to a channel, as lists show it. */
export interface Delivery {
  readonly id: number;
  readonly channel: string;
  readonly channelName: string;
  readonly state: DeliveryState;
  /** Null: it is still open. */
  readonly title: string | null;
  readonly attempts: number;
  readonly dueAt: string;
  /** What came of the last attempt. */
  readonly detail: string;
  readonly createdAt: string;
  /** When it was sent, or given up. */
  readonly endedAt: string | null;
}

const COLUMNS = `d.id, d.channel_id as channel, c.name as "channelName", d.state,
  d.message ->> 'title' as title, d.attempts, d.due_at as "dueAt", d.detail, d.created_at as "createdAt",
  d.ended_at as "endedAt"`;
const TABLES = 'deliveries d join channels c on c.id = d.channel_id';

/** The latest first, before an id. */
export function listDeliveries(
  database: Queryable,
  {
    state,
    channel,
    only,
    before,
    limit,
  }: {
    readonly state: DeliveryState | undefined;
    readonly channel: string | undefined;
    readonly only: readonly number[] | undefined;
    readonly before: number;
    readonly limit: number;
  },
): Promise<readonly Delivery[]> {
  return database.query<Delivery>(
    `select ${COLUMNS} from ${TABLES}
     where d.id < $1 and ($2::text is null or d.state = $2) and ($3::uuid is null or d.channel_id = $3)
       and ($4::bigint[] is null or c.product_id = any($4))
     order by d.id desc limit $5`,
    [before, state ?? null, channel ?? null, only ?? null, limit],
  );
}

/** With the message; undefined: there is none, or none of these products. */
export async function findDelivery(
  database: Queryable,
  id: number,
  only: readonly number[] | undefined,
): Promise<(Delivery & { readonly message: Message | null }) | undefined> {
  const [delivery] = await database.query<Delivery & { readonly message: Message | null }>(
    `select ${COLUMNS}, d.message from ${TABLES}
     where d.id = $1 and ($2::bigint[] is null or c.product_id = any($2))`,
    [id, only ?? null],
  );
  return delivery;
}

/** Adds an event to the message of that key, or begins one; a message that is written already takes none: `isOpen` is false. */
export async function addToDelivery(
  transaction: Queryable,
  {
    channel,
    key,
    dueAt,
    event,
  }: {
    readonly channel: string;
    readonly key: string;
    readonly dueAt: string;
    readonly event: number;
  },
): Promise<{ readonly isOpen: boolean }> {
  const [row] = await transaction.query<{ id: number; state: DeliveryState }>(
    `insert into deliveries (channel_id, key, state, due_at) values ($1, $2, 'open', $3)
     on conflict (channel_id, key) do update set key = excluded.key returning id, state`,
    [channel, key, dueAt],
  );
  if (row?.state !== 'open') return { isOpen: false };
  await transaction.query(
    'insert into delivery_events (delivery_id, event_id) values ($1, $2) on conflict do nothing',
    [row.id, event],
  );
  return { isOpen: true };
}

/** A message that is written: a digest, a test. Undefined: that of this key is there already. */
export async function addWritten(
  transaction: Queryable,
  {
    channel,
    key,
    dueAt,
    message,
  }: {
    readonly channel: string;
    readonly key: string;
    readonly dueAt: string;
    readonly message: Message;
  },
): Promise<number | undefined> {
  const [row] = await transaction.query<{ id: number }>(
    `insert into deliveries (channel_id, key, state, message, due_at) values ($1, $2, 'waiting', $3, $4)
     on conflict (channel_id, key) do nothing returning id`,
    [channel, key, storableJson(message), dueAt],
  );
  return row?.id;
}

/**
 * A message that is due and not written yet. Its channel is nobody else's until the end of the transaction, so that what it was told is
 * known exactly. Undefined: none.
 */
export async function takeUnwritten(
  transaction: Queryable,
  now: Date,
): Promise<{ readonly id: number; readonly channel: string } | undefined> {
  const [row] = await transaction.query<{ id: number; channel: string }>(
    `select d.id, d.channel_id as channel from ${TABLES}
     where d.state = 'open' and d.due_at <= $1 and c.is_enabled
     order by d.id for update of d, c skip locked limit 1`,
    [now.toISOString()],
  );
  return row;
}

/** Writes it; undefined: there is nothing to tell, and it never was. */
export async function closeDelivery(
  transaction: Queryable,
  id: number,
  message: Message | undefined,
): Promise<void> {
  if (message === undefined) {
    await transaction.query('delete from deliveries where id = $1', [id]);
    return;
  }
  await transaction.query(`update deliveries set state = 'waiting', message = $2 where id = $1`, [
    id,
    storableJson(message),
  ]);
}

/** Gives up a message that could not be written: it must not keep others waiting. */
export async function abandonDelivery(
  database: Queryable,
  id: number,
  { detail, now }: { readonly detail: string; readonly now: Date },
): Promise<void> {
  await database.query(
    `update deliveries set state = 'dead', detail = $2, ended_at = $3 where id = $1 and state = 'open'`,
    [id, detail, now.toISOString()],
  );
}

/** A message that somebody has to send now. */
export interface Sending {
  readonly id: number;
  readonly messageId: string;
  readonly message: Message;
  /** This one included; whoever has it back with another number is not the one that sends it. */
  readonly attempts: number;
  readonly createdAt: string;
  readonly channel: string;
  readonly kind: ChannelKind;
  readonly target: string;
  readonly secret: string | null;
  readonly settings: ChannelSettings;
}

/** Earlier messages of a channel hold back later ones for so many attempts; then they are overtaken. */
const HOLDING_ATTEMPTS = 5;

/**
 * The next message that this process can send, for whoever asked alone until `leaseSeconds` have passed: should that one be killed,
 * another takes it then. One at a time of each channel, in order. The lease is by the clock of the database.
 */
export async function claimDelivery(
  database: Queryable,
  {
    now,
    leaseSeconds,
    keyIds,
    hasMail,
  }: {
    readonly now: Date;
    readonly leaseSeconds: number;
    readonly keyIds: readonly string[];
    readonly hasMail: boolean;
  },
): Promise<Sending | undefined> {
  const [row] = await database.query<Sending>(
    `with next as (
       select d.id from ${TABLES}
       where d.state = 'waiting' and d.due_at <= $1 and c.is_enabled
         and (c.not_before is null or c.not_before <= $1)
         and (d.claimed_until is null or d.claimed_until <= clock_timestamp())
         and case when c.kind = 'mail' then $4 else c.key_id = any($3) end
         and not exists (
           select from deliveries e where e.channel_id = d.channel_id and e.id <> d.id and (
             e.claimed_until > clock_timestamp()
             or e.id < d.id and e.state = 'waiting' and (e.due_at <= $1 or e.attempts > 0) and e.attempts < $5))
       order by d.due_at, d.id for update of d, c skip locked limit 1)
     update deliveries d set attempts = attempts + 1,
       claimed_until = clock_timestamp() + make_interval(secs => $2)
     from next, channels c where d.id = next.id and c.id = d.channel_id
     returning d.id, d.message_id as "messageId", d.message, d.attempts, d.created_at as "createdAt",
       d.channel_id as channel, c.kind, c.target, c.secret, c.settings`,
    [now.toISOString(), leaseSeconds, keyIds, hasMail, HOLDING_ATTEMPTS],
  );
  return row;
}

/** What came of an attempt, said by whoever still holds it. */
export async function endAttempt(
  database: Queryable,
  { id, attempts }: Pick<Sending, 'id' | 'attempts'>,
  outcome: { readonly state: DeliveryState; readonly detail: string; readonly at: string },
): Promise<boolean> {
  const rows = await database.query(
    `update deliveries set state = $3, detail = $4, claimed_until = null,
       due_at = case when $3 = 'waiting' then $5 else due_at end,
       ended_at = case when $3 = 'waiting' then null else $5::timestamptz end
     where id = $1 and attempts = $2 and state = 'waiting' returning id`,
    [id, attempts, outcome.state, outcome.detail, outcome.at],
  );
  return rows.length > 0;
}

/** Sends it anew, as if it had never been tried; false: it is not dead. */
export async function reviveDelivery(
  transaction: Queryable,
  id: number,
  now: Date,
): Promise<boolean> {
  const rows = await transaction.query(
    `update deliveries set state = case when message is null then 'open' else 'waiting' end, attempts = 0,
       due_at = $2, ended_at = null, claimed_until = null
     where id = $1 and state = 'dead' returning id`,
    [id, now.toISOString()],
  );
  return rows.length > 0;
}

/** Whether a test of this channel is still on its way. */
export async function hasWaitingTest(database: Queryable, channel: string): Promise<boolean> {
  const rows = await database.query(
    `select from deliveries where channel_id = $1 and state = 'waiting' and key like 'test %' limit 1`,
    [channel],
  );
  return rows.length > 0;
}

/** How many are on their way, and how many were given up. */
export async function countDeliveries(
  database: Queryable,
): Promise<{ readonly waiting: number; readonly dead: number }> {
  const [row] = await database.query<{ waiting: number; dead: number }>(
    `select (select count(*) from deliveries where state in ('open', 'waiting')) as waiting,
       (select count(*) from deliveries where state = 'dead') as dead`,
  );
  return row ?? { waiting: 0, dead: 0 };
}

/** Failures in a row from which a channel counts as failing. */
export const FAILING_FROM = 5;

/** Channels that have failed again and again. */
export async function countFailing(database: Queryable): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    'select count(*) from channels where failures >= $1',
    [FAILING_FROM],
  );
  return row?.count ?? 0;
}

/** Days after which messages are forgotten; and after which one that nobody could send is given up. */
const KEPT_DAYS = 30;
const UNSENT_DAYS = 3;
/** Days after which a thing may be told anew. */
const TOLD_DAYS = 90;

/** Forgets what was sent long ago, and gives up what nobody can send. */
export async function tidyDeliveries(database: Queryable, now: Date): Promise<void> {
  const at = now.toISOString();
  await database.query(
    `update deliveries set state = 'dead', detail = 'no process that could send it has run', ended_at = $1
     where state = 'waiting' and attempts = 0 and due_at < $1::timestamptz - make_interval(days => $2)`,
    [at, UNSENT_DAYS],
  );
  await database.query(
    `delete from deliveries where state in ('sent', 'dead')
       and ended_at < $1::timestamptz - make_interval(days => $2)`,
    [at, KEPT_DAYS],
  );
  await database.query(`delete from told where at < $1::timestamptz - make_interval(days => $2)`, [
    at,
    TOLD_DAYS,
  ]);
}
