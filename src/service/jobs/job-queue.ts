import PgBoss from 'pg-boss';
import type { Database, Queryable } from '../../store/database.ts';

/** Kinds of work, and what each needs to know. */
export interface JobKinds {
  readonly scan: { readonly scanId: string };
}

const kinds: readonly (keyof JobKinds)[] = ['scan'];

/** Work that is done once, by whichever process has time; in the database, so that none is lost. */
export interface JobQueue {
  /** Within the transaction of what asks for it: both are there, or neither. */
  send<Kind extends keyof JobKinds>(
    transaction: Queryable,
    kind: Kind,
    data: JobKinds[Kind],
  ): Promise<void>;
  /** Does such work in this process, `parallel` at a time. What `handle` throws is tried again. */
  work<Kind extends keyof JobKinds>(
    kind: Kind,
    parallel: number,
    handle: (data: JobKinds[Kind], signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
  /** Of every kind, in all processes. */
  counts(): Promise<readonly QueueCounts[]>;
  /** Begins nothing new, waits for what was begun, gives back what takes too long. */
  stop(): Promise<void>;
}

/** How much there is to do. */
export interface QueueCounts {
  readonly kind: string;
  /** Could be done now, if somebody had time; not those that a failure has put off. */
  readonly waiting: number;
  readonly active: number;
  /** Given up after all their attempts, and not yet forgotten. */
  readonly failed: number;
  /** How long the first of those that wait has done so, in seconds; 0: none waits. */
  readonly oldestSeconds: number;
}

const SCHEMA = 'jobs';
/** A worker that was killed says nothing: its work is given to another after this. Longer than any scan may take. */
const EXPIRE_SECONDS = 15 * 60;
const RETRIES = 3;
const RETRY_DELAY_SECONDS = 2;
const POLL_SECONDS = 0.5;
/** An orchestrator that ends the process sooner than this makes others do again what it had begun. */
export const STOP_TIMEOUT_MS = 30_000;
/** What came of a job lies in tables of its own; a failed one is kept for whoever looks why. */
const KEPT = {
  archiveCompletedAfterSeconds: 3_600,
  archiveFailedAfterSeconds: 7 * 86_400,
  deleteAfterDays: 1,
};

export interface JobQueueOptions {
  /** After how long the work of a worker that is silent is given to another, in seconds. */
  readonly expireSeconds?: number;
  readonly onError: (error: Error) => void;
}

/** Opens the queue in the database; makes its tables where they are missing. */
export async function openJobQueue(
  database: Database,
  { expireSeconds = EXPIRE_SECONDS, onError }: JobQueueOptions,
): Promise<JobQueue> {
  const boss = new PgBoss({
    db: executor(database),
    schema: SCHEMA,
    schedule: false,
    ...KEPT,
    maintenanceIntervalSeconds: Math.max(1, Math.min(30, expireSeconds)),
  });
  boss.on('error', onError);
  await boss.start();
  for (const name of kinds) {
    await boss.createQueue(name, {
      name,
      expireInSeconds: expireSeconds,
      retryLimit: RETRIES,
      retryDelay: RETRY_DELAY_SECONDS,
      retryBackoff: true,
    });
  }
  const stopping = new AbortController();
  return {
    async send(transaction, kind, data) {
      await boss.send(kind, data, { db: executor(transaction) });
    },
    async work(kind, parallel, handle) {
      for (let each = 0; each < parallel; each += 1) {
        await boss.work<JobKinds[typeof kind]>(
          kind,
          { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1 },
          async (jobs) => {
            for (const { data } of jobs) await handle(data, stopping.signal);
          },
        );
      }
    },
    counts: () =>
      database.query<QueueCounts>(
        `select kind, count(*) filter (where is_waiting) as waiting,
           count(*) filter (where state = 'active') as active,
           count(*) filter (where state = 'failed') as failed,
           coalesce(extract(epoch from now() - min(start_after) filter (where is_waiting)), 0)::float8
             as "oldestSeconds"
         from unnest($1::text[]) kind left join (
           select *, state in ('created', 'retry') and start_after <= now() as is_waiting
           from ${SCHEMA}.job where state <> 'completed') j on j.name = kind
         group by kind order by kind`,
        [kinds],
      ),
    async stop() {
      const timer = setTimeout(() => stopping.abort(), STOP_TIMEOUT_MS / 2);
      await boss.stop({ graceful: true, wait: true, timeout: STOP_TIMEOUT_MS });
      clearTimeout(timer);
    },
  };
}

function executor(database: Queryable): PgBoss.Db {
  return {
    async executeSql(text, values) {
      return { rows: [...(await database.query<object>(text, values))] };
    },
  };
}
