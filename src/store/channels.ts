import type { NotedEffect, NotificationKind } from '../model/notification.ts';
import type { Queryable } from './database.ts';

export const channelKinds = ['slack', 'webhook', 'mail'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** A time of every day: `07:30` in `Europe/Berlin`. */
export interface DailyTime {
  readonly at: string;
  /** IANA, as `Intl` knows it. */
  readonly timeZone: string;
}

export interface QuietHours {
  /** `22:00`; later than `to`: over midnight. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/** What a channel is told, and when. */
export interface ChannelSettings {
  readonly events: readonly NotificationKind[];
  /** 0 info to 4 critical: of findings. */
  readonly leastSeverity: number;
  readonly leastEffect: NotedEffect;
  readonly branches: 'default' | 'all';
  /** Once a day, all in one message; null: as it happens. */
  readonly digest: (DailyTime & { readonly sendEmpty: boolean }) | null;
  readonly quietHours: QuietHours | null;
}

/** A channel as it is shown: what is secret of it is not there. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly productId: number | null;
  readonly product: string | null;
  readonly kind: ChannelKind;
  /** The host of a webhook; addresses of mail, each on a line. */
  readonly target: string;
  /** Of the key that its secrets are sealed with; null: it has none. */
  readonly keyId: string | null;
  readonly settings: ChannelSettings;
  readonly isEnabled: boolean;
  readonly digestAt: string | null;
  readonly failures: number;
  readonly failingSince: string | null;
  readonly problem: string;
  readonly createdBy: string;
  readonly createdAt: string;
}

/** What can be changed of it. */
export interface ChannelFields {
  readonly name: string;
  readonly target: string;
  /** Sealed. */
  readonly secret: string | null;
  readonly keyId: string | null;
  readonly settings: ChannelSettings;
  readonly isEnabled: boolean;
  readonly digestAt: string | null;
}

const COLUMNS = `c.id, c.name, c.product_id as "productId", p.name as product, c.kind, c.target,
  c.key_id as "keyId", c.settings, c.is_enabled as "isEnabled", c.digest_at as "digestAt", c.failures,
  c.failing_since as "failingSince", c.problem, c.created_by as "createdBy", c.created_at as "createdAt"`;
const TABLES = 'channels c left join products p on p.id = c.product_id';
/** More than anybody looks after. */
const MAX_LISTED = 1_000;

export async function createChannel(
  transaction: Queryable,
  {
    id,
    productId,
    kind,
    createdBy,
    now,
    ...fields
  }: ChannelFields & {
    readonly id: string;
    readonly productId: number | undefined;
    readonly kind: ChannelKind;
    readonly createdBy: string;
    readonly now: Date;
  },
): Promise<void> {
  const { name, target, secret, keyId, settings, isEnabled, digestAt } = fields;
  await transaction.query(
    `insert into channels (id, name, product_id, kind, target, secret, key_id, settings, is_enabled,
       digest_at, digest_since, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      name,
      productId ?? null,
      kind,
      target,
      secret,
      keyId,
      JSON.stringify(settings),
      isEnabled,
      digestAt,
      now.toISOString(),
      createdBy,
    ],
  );
}

/** A channel that was changed is tried again at once: what was wrong with it may be mended. */
export async function updateChannel(
  transaction: Queryable,
  id: string,
  { name, target, secret, keyId, settings, isEnabled, digestAt }: ChannelFields,
): Promise<void> {
  await transaction.query(
    `update channels set name = $2, target = $3, secret = $4, key_id = $5, settings = $6, is_enabled = $7,
       digest_since = case when digest_at is null then now() else digest_since end,
       digest_at = $8, failures = 0, failing_since = null, problem = '', not_before = null
     where id = $1`,
    [id, name, target, secret, keyId, JSON.stringify(settings), isEnabled, digestAt],
  );
  await transaction.query(
    `update deliveries set due_at = now() where channel_id = $1 and state = 'waiting' and due_at > now()`,
    [id],
  );
}

/** In order of name; `only`: of these products, and then none of all products. */
export function listChannels(
  database: Queryable,
  only: readonly number[] | undefined,
): Promise<readonly Channel[]> {
  return database.query<Channel>(
    `select ${COLUMNS} from ${TABLES} where $1::bigint[] is null or c.product_id = any($1)
     order by c.name, c.id limit $2`,
    [only ?? null, MAX_LISTED],
  );
}

/** With what is sealed; undefined: there is none, or none of these products. */
export async function findChannel(
  database: Queryable,
  id: string,
  only: readonly number[] | undefined,
): Promise<(Channel & { readonly secret: string | null }) | undefined> {
  const [channel] = await database.query<Channel & { readonly secret: string | null }>(
    `select ${COLUMNS}, c.secret from ${TABLES}
     where c.id = $1 and ($2::bigint[] is null or c.product_id = any($2))`,
    [id, only ?? null],
  );
  return channel;
}

/** The same, held until the end of the transaction. */
export async function lockChannel(
  transaction: Queryable,
  id: string,
): Promise<Channel | undefined> {
  const [channel] = await transaction.query<Channel>(
    `select ${COLUMNS} from ${TABLES} where c.id = $1 for update of c`,
    [id],
  );
  return channel;
}

/** With all that was to be sent to it. */
export async function deleteChannel(transaction: Queryable, id: string): Promise<void> {
  await transaction.query('delete from channels where id = $1', [id]);
}

/** Those that are told at once what happens to these products, or to none alone. */
export function channelsToldOf(
  transaction: Queryable,
  productIds: readonly number[],
): Promise<readonly Channel[]> {
  return transaction.query<Channel>(
    `select ${COLUMNS} from ${TABLES}
     where c.is_enabled and c.digest_at is null and (c.product_id is null or c.product_id = any($1))
     order by c.created_at, c.id`,
    [productIds],
  );
}

/** One whose digest is due, which nobody else takes until the end of the transaction; undefined: none. */
export async function takeDueDigest(
  transaction: Queryable,
  now: Date,
): Promise<(Channel & { readonly digestSince: string }) | undefined> {
  const [channel] = await transaction.query<Channel & { readonly digestSince: string }>(
    `select ${COLUMNS}, c.digest_since as "digestSince" from ${TABLES}
     where c.is_enabled and c.digest_at <= $1 order by c.digest_at for update of c skip locked limit 1`,
    [now.toISOString()],
  );
  return channel;
}

export async function setNextDigest(
  transaction: Queryable,
  id: string,
  { since, at }: { readonly since: string; readonly at: string },
): Promise<void> {
  await transaction.query('update channels set digest_since = $2, digest_at = $3 where id = $1', [
    id,
    since,
    at,
  ]);
}

/** What came of an attempt; `notBefore`: the receiver asked to be left alone until then. */
export async function noteAttempt(
  database: Queryable,
  id: string,
  outcome:
    | { readonly isSent: true }
    | { readonly isSent: false; readonly problem: string; readonly notBefore: string | null },
): Promise<void> {
  if (outcome.isSent) {
    await database.query(
      `update channels set failures = 0, failing_since = null, problem = '', not_before = null
       where id = $1 and (failures > 0 or not_before is not null)`,
      [id],
    );
    return;
  }
  await database.query(
    `update channels set failures = failures + 1, failing_since = coalesce(failing_since, now()), problem = $2,
       not_before = greatest(not_before, $3::timestamptz) where id = $1`,
    [id, outcome.problem, outcome.notBefore],
  );
}

/** Channels that are sealed with one of these keys, a page at a time. */
export function sealedWith(
  transaction: Queryable,
  keyIds: readonly string[],
  limit: number,
): Promise<readonly { readonly id: string; readonly secret: string }[]> {
  return transaction.query(
    `select id, secret from channels where key_id = any($1) and secret is not null
     order by id for update skip locked limit $2`,
    [keyIds, limit],
  );
}

export async function setSecret(
  transaction: Queryable,
  id: string,
  { secret, keyId }: { readonly secret: string; readonly keyId: string },
): Promise<void> {
  await transaction.query('update channels set secret = $2, key_id = $3 where id = $1', [
    id,
    secret,
    keyId,
  ]);
}
