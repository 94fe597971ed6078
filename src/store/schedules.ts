import type { Queryable } from './database.ts';
import { LAST_SCAN, type LastScan } from './scans.ts';

/** What is examined by a schedule: a table with `schedule`, `time_zone`, `is_paused`, `due_at` and `scan_id`. */
export type Scheduled = 'repositories' | 'endpoints';

/** When something is examined, as people say it. */
export interface ScheduleSettings {
  /** Cron, in `timeZone`; empty: only when asked for. */
  readonly schedule: string;
  readonly timeZone: string;
  /** The schedule is kept, and not followed. */
  readonly paused: boolean;
}

/** What there is to say of something that is examined by a schedule. */
export interface ScheduledRow extends ScheduleSettings {
  /** ISO 8601; null: not planned. */
  readonly dueAt: string | null;
  readonly lastScan: LastScan | null;
}

/** SQL: a `ScheduledRow` of the row `e`, whose latest scan is the row `s`. */
export const SCHEDULE_OF_E: string = `e.schedule, e.time_zone as "timeZone", e.is_paused as paused, e.due_at as "dueAt",
  ${LAST_SCAN} as "lastScan"`;

/** The next time is planned anew. */
export async function reschedule(
  transaction: Queryable,
  table: Scheduled,
  id: number,
  { schedule, timeZone, paused }: ScheduleSettings,
): Promise<void> {
  await transaction.query(
    `update ${table} set schedule = $2, time_zone = $3, is_paused = $4, due_at = null where id = $1`,
    [id, schedule, timeZone, paused],
  );
}

/** What was found there stays. */
export async function forget(transaction: Queryable, table: Scheduled, id: number): Promise<void> {
  await transaction.query(`delete from ${table} where id = $1`, [id]);
}

/** One that is to be examined, or (`dueAt` null) whose next time is not known yet. */
export interface Due {
  readonly id: number;
  readonly schedule: string;
  readonly timeZone: string;
  readonly dueAt: string | null;
}

/** Those whose time has come, the longest waiting first; nobody else gets them before the transaction ends. */
export function takeDue(
  transaction: Queryable,
  table: Scheduled,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly Due[]> {
  return transaction.query<Due>(
    `select id, schedule, time_zone as "timeZone", due_at as "dueAt" from ${table}
     where schedule <> '' and not is_paused and (due_at is null or due_at <= $1)
     order by due_at nulls first, id limit $2 for update skip locked`,
    [now.toISOString(), limit],
  );
}

/** Says when it is next due; null: not again. */
export async function plan(
  transaction: Queryable,
  table: Scheduled,
  id: number,
  dueAt: Date | undefined,
): Promise<void> {
  await transaction.query(`update ${table} set due_at = $2 where id = $1`, [
    id,
    dueAt?.toISOString() ?? null,
  ]);
}

/** Remembers its latest scan. */
export async function keepScan(
  transaction: Queryable,
  table: Scheduled,
  id: number,
  scanId: string,
): Promise<void> {
  await transaction.query(`update ${table} set scan_id = $2 where id = $1`, [id, scanId]);
}
