import type { Database } from '../../store/database.ts';
import { plan, takeDue, type Due, type Scheduled } from '../../store/schedules.ts';
import { beginScan, type SendScan } from './begin-scan.ts';
import { nextRun } from './next-run.ts';

/** Of one transaction. */
const AT_ONCE = 100;
const TABLES: readonly Scheduled[] = ['repositories', 'endpoints'];
/** Who asked, in the record of a scan. */
const BY = 'schedule';

/**
 * Has everything examined whose time has come, once, however often its time came while nobody looked; and plans when it is next.
 * Returns how many scans were begun or were under way. Several processes may do it at a time.
 */
export async function runSchedules(database: Database, send: SendScan, now: Date): Promise<number> {
  let begun = 0;
  for (const table of TABLES) {
    for (;;) {
      const { taken, scans } = await database.transaction(async (transaction) => {
        const due = await takeDue(transaction, table, { now, limit: AT_ONCE });
        const come = due.filter(({ dueAt }) => dueAt !== null);
        for (const { id } of come) await beginScan(transaction, { table, id, by: BY }, send);
        for (const each of due) await plan(transaction, table, each.id, nextOf(each, now));
        return { taken: due.length, scans: come.length };
      });
      begun += scans;
      if (taken < AT_ONCE) break;
    }
  }
  return begun;
}

/** A zone that this machine does not know any more must not stop all others: it is tried again in a day. */
function nextOf({ id, schedule, timeZone }: Due, now: Date): Date | undefined {
  try {
    return nextRun({ schedule, timeZone }, id, now) ?? new Date(now.getTime() + NEVER_MS);
  } catch {
    return new Date(now.getTime() + DAY_MS);
  }
}

const DAY_MS = 86_400_000;
/** A schedule that does not come again; not null, which is to be planned. */
const NEVER_MS = 100 * 365 * DAY_MS;
