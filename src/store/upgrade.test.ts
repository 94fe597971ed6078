import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { verifyAudit } from './audit.ts';
import { readBackup } from './backup.ts';
import type { Database } from './database.ts';
import { decisionsOn } from './decisions.ts';
import { findFinding } from './findings.ts';
import { allMigrations, migrate, requireSchema } from './migrate.ts';
import { packagesNamed, placesOf } from './sboms.ts';
import { beginScan } from './scans.ts';
import { testDatabases } from './tests/databases.ts';
import { findToken } from './tokens.ts';

/** SHA-256 of the steps up to 0007: databases were made by them, and refuse others. */
const RELEASED: readonly string[] = [
  '392c6c7c4f55ab57b4d7ff27fcd0c892fbf40e647eed2f9261e9e82d7b9ecaee',
  '1a9a111b4c583b4f0da185f0603e4bcbf5f85e80c6e30249e591a4d1d7127cb8',
  '1d9f59c7affc46e9799d4e2fb7d0866f0235447c1d6217fb0dca8770dbea90cd',
  '725442df4b8481532a4446f7217abbc8846c0bafd648777aa0a022584f4b1b73',
  '9b70848cbe07721dabd5b9a26a8a1d4bf55588aec041564a285d0d7e8aed3d19',
  '13a223f86057c533b5ef98719310781bb6a3864ab52627792316e38d6238245c',
  '630683a7ced331b67e4771dde49968ca9396a03093d5f40ccc10c2a79ac2c98b',
];
const TABLES: readonly string[] = [
  'products',
  'streams',
  'runs',
  'findings',
  'finding_events',
  'log_entries',
  'tokens',
  'audit',
  'scans',
  'scan_inputs',
  'endpoints',
  'sboms',
  'packages',
  'sbom_components',
];
const rows = readFileSync(new URL('tests/rows-of-0007.sql', import.meta.url), 'utf8');

test('steps that databases were made by are not changed', () => {
  const digests = allMigrations().map(({ digest }) => digest);
  assert.deepEqual(digests.slice(0, RELEASED.length), RELEASED);
});

for (const kind of testDatabases()) {
  describe(`a database of an older release on ${kind.name}`, () => {
    let database: Database;
    let backup: readonly string[] = [];
    before(async () => {
      database = await kind.open();
      await migrate(database, allMigrations().slice(0, RELEASED.length));
      await database.query(rows);
      backup = await backupOf(database);
      await migrate(database);
    });
    after(() => database.close());

    test('has the schema of this version', () => requireSchema(database));

    test('keeps a row of every table that it had', async () => {
      for (const table of TABLES) {
        const [row] = await database.query<{ count: number }>(`select count(*) from ${table}`);
        assert.ok((row?.count ?? 0) > 0, table);
      }
    });

    test('is answered from as before: findings, decisions, tokens, scans, components, audit log', async () => {
      const found = await findFinding(database, 1, undefined);
      assert.deepEqual(
        [found?.rule, found?.state, found?.events.length, found?.verdicts.length],
        ['code/sql-injection', 'open', 1, 1],
      );
      const decisions = await decisionsOn(database, { product: 'shop', commit: 'c1' });
      assert.deepEqual(
        decisions.map(({ outcome }) => outcome),
        ['block'],
      );
      const token = await findToken(database, 'lockstep_of_an_older_release');
      assert.deepEqual([token?.name, token?.role, token?.productId], ['ci', 'pipeline', 1]);
      const work = await beginScan(database, '5b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f');
      assert.deepEqual([work?.check, work?.attempts, work?.bytes?.toString()], ['code', 1, 'x']);
      const [log4j] = await packagesNamed(database, 'log4j-core');
      assert.ok(log4j !== undefined);
      const places = await placesOf(
        database,
        { versions: [{ id: log4j.id, version: '2.14.1' }], only: undefined },
        { after: ['', '', 0, ''], limit: 10 },
      );
      assert.deepEqual(
        places.map(({ product, subject, version }) => `${product} ${subject} ${version}`),
        ['shop web 2.14.1'],
      );
      assert.deepEqual((await verifyAudit(database)).problems, []);
    });

    test('a backup of then is restored into this version', async () => {
      await database.query('drop schema public cascade');
      await database.query('create schema public');
      const count = await readBackup(database, asLines(backup));
      assert.ok(count >= 14, String(count));
      await requireSchema(database);
      assert.equal((await findFinding(database, 1, undefined))?.rule, 'code/sql-injection');
    });
  });
}

async function* asLines(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** As that release wrote it (src/store/backup.ts). */
async function backupOf(database: Database): Promise<readonly string[]> {
  const head = {
    format: 'lockstep-backup/1',
    created: new Date(0).toISOString(),
    migrations: RELEASED,
  };
  const lines = [JSON.stringify(head)];
  let count = 0;
  for (const table of TABLES) {
    const found = await database.query<{ line: string }>(
      `select row_to_json(t)::text as line from ${table} t`,
    );
    lines.push(JSON.stringify(table), ...found.map(({ line }) => line));
    count += found.length;
  }
  const digest = hash('sha256', lines.map((line) => `${line}\n`).join(''), 'hex');
  return [...lines, JSON.stringify({ rows: count, digest })];
}
