import {
  channelsToldOf,
  findChannel,
  setNextDigest,
  takeDueDigest,
  type Channel,
} from '../../store/channels.ts';
import type { Database, Queryable } from '../../store/database.ts';
import {
  abandonDelivery,
  addToDelivery,
  addWritten,
  closeDelivery,
  takeUnwritten,
} from '../../store/deliveries.ts';
import {
  eventsOf,
  kindsOf,
  markRouted,
  unroutedEvents,
  type OutboxEvent,
} from '../../store/outbox.ts';
import { compose, isWanted, type Postponed } from './compose.ts';
import { endOfQuiet, nextDaily, outsideQuiet } from './daily-times.ts';
import { composeDigest } from './digest.ts';

/** Events of one transaction. */
const AT_ONCE = 100;
/** One process at a time, so that channels are told in order; these are the bytes of `ntfy`. */
const LOCK = 0x6e_74_66_79;

/** Gives each event to the channels that want it: at once, or to the message that is sent when their quiet hours end. */
export async function routeEvents(database: Database, now: Date): Promise<void> {
  for (;;) {
    const count = await database.transaction(async (transaction) => {
      const [lock] = await transaction.query<{ isOurs: boolean }>(
        'select pg_try_advisory_xact_lock($1) as "isOurs"',
        [LOCK],
      );
      if (lock?.isOurs !== true) return 0;
      const events = await unroutedEvents(transaction, AT_ONCE);
      if (events.length === 0) return 0;
      const products = events.flatMap(({ productId }) => productId ?? []);
      const channels = await channelsToldOf(transaction, [...new Set(products)]);
      for (const event of events) {
        for (const channel of channels.filter((each) => wants(each, event))) {
          await route(transaction, { channel, event, now });
        }
      }
      await markRouted(
        transaction,
        events.map(({ id }) => id),
        now,
      );
      return events.length;
    });
    if (count < AT_ONCE) return;
  }
}

function wants(channel: Channel, { productId, data }: OutboxEvent): boolean {
  const { productId: own, settings } = channel;
  if (own !== null && own !== productId) return false;
  if (data.kind === 'run' && !isWanted(channel, data)) return false;
  return kindsOf(data).some((kind) => settings.events.includes(kind));
}

async function route(
  transaction: Queryable,
  {
    channel,
    event,
    now,
  }: { readonly channel: Channel; readonly event: OutboxEvent; readonly now: Date },
): Promise<void> {
  const end = endOfQuiet(channel.settings.quietHours, now);
  const place = { channel: channel.id, event: event.id };
  if (end === undefined && isOfMany(event)) {
    const dueAt = outsideQuiet(channel.settings, endOfWindow(now));
    await addWithOthers(transaction, place, { word: 'sboms', dueAt });
  } else if (end === undefined) await addAlone(transaction, place, now);
  else await addWithOthers(transaction, place, { word: 'quiet', dueAt: end });
}

/** One advisory can concern thousands of SBOMs, and each is judged by itself: what comes within a quarter of an hour is one message. */
const WINDOW_MS = 15 * 60_000;

function isOfMany({ data }: OutboxEvent): boolean {
  return data.kind === 'run' && data.isOfSbom;
}

function endOfWindow(now: Date): Date {
  return new Date((Math.floor(now.getTime() / WINDOW_MS) + 1) * WINDOW_MS);
}

interface EventAt {
  readonly channel: string;
  readonly event: number;
}

async function addAlone(transaction: Queryable, place: EventAt, dueAt: Date): Promise<void> {
  const key = `event ${place.event}`;
  await addToDelivery(transaction, { ...place, key, dueAt: dueAt.toISOString() });
}

/** Together with all that waits for the same moment; where that message was written this very moment, alone. */
async function addWithOthers(
  transaction: Queryable,
  place: EventAt,
  { word, dueAt }: { readonly word: string; readonly dueAt: Date },
): Promise<void> {
  const at = dueAt.toISOString();
  const { isOpen } = await addToDelivery(transaction, {
    ...place,
    key: `${word} ${at}`,
    dueAt: at,
  });
  if (!isOpen) await addAlone(transaction, place, dueAt);
}

/** Writes messages that are due, each in a transaction with what it notes as told. One that cannot be written is given up, and kept. */
export async function writeDue(
  database: Database,
  now: Date,
  onError: (error: Error) => void,
): Promise<void> {
  for (;;) {
    let taken: number | undefined;
    try {
      await database.transaction(async (transaction) => {
        const next = await takeUnwritten(transaction, now);
        taken = next?.id;
        if (next !== undefined) await write(transaction, next, now);
      });
    } catch (error) {
      if (taken === undefined) throw error;
      onError(error instanceof Error ? error : new Error(String(error)));
      await abandonDelivery(database, taken, { detail: 'it could not be written', now });
    }
    if (taken === undefined) return;
  }
}

async function write(
  transaction: Queryable,
  { id, channel: channelId }: { readonly id: number; readonly channel: string },
  now: Date,
): Promise<void> {
  const channel = await findChannel(transaction, channelId, undefined);
  if (channel === undefined) return;
  const events = await eventsOf(transaction, id);
  const { message, later } = await compose(transaction, { channel, events, now });
  await closeDelivery(transaction, id, message);
  for (const each of later) await postpone(transaction, channel, each);
}

async function postpone(
  transaction: Queryable,
  { id, settings }: Channel,
  { event, until }: Postponed,
): Promise<void> {
  const dueAt = outsideQuiet(settings, until);
  await addWithOthers(transaction, { channel: id, event }, { word: 'later', dueAt });
}

/** Writes the digests that are due. One that was missed, because no process ran, comes late and tells of all the time. */
export async function writeDigests(database: Database, now: Date): Promise<void> {
  for (;;) {
    const isDone = await database.transaction(async (transaction) => {
      const channel = await takeDueDigest(transaction, now);
      const { digest = null } = channel?.settings ?? {};
      if (channel === undefined || digest === null) return true;
      const message = await composeDigest(transaction, channel, {
        since: channel.digestSince,
        until: now,
      });
      if (message !== undefined) {
        const key = `digest ${channel.digestAt}`;
        await addWritten(transaction, {
          channel: channel.id,
          key,
          dueAt: now.toISOString(),
          message,
        });
      }
      const at = nextDaily(digest, now).toISOString();
      await setNextDigest(transaction, channel.id, { since: now.toISOString(), at });
      return false;
    });
    if (isDone) return;
  }
}
