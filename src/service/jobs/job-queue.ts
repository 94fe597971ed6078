import PgBoss from 'pg-boss';
import type { Database, Queryable } from '../../store/database.ts';
import { JobRunner } from './job-runner.ts';
import { SCHEMA, takeSent, type Lease } from './leases.ts';

/** Kinds of work, and what each needs to know. */
export interface JobKinds {
  readonly scan: { readonly scanId: string };
  /** SBOMs that are due are judged, until none is. */
  readonly match: Readonly<Record<string, never>>;
  /** A forge is told what is known of a change. */
  readonly change: { readonly changeId: number };
}

const kinds: readonly (keyof JobKinds)[] = ['scan', 'match', 'change'];

/** Work that is done once, by whichever process has time; in the database, so that none is lost. */
export interface JobQueue {
  /** Within the transaction of what asks for it: both are there, or neither. It is not begun before `notBefore`. */
  send<Kind extends keyof JobKinds>(
    transaction: Queryable,
    kind: Kind,
    data: JobKinds[Kind],
    notBefore?: Date,
  ): Promise<void>;
  /**
   * The same for somebody who waits: this process has taken it before anybody else could, and what is returned does it. Should it
   * end before that, others do it.
   */
  begin<Kind extends keyof JobKinds>(
    transaction: Queryable,
    kind: Kind,
    data: JobKinds[Kind],
  ): Promise<(handle: (signal: AbortSignal) => Promise<void>) => Promise<void>>;
  /**
   * Does such work in this process, `parallel` at a time. What `handle` throws is tried again. It may be done twice, also by two at
   * once, when a process that was thought dead was only slow: `handle` has to store its result so that only one counts.
   */
  work<Kind extends keyof JobKinds>(
    kind: Kind,
    parallel: number,
    handle: (data: JobKinds[Kind], signal: AbortSignal) => Promise<void>,
  ): void;
  /** Of every kind, in all processes. */
  counts(): Promise<readonly QueueCounts[]>;
  /** Begins nothing new, tells what was begun to end, and gives it back to others. */
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

/** A process that says nothing for so long has ended, and its work is given to others. Chosen: beyond a long collection of garbage. */
const LEASE_SECONDS = 15;
/** Within one lease a process says several times that it is there: one lost connection ends nothing. */
const BEATS_PER_LEASE = 5;
const RETRIES = 5;
const RETRY_DELAY_SECONDS = 2;
/** Work waits as long as nobody has time for it. */
const RETENTION_DAYS = 365;
const MAINTENANCE_SECONDS = 60;
/** An orchestrator that ends the process sooner than this makes others do again what it had begun. */
export const STOP_TIMEOUT_MS = 30_000;
/** What came of a job lies in tables of its own, and one that is done is deleted; a failed one is kept for whoever looks why. */
const KEPT = {
  archiveFailedAfterSeconds: 7 * 86_400,
  deleteAfterDays: 1,
};

export interface JobQueueOptions {
  readonly leaseSeconds?: number;
  readonly onError: (error: Error) => void;
}

/** Opens the queue in the database; makes its tables where they are missing. */
export async function openJobQueue(
  database: Database,
  { leaseSeconds = LEASE_SECONDS, onError }: JobQueueOptions,
): Promise<JobQueue> {
  const boss = await startBoss(database, leaseSeconds, onError);
  const runner = new JobRunner({
    database,
    beatMs: (leaseSeconds * 1_000) / BEATS_PER_LEASE,
    stopTimeoutMs: STOP_TIMEOUT_MS,
    onError,
  });
  const send = async (
    transaction: Queryable,
    kind: string,
    data: object,
    notBefore?: Date,
  ): Promise<string> => {
    const id = await boss.send(kind, data, {
      db: executor(transaction),
      ...(notBefore === undefined ? {} : { startAfter: notBefore }),
    });
    if (id === null) throw new Error(`a job of kind ${kind} was not stored`);
    return id;
  };
  return {
    async send(transaction, kind, data, notBefore) {
      await send(transaction, kind, data, notBefore);
    },
    async begin(transaction, kind, data) {
      const lease = await takeSent(transaction, { kind, id: await send(transaction, kind, data) });
      return (handle) => runner.do(lease, handle);
    },
    work(kind, parallel, handle) {
      const take = async (batchSize: number): Promise<readonly Taken<typeof kind>[]> => {
        const options = { batchSize, includeMetadata: true } as const;
        const jobs = await boss.fetch<JobKinds[typeof kind]>(kind, options);
        return jobs.map(({ id, data, retryCount }) => ({ kind, id, data, attempt: retryCount }));
      };
      runner.poll(parallel, take, ({ data }, signal) => handle(data, signal));
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
      await runner.stop();
      await boss.stop({ graceful: false });
    },
  };
}

interface Taken<Kind extends keyof JobKinds> extends Lease {
  readonly data: JobKinds[Kind];
}

async function startBoss(
  database: Database,
  leaseSeconds: number,
  onError: (error: Error) => void,
): Promise<PgBoss> {
  const boss = new PgBoss({
    db: executor(database),
    schema: SCHEMA,
    schedule: false,
    ...KEPT,
    maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
  });
  boss.on('error', onError);
  await boss.start();
  for (const name of kinds) {
    const queue = {
      name,
      expireInSeconds: leaseSeconds,
      retryLimit: RETRIES,
      retryDelay: RETRY_DELAY_SECONDS,
      retryBackoff: true,
      retentionDays: RETENTION_DAYS,
    };
    await boss.createQueue(name, queue);
    // Another version may have made it.
    await boss.updateQueue(name, queue);
  }
  return boss;
}

function executor(database: Queryable): PgBoss.Db {
  return {
    async executeSql(text, values) {
      return { rows: [...(await database.query<object>(text, values))] };
    },
  };
}
