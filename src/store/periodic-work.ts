import type { Queryable } from './database.ts';

/** Whether work is for whoever asked, and in how many seconds there may be some again. */
export interface Turn {
  readonly isMine: boolean;
  readonly secondsUntilNext: number;
}

/**
 * Takes work of that name, if nobody of all that share the database has taken it within the last `seconds`. Who took it holds
 * nothing: should it be killed, the next turn comes all the same. The clock is that of the database.
 */
export async function takeTurn(database: Queryable, name: string, seconds: number): Promise<Turn> {
  const taken = await database.query(
    `insert into periodic_work (name, begun_at) values ($1, now())
     on conflict (name) do update set begun_at = excluded.begun_at
     where periodic_work.begun_at <= now() - make_interval(secs => $2) returning name`,
    [name, seconds],
  );
  if (taken.length > 0) return { isMine: true, secondsUntilNext: seconds };
  const [row] = await database.query<{ left: number }>(
    `select extract(epoch from begun_at + make_interval(secs => $2) - now())::float8 as left
     from periodic_work where name = $1`,
    [name, seconds],
  );
  return { isMine: false, secondsUntilNext: Math.min(seconds, Math.max(0, row?.left ?? 0)) };
}
