import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { migrate } from '../store/migrate.ts';
import { testDatabases } from '../store/tests/databases.ts';
import { findToken } from '../store/tokens.ts';
import { firstAccess } from './first-access.ts';

for (const kind of testDatabases()) {
  describe(`the first admin on ${kind.name}`, () => {
    test('of several processes that start at once, one says how to become it', async () => {
      const database = await kind.open();
      await migrate(database);
      const told = await Promise.all(
        [1, 2, 3].map(() => firstAccess(database, 'https://lockstep.example')),
      );
      const [first, ...others] = told.filter((each) => each !== undefined);
      assert.ok(first !== undefined);
      assert.deepEqual(others, []);
      assert.match(first.link, /^https:\/\/lockstep\.example\/auth\/link\/[\w-]{43}$/u);
      assert.equal((await findToken(database, first.token))?.role, 'admin');
      await database.query('update tokens set expires_at = now()');
      assert.notEqual(await firstAccess(database, 'https://lockstep.example'), undefined);
      await database.close();
    });
  });
}
