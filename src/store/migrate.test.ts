import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Database } from './database.ts';
import { allMigrations, migrate, requireSchema } from './migrate.ts';
import { testDatabases } from './tests/databases.ts';

const wrong = (pattern: RegExp) => (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'database' &&
  pattern.test(error.message);

for (const kind of testDatabases()) {
  describe(`migrations on ${kind.name}`, () => {
    let database: Database;
    before(async () => {
      database = await kind.open();
    });
    after(() => database.close());

    test('a database without tables is refused until it is migrated', async () => {
      await assert.rejects(requireSchema(database), wrong(/not been migrated/u));
    });

    test('from the schema of every release so far to this one, and only once', async () => {
      const all = allMigrations();
      for (let count = 1; count <= all.length; count += 1) {
        assert.deepEqual(await migrate(database, all.slice(0, count)), [all[count - 1]?.name]);
      }
      assert.deepEqual(await migrate(database), []);
      await requireSchema(database);
    });

    test('two processes that migrate at once do it once', async () => {
      await database.query('drop schema public cascade');
      await database.query('create schema public');
      const done = await Promise.all([migrate(database), migrate(database)]);
      assert.deepEqual(
        done.flat(),
        allMigrations().map(({ name }) => name),
      );
    });

    test('a step that fails leaves nothing behind', async () => {
      const bad = { number: 9_000, name: '9000-bad.sql', digest: 'x' };
      const sql = 'create table half (id integer); select nothing from nowhere';
      await assert.rejects(migrate(database, [...allMigrations(), { ...bad, sql }]));
      const [row] = await database.query<{ half: string | null }>(
        `select to_regclass('half')::text as half`,
      );
      assert.equal(row?.half, null);
    });

    test('a newer database is refused, and one that other steps made', async () => {
      const all = allMigrations();
      await assert.rejects(migrate(database, all.slice(0, -1)), wrong(/is newer/u));
      const [first, ...rest] = all;
      assert.ok(first !== undefined);
      await assert.rejects(
        migrate(database, [{ ...first, digest: 'other' }, ...rest]),
        wrong(/made by another/u),
      );
    });
  });
}
