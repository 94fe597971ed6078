import type { Demotion } from '../model/demotion.ts';
import type { Stage } from '../model/stage.ts';
import type { Queryable } from './database.ts';
import { notify } from './outbox.ts';

/** A demotion as the service saw it. */
export interface NotedDemotion {
  readonly rule: string;
  readonly to: Stage;
  readonly since: string;
  readonly because: string;
  readonly notedAt: string;
  readonly endedAt: string | null;
}

const COLUMNS = `rule, stage as to, since, because, noted_at as "notedAt", ended_at as "endedAt"`;

/** Those that hold, in order of rule, and the id of the last one: who knows it knows them all. */
export async function standingDemotions(
  database: Queryable,
  productId: number,
): Promise<{ readonly demotions: readonly Demotion[]; readonly lastId: number }> {
  const rows = await database.query<NotedDemotion & { readonly id: number }>(
    `select id, ${COLUMNS} from demotions where product_id = $1 and ended_at is null order by rule`,
    [productId],
  );
  return {
    demotions: rows.map(({ rule, to, since, because }) => ({ rule, to, since, because })),
    lastId: rows.reduce((last, { id }) => Math.max(last, id), 0),
  };
}

/** All that were seen, of one rule or of all, the latest first. */
export function listDemotions(
  database: Queryable,
  productId: number,
  rule?: string,
): Promise<readonly NotedDemotion[]> {
  return database.query<NotedDemotion>(
    `select ${COLUMNS} from demotions where product_id = $1 and ($2::text is null or rule = $2)
     order by noted_at desc, id desc limit 1000`,
    [productId, rule ?? null],
  );
}

/**
 * Up to where the log has come that concerns a product, when demotions were not worked out up to there; else undefined. One
 * statement: the gate asks each time.
 */
export async function unnotedUpTo(
  database: Queryable,
  productId: number,
): Promise<number | undefined> {
  const [row] = await database.query<{ upTo: number; noted: number }>(
    `with own as (select coalesce((select ring from policies where product_id = $1
       order by seen_at desc limit 1), 'product') as ring)
     select coalesce(sum(moving), 0)::bigint as "upTo",
       coalesce(max(noted) filter (where product_id = $1), 0) as noted
     from log_heads, own where product_id = $1 or own.ring <> 'product'`,
    [productId],
  );
  return row === undefined || row.upTo <= row.noted ? undefined : row.upTo;
}

/** How far the log had come when demotions were worked out; false: somebody has worked them out from more of it. */
export async function takeNote(
  transaction: Queryable,
  productId: number,
  upTo: number,
): Promise<boolean> {
  const rows = await transaction.query(
    `insert into log_heads as h (product_id, position, moving, noted) values ($1, 0, 0, $2)
     on conflict (product_id) do update set noted = $2 where h.noted < $2 returning noted`,
    [productId, upTo],
  );
  return rows.length > 0;
}

/** Puts these in the place of those that hold, and tells of those that are new. Returns them. */
export async function replaceDemotions(
  transaction: Queryable,
  productId: number,
  demotions: readonly Demotion[],
): Promise<readonly Demotion[]> {
  const { demotions: known } = await standingDemotions(transaction, productId);
  const gone = known.filter((one) => !demotions.some((other) => isSame(one, other)));
  const fresh = demotions.filter((one) => !known.some((other) => isSame(one, other)));
  const now = new Date().toISOString();
  await transaction.query(
    'update demotions set ended_at = $3 where product_id = $1 and ended_at is null and rule = any($2)',
    [productId, gone.map(({ rule }) => rule), now],
  );
  await transaction.query(
    `insert into demotions (product_id, rule, stage, since, because, noted_at)
     select $1, rule, "to", since, because, $3
     from jsonb_to_recordset($2::jsonb) as x(rule text, "to" text, since timestamptz, because text)`,
    [productId, JSON.stringify(fresh), now],
  );
  for (const { rule, to, since, because } of fresh) {
    const event = { kind: 'demotion', rule, to, since, because } as const;
    await notify(transaction, { productId, key: `demotion ${rule} ${to} ${since}`, event });
  }
  return fresh;
}

function isSame(one: Demotion, other: Demotion): boolean {
  return one.rule === other.rule && one.to === other.to;
}
