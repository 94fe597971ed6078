import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { appendAudit, verifyAudit } from './audit.ts';
import { backedUpTables, passingTables, readBackup, writeBackup } from './backup.ts';
import type { Database } from './database.ts';
import { appendLog } from './log.ts';
import { migrate } from './migrate.ts';
import { createScan } from './scans.ts';
import { testDatabases, type TestDatabase } from './tests/databases.ts';
import { createToken, findToken } from './tokens.ts';

async function filled(kind: TestDatabase): Promise<{ database: Database; secret: string }> {
  const database = await kind.open();
  await migrate(database);
  const [product] = await database.query<{ id: number }>(
    `insert into products (name, tier) values ('shop', 1) returning id`,
  );
  const productId = product?.id ?? 0;
  await appendLog(database, productId, [
    {
      id: 'e1',
      kind: 'verdict',
      at: '2026-01-01T00:00:00.123Z',
      fingerprint: 'f',
      line: '{"ä":"\\n"}\n',
    },
  ]);
  const { secret } = await createToken(database, {
    name: 'ci',
    role: 'pipeline',
    productId,
    createdBy: 'test',
    expiresAt: '2999-01-01T00:00:00Z',
  });
  await database.transaction((transaction) =>
    appendAudit(transaction, { actor: 'a', action: 'b', subject: 'c', detail: { d: 1 } }),
  );
  await createScan(database, {
    check: 'code',
    productId,
    subject: { kind: 'snippet', name: 'a.js' },
    input: Buffer.from([0, 255, 10]),
    createdBy: 'test',
  });
  return { database, secret };
}

async function backupOf(database: Database): Promise<readonly string[]> {
  let text = '';
  await writeBackup(database, new Date(0), (chunk) => {
    text += chunk;
    return Promise.resolve();
  });
  return text.trimEnd().split('\n');
}

/** Without the head, the end and the scan, which is over. */
function rowsOf(text: readonly string[]): readonly string[] {
  return text.slice(1, -1).filter((line) => !line.includes('"check_id"'));
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

describe('backup', () => {
  test('every table is backed up', async () => {
    const [kind] = testDatabases().toReversed();
    assert.ok(kind !== undefined);
    const database = await kind.open();
    await migrate(database);
    const rows = await database.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'
         and table_type = 'BASE TABLE'`,
    );
    assert.deepEqual(
      rows.map(({ name }) => name).toSorted(),
      ['migrations', ...backedUpTables, ...passingTables].toSorted(),
    );
    await database.close();
  });

  for (const from of testDatabases()) {
    for (const to of testDatabases()) {
      test(`from ${from.name} to ${to.name} nothing is lost, and work goes on`, async () => {
        const { database: old, secret } = await filled(from);
        const lines = await backupOf(old);
        await old.close();
        const made = await to.open();
        await readBackup(made, each(lines));
        assert.deepEqual(rowsOf(await backupOf(made)), rowsOf(lines));
        assert.equal((await findToken(made, secret))?.name, 'ci');
        assert.deepEqual((await verifyAudit(made)).problems, []);
        const [scan] = await made.query<{ state: string }>('select state from scans');
        assert.equal(scan?.state, 'failed');
        const added = await made.query<{ id: number }>(
          `insert into products (name) values ('next') returning id`,
        );
        assert.equal(added[0]?.id, 2);
        await made.close();
      });
    }
  }

  test('what is torn, changed, foreign or has no room is refused, and leaves nothing', async () => {
    const [kind] = testDatabases().toReversed();
    assert.ok(kind !== undefined);
    const { database: old } = await filled(kind);
    const lines = await backupOf(old);
    await assert.rejects(readBackup(old, each(lines)), /not empty/u);
    await old.close();
    const foreign = await kind.open();
    await foreign.query('create table theirs (x integer)');
    await assert.rejects(readBackup(foreign, each(['nonsense'])), /not empty/u);
    await foreign.query('select x from theirs');
    await foreign.close();
    const bad: readonly (readonly [RegExp, readonly string[]])[] = [
      [/torn/u, lines.slice(0, -1)],
      [/torn/u, lines.filter((line) => !line.includes('"shop"'))],
      [/torn/u, lines.map((line) => line.replace('"shop"', '"shap"'))],
      [/no backup/u, ['hello']],
      [/no backup/u, []],
      [/newer/u, lines.map((line, index) => (index === 0 ? line.replace(/\["/u, '["0') : line))],
    ];
    for (const [pattern, text] of bad) {
      const database = await kind.open();
      await assert.rejects(readBackup(database, each(text)), pattern);
      const [row] = await database.query<{ there: boolean }>(
        `select to_regclass('products') is not null as there`,
      );
      assert.equal(row?.there, false);
      await database.close();
    }
  });
});
