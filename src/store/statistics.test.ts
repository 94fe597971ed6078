import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { refreshStatistics } from './statistics.ts';
import { testDatabases } from './tests/databases.ts';

for (const kind of testDatabases()) {
  describe(`what the planner goes by, on ${kind.name}`, () => {
    let database: Database;
    before(async () => {
      database = await kind.open();
      await migrate(database);
    });
    after(() => database.close());

    test('a table that has grown is looked at once, and one that has not is left alone', async () => {
      await refreshStatistics(database);
      assert.deepEqual(await refreshStatistics(database), []);
      await database.query(
        `insert into products (name) select 'product ' || n from generate_series(1, 20000) n`,
      );
      assert.deepEqual(await refreshStatistics(database), ['products']);
      const [row] = await database.query<{ rows: number }>(
        `select reltuples::integer as rows from pg_class where relname = 'products'`,
      );
      assert.equal(row?.rows, 20_000);
      assert.deepEqual(await refreshStatistics(database), []);
    });
  });
}
