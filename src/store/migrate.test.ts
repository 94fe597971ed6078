import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openDatabase, type Database } from './database.ts';
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

    test('who may not create in the database is told what to have installed in it', async () => {
      const own = openDatabase({ connection: await kind.connection(), maxConnections: 1 });
      await own.query('drop schema public cascade');
      await own.query('create schema public');
      await own.query('create role no_creator; grant all on schema public to no_creator');
      try {
        await own.query('set role no_creator');
        await assert.rejects(migrate(own), wrong(/extension pg_trgm/u));
        await own.query('reset role');
        await own.query('create extension pg_trgm schema public');
        await own.query('set role no_creator');
        assert.equal((await migrate(own)).length, allMigrations().length);
      } finally {
        await own.query('reset role');
        await own.query('drop schema public cascade');
        await own.query('create schema public');
        await own.query('drop role no_creator');
        await own.close();
      }
      await migrate(database);
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
