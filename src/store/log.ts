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

/** Lines, and their characters, that are read at once. */
const PAGE = { lines: 2_000, characters: 8 * 2 ** 20 } as const;
/** Kinds of entries that can demote a rule, or lift a demotion. */
const MOVING: readonly string[] = ['verdict', 'stage', 'policy', 'override'];

/**
 * Adds entries to the log of a product; those that are there are left alone. Returns how many are new. To be called late in a
 * transaction: until its end nobody else appends to this log, or a reader could pass over what becomes visible after it.
 */
export async function appendLog(
  database: Queryable,
  productId: number,
  lines: readonly LogLine[],
): Promise<number> {
  if (lines.length === 0) return 0;
  const isMoving = lines.some(({ kind }) => MOVING.includes(kind));
  const rows = await database.query(
    // One statement, so that it is whole outside of a transaction too.
    `with head as (
       insert into log_heads as h (product_id, position, moving)
       values ($1, $3::bigint, case when $4 then $3::bigint else 0 end)
       on conflict (product_id) do update set position = h.position + $3::bigint,
         moving = case when $4 then h.position + $3::bigint else h.moving end
       returning position)
     insert into log_entries (product_id, id, kind, at, fingerprint, line, position)
     select $1, x.id, x.kind, x.at, x.fingerprint, x.line, head.position - $3::bigint + x.n
     from head, rows from (jsonb_to_recordset($2::jsonb)
       as (id text, kind text, at timestamptz, fingerprint text, line text))
       with ordinality as x(id, kind, at, fingerprint, line, n)
     on conflict do nothing returning id`,
    [productId, JSON.stringify(lines), lines.length, isMoving],
  );
  return rows.length;
}

/** Lines as they arrived, and where the next ones begin. */
export interface LogPage {
  readonly lines: readonly string[];
  /** Of the last line; where there is none, as far as the log has come: less than was asked for where it is another log. */
  readonly position: number;
  /** There are more now. */
  readonly hasMore: boolean;
}

/** What arrived after a position, of these kinds or of all; a page at a time, so that neither side needs much memory. */
export async function readLogAfter(
  database: Queryable,
  productId: number,
  after: number,
  kinds?: readonly string[],
): Promise<LogPage> {
  // As it stands in the partial index of few among many.
  const passesRuns = kinds !== undefined && !kinds.includes('run') ? `and kind <> 'run'` : '';
  const rows = await database.query<PageRow>(
    `with head as (select position as head from log_heads where product_id = $1),
     page as (
       select position, line, sum(length(line)) over (order by position) as characters, length(line) as own
       from (select position, line from log_entries where product_id = $1 and position > $2
         ${passesRuns} and ($3::text[] is null or kind = any($3)) order by position limit $4) first)
     select head, position, line from head left join page on characters <= $5 or characters = own
     order by position`,
    [productId, after, kinds ?? null, PAGE.lines, PAGE.characters],
  );
  const found = rows.flatMap(({ position, line }) =>
    position === null || line === null ? [] : [{ position, line }],
  );
  const last = found.at(-1);
  return {
    lines: found.map(({ line }) => line),
    position: last?.position ?? rows[0]?.head ?? 0,
    hasMore: last !== undefined,
  };
}

interface PageRow {
  readonly head: number;
  readonly position: number | null;
  readonly line: string | null;
}

/** How far the logs of products have come: of one of them, or of all that have one. */
export function logHeads(
  database: Queryable,
  productId: number | undefined,
): Promise<readonly LogHead[]> {
  return database.query<LogHead>(
    `select product_id as "productId", position, moving, noted from log_heads
     where $1::bigint is null or product_id = $1`,
    [productId ?? null],
  );
}

export interface LogHead {
  readonly productId: number;
  readonly position: number;
  /** Of the last entry that can demote a rule, and up to which demotions were worked out. */
  readonly moving: number;
  readonly noted: number;
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
      [productId, after.at, after.id, PAGE.lines],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ line }) => line);
    after = { at: last.exactly, id: last.id };
  }
}

/**
 * Runs since then (ISO 8601) of a product, or of all, in order of time.
 *
 * @yields some lines at a time
 */
export async function* readRunsSince(
  database: Queryable,
  productId: number | undefined,
  from: string,
): AsyncGenerator<readonly string[]> {
  let after = { at: from, id: '' };
  for (;;) {
    const rows = await database.query<Pick<LogLine, 'id' | 'line'> & { readonly exactly: string }>(
      `select id, at::text as exactly, line from log_entries
       where ($1::bigint is null or product_id = $1) and kind = 'run' and (at, id) > ($2::timestamptz, $3)
       order by at, id limit $4`,
      [productId ?? null, after.at, after.id, PAGE.lines],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ line }) => line);
    after = { at: last.exactly, id: last.id };
  }
}

/** The position of the last entry that can demote a rule; until the end of the transaction none is added. */
export async function heldMoving(transaction: Queryable, productId: number): Promise<number> {
  const [head] = await transaction.query<{ moving: number }>(
    'select moving from log_heads where product_id = $1 for update',
    [productId],
  );
  return head?.moving ?? 0;
}
