import { setTimeout as pause } from 'node:timers/promises';
import { appendAudit } from '../../store/audit.ts';
import { noteAttempt, sealedWith, setSecret } from '../../store/channels.ts';
import type { Database } from '../../store/database.ts';
import { claimDelivery, endAttempt, tidyDeliveries, type Sending } from '../../store/deliveries.ts';
import { forgetOldEvents } from '../../store/outbox.ts';
import { every } from '../jobs/periodic.ts';
import { outsideQuiet } from './daily-times.ts';
import { resealed } from './channel-secret.ts';
import { nextAttempt } from './retries.ts';
import { send, type Attempt, type Transports } from './send.ts';
import { routeEvents, writeDigests, writeDue } from './write-messages.ts';

export interface NotifierOptions extends Transports {
  readonly database: Database;
  readonly onError: (error: Error) => void;
  /** How long a message belongs to who sends it; longer than any attempt takes. */
  readonly leaseSeconds?: number;
}

/** Longer than a mail may take (src/io/mail.ts). */
const LEASE_SECONDS = 90;
/** Messages of one process that are on their way at a time, each to another channel. */
const PARALLEL = 8;
/** Between two looks for what has happened. */
const TICK_MS = 1_000;
const DIGEST_SECONDS = 30;
const TIDY_SECONDS = 3_600;

/**
 * Tells people what has happened, from the outbox to the last attempt, in as many processes as like to. Each step is a transaction: a
 * process that is killed between two of them leaves the rest to another. Returns what ends it: begins nothing new, and waits for
 * what is on its way.
 */
export function startNotifier(options: NotifierOptions): () => Promise<void> {
  const { database, onError } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const senders = new Senders(options);
  let told = '';
  // A database that is gone for minutes is told of once.
  const tell = (error: unknown): void => {
    const said = error instanceof Error ? error : new Error(String(error));
    if (said.message !== told) onError(said);
    told = said.message;
  };
  const loop = async (): Promise<void> => {
    await resealAll(options).catch(tell);
    while (!signal.aborted) {
      await look(options, senders).catch(tell);
      await pause(TICK_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const looking = loop();
  const stopDigests = every({ database, onError }, 'digests', DIGEST_SECONDS, () =>
    writeDigests(database, new Date()),
  );
  const stopTidying = every({ database, onError }, 'notifications', TIDY_SECONDS, () =>
    tidy(database, new Date()),
  );
  return async () => {
    stopping.abort();
    await Promise.all([looking, stopDigests(), stopTidying()]);
    await senders.ended();
  };
}

async function look(options: NotifierOptions, senders: Senders): Promise<void> {
  await routeEvents(options.database, new Date());
  await writeDue(options.database, new Date(), options.onError);
  await senders.fill(() => new Date());
}

/** Does all that is to be done at a moment, and returns when it is done: for tests, which bring their own clock. */
export async function notifyAt(options: NotifierOptions, now: Date): Promise<void> {
  const { database, onError } = options;
  await routeEvents(database, now);
  await writeDigests(database, now);
  await writeDue(database, now, onError);
  const senders = new Senders(options);
  await senders.fill(() => now);
  await senders.ended();
}

/** Forgets and gives up what is old. */
export async function tidy(database: Database, now: Date): Promise<void> {
  await tidyDeliveries(database, now);
  await forgetOldEvents(database, now);
}

/** Messages on their way: a slow receiver takes one place of these, and no other channel waits for it. */
class Senders {
  readonly #options: NotifierOptions;
  readonly #running = new Set<Promise<void>>();

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** Begins to send what is due, as far as there are places. */
  async fill(clock: () => Date): Promise<void> {
    while (this.#running.size < PARALLEL) {
      const sending = await this.#claim(clock());
      if (sending === undefined) return;
      const sent = this.#send(sending, clock).finally(() => this.#running.delete(sent));
      this.#running.add(sent);
    }
  }

  async ended(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #send(first: Sending, clock: () => Date): Promise<void> {
    try {
      let sending: Sending | undefined = first;
      while (sending !== undefined) {
        await this.#attempt(sending, clock());
        sending = await this.#claim(clock());
      }
    } catch (error) {
      // What was not said of an attempt is tried again when its time is over.
      this.#options.onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #claim(now: Date): Promise<Sending | undefined> {
    const { database, sealer, mail, leaseSeconds = LEASE_SECONDS } = this.#options;
    const keyIds = sealer?.keyIds ?? [];
    return claimDelivery(database, { now, leaseSeconds, keyIds, hasMail: mail !== undefined });
  }

  async #attempt(sending: Sending, now: Date): Promise<void> {
    const { database } = this.#options;
    const attempt = await send(sending, this.#options, now);
    await database.transaction(async (transaction) => {
      const isOurs = await endAttempt(transaction, sending, endOf(sending, attempt, now));
      if (!isOurs) return;
      await noteAttempt(
        transaction,
        sending.channel,
        attempt.state === 'sent'
          ? { isSent: true }
          : {
              isSent: false,
              problem: attempt.detail,
              notBefore:
                attempt.state === 'failed' ? (attempt.notBefore?.toISOString() ?? null) : null,
            },
      );
    });
  }
}

function endOf(
  { attempts, settings, message }: Sending,
  attempt: Attempt,
  now: Date,
): Parameters<typeof endAttempt>[2] {
  const { detail } = attempt;
  if (attempt.state === 'sent') return { state: 'sent', detail, at: now.toISOString() };
  const next =
    attempt.state === 'refused'
      ? undefined
      : nextAttempt(attempts, { now, random: Math.random(), notBefore: attempt.notBefore });
  if (next === undefined) return { state: 'dead', detail, at: now.toISOString() };
  // Who asked for a digest or a test at some time wants it then.
  const at = message.type === 'event' ? outsideQuiet(settings, next) : next;
  return { state: 'waiting', detail, at: at.toISOString() };
}

/** Rows of one transaction. */
const RESEALED_AT_ONCE = 100;

/** Seals with the first key what another key of the file has sealed: then that one can be taken away. */
export async function resealAll({ database, sealer }: NotifierOptions): Promise<void> {
  const old = sealer?.keyIds.filter((id) => id !== sealer.keyId) ?? [];
  if (sealer === undefined || old.length === 0) return;
  for (;;) {
    const count = await database.transaction(async (transaction) => {
      const rows = await sealedWith(transaction, old, RESEALED_AT_ONCE);
      let done = 0;
      for (const { id, secret } of rows) {
        const sealed = resealed(sealer, id, secret);
        if (sealed === undefined) continue;
        await setSecret(transaction, id, { secret: sealed, keyId: sealer.keyId });
        done += 1;
      }
      if (done > 0) {
        await appendAudit(transaction, {
          actor: 'serve',
          action: 'channel.reseal',
          subject: 'channels',
          detail: { count: done, key: sealer.keyId },
        });
      }
      return done;
    });
    if (count === 0) return;
  }
}
