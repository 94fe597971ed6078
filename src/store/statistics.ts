import type { Database } from './database.ts';

/** Of a table that has grown since the planner last looked at it: by a fifth, and by half a megabyte. As autovacuum has it, roughly. */
const GROWTH = { factor: 1.2, pages: 64 } as const;
/** Bytes (block_size of PostgreSQL, as everybody has it). */
const PAGE_BYTES = 8_192;

/**
 * Has the planner look at tables that have grown, and returns their names. A PostgreSQL server does so by itself; the embedded database
 * has no process for it, and would go by what was true when it was empty.
 */
export async function refreshStatistics(database: Database): Promise<readonly string[]> {
  const grown = await database.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and pg_relation_size(c.oid) > (${GROWTH.factor} * greatest(c.relpages, 0) + ${GROWTH.pages}) * ${PAGE_BYTES}
     order by 1`,
  );
  for (const { name } of grown) {
    await database.transaction(async (transaction) => {
      await transaction.query('set local statement_timeout = 0');
      await transaction.query(`analyze ${name}`);
    });
  }
  return grown.map(({ name }) => name);
}
