import type { Queryable } from './database.ts';

/** What is examined by a schedule: a table with `schedule`, `time_zone`, `due_at` and `scan_id`. */
export type Scheduled = 'repositories' | 'endpoints';

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
     where schedule <> '' and (due_at is null or due_at <= $1)
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
