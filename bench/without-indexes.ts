import type { Queryable } from '../src/store/database.ts';

/** Fills a table without its indexes, which are made again; but for those that a constraint has. */
export async function withoutIndexes(
  transaction: Queryable,
  table: string,
  act: () => Promise<void>,
): Promise<void> {
  const indexes = await transaction.query<{ name: string; made: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index i
     where indrelid = $1::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [table],
  );
  for (const { name } of indexes) await transaction.query(`drop index ${name}`);
  await act();
  for (const { made } of indexes) await transaction.query(made);
}
