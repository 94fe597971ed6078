import type { Queryable } from './database.ts';

/** An entry of the rollout log, as a line of its files has it. */
export interface LogLine {
  readonly id: string;
  readonly kind: string;
  /** ISO 8601. */
  readonly at: string;
  /** Of a verdict: what it is about; else empty. */
  readonly fingerprint: string;
  /** With its line break. */
  readonly line: string;
}

/** Lines that are read at once. */
const PAGE = 2_000;

/** Adds entries to the log of a product; those that are there are left alone. Returns how many are new. */
export async function appendLog(
  database: Queryable,
  productId: number,
  lines: readonly LogLine[],
): Promise<number> {
  const rows = await database.query(
    `insert into log_entries (product_id, id, kind, at, fingerprint, line)
     select $1, id, kind, at, fingerprint, line
     from jsonb_to_recordset($2::jsonb) as x(id text, kind text, at timestamptz, fingerprint text, line text)
     on conflict do nothing returning id`,
    [productId, JSON.stringify(lines)],
  );
  return rows.length;
}

/**
 * All lines of a product in order of time.
 *
 * @yields some lines at a time
 */
export async function* readLogOf(
  database: Queryable,
  productId: number,
): AsyncGenerator<readonly string[]> {
  let after = { at: '-infinity', id: '' };
  for (;;) {
    const rows = await database.query<Pick<LogLine, 'id' | 'line'> & { readonly exactly: string }>(
      // As text: a Date has no microseconds, and the page would begin in the wrong place.
      `select id, at::text as exactly, line from log_entries
       where product_id = $1 and (at, id) > ($2::timestamptz, $3) order by at, id limit $4`,
      [productId, after.at, after.id, PAGE],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ line }) => line);
    after = { at: last.exactly, id: last.id };
  }
}
