import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { migrate } from './migrate.ts';
import { forgetOldEvents } from './outbox.ts';
import { testDatabases } from './tests/databases.ts';

for (const kind of testDatabases()) {
  describe(`the outbox on ${kind.name}`, () => {
    test('what was told long ago is forgotten, runs first; what was not told is kept', async () => {
      const database = await kind.open();
      await migrate(database);
      await database.query(
        `insert into outbox (kind, key, data, at, routed_at) values
           ('run', 'old run', '{}', '2026-01-01', now()), ('run', 'new run', '{}', '2026-02-20', now()),
           ('run', 'untold run', '{}', '2026-01-01', null),
           ('demotion', 'old', '{}', '2020-01-01', now()), ('demotion', 'kept', '{}', '2026-01-01', now())`,
      );
      await forgetOldEvents(database, new Date('2026-03-01T00:00:00Z'));
      const left = await database.query<{ key: string }>('select key from outbox order by key');
      assert.deepEqual(
        left.map(({ key }) => key),
        ['kept', 'new run', 'untold run'],
      );
      await database.close();
    });
  });
}
