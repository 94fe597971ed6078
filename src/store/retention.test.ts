import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listAudit } from './audit.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { expire } from './retention.ts';
import { testDatabases } from './tests/databases.ts';

const RETENTION = { days: 400, scanDays: 30 };

/** Two streams, each with runs of the ages of day, and findings that are named for what becomes of them. */
async function filled(database: Database): Promise<void> {
  await migrate(database);
  await database.query(`insert into products (name) values ('shop')`);
  await database.query(
    `insert into streams (product_id, repository, branch, source, is_default, ran_at)
     select id, 'r', b.branch, 'code', b.branch = 'main', now() - make_interval(days => b.age)
     from products, (values ('main', 500), ('stale', 401), ('fresh', 399)) b(branch, age)`,
  );
  await database.query(
    `insert into runs (id, stream_id, product_id, digest, format, tool, commit_id, ran_at, received_at, outcome,
       counts, reasons, incomplete, scope)
     select gen_random_uuid(), s.id, s.product_id, r.name, 'sarif', 't', r.name, at, at, 'pass', '{}', '[]', '[]', ''
     from streams s, (values ('opened it', 700), ('fixed it', 600), ('saw it again', 550), ('latest', 500)) r(name, age),
       lateral (select now() - make_interval(days => r.age) as at) a`,
  );
  await database.query(
    `update streams s set run_id = r.id from runs r where r.stream_id = s.id and r.digest = 'latest'`,
  );
  // Looked at a part only, and nobody has looked at that since.
  await database.query(
    `insert into stream_outcomes (stream_id, scope, run_id, outcome, ran_at)
     select s.id, 'a part', r.id, 'pass', r.ran_at from runs r join streams s on s.id = r.stream_id
     where s.branch = 'fresh' and r.digest = 'saw it again'`,
  );
  await database.query(
    `insert into findings (stream_id, product_id, fingerprint, identity, identity_moved, identity_loose, rule,
       rule_version, engine_version, cwe, severity, confidence, path, line, message, detail, stage, effect, state,
       first_run, first_seen_at, changed_run, changed_at)
     select s.id, s.product_id, f.name, '', '', '', 'code/x', 1, 1, '{}', 1, 1, 'a', 1, '', '{}', 'observe', '',
       f.state, r.id, r.ran_at, r.id, now() - make_interval(days => f.age)
     from streams s join runs r on r.stream_id = s.id
       join (values ('open', 'open', 700, 'opened it'), ('fixed long ago', 'fixed', 600, 'fixed it'),
         ('fixed lately', 'fixed', 100, 'opened it')) f(name, state, age, run) on f.run = r.digest`,
  );
  await database.query(
    `insert into finding_events (finding_id, run_id, kind, at)
     select id, first_run, 'opened', first_seen_at from findings`,
  );
  await database.query(
    `insert into scans (id, check_id, subject, state, created_by, created_at, finished_at)
     select gen_random_uuid(), s.name, '{}', s.state, 'test', at, case when s.state = 'queued' then null else at end
     from (values ('old', 'finished', 31), ('new', 'failed', 29), ('waits', 'queued', 90)) s(name, state, age),
       lateral (select now() - make_interval(days => s.age) as at) a`,
  );
  await database.query(
    `insert into endpoints (product_id, host, port, created_by) select id, 'a', 443, 'test' from products`,
  );
  await database.query(
    `insert into endpoint_sights (endpoint_id, since, until, times, state, grade, drift, doubts)
     select id, at, at, 1, 'observed', s.grade, '[]', '[]' from endpoints, (values ('A', 500), ('B', 450)) s(grade, age),
       lateral (select now() - make_interval(days => s.age) as at) a order by s.age desc`,
  );
  await database.query(
    `insert into forges (id, name, kind, url, secret, key_id, created_by)
     values (gen_random_uuid(), 'f', 'github', 'https://forge.example', '', '', 'test');
     insert into repositories (product_id, url, branch, is_default, checks, credentials, schedule, time_zone, created_by)
     select id, 'https://forge.example/a', '', true, '{}', '', '', 'UTC', 'test' from products limit 1;
     insert into changes (forge_id, repository_id, project, number, head, source, base, is_open, is_draft, is_fork, updated_at)
     select f.id, r.id, 'a', c.number, c.head, '', 'main', c.is_open, false, false, now() - make_interval(days => c.age)
     from forges f, repositories r,
       (values (1, 'closed', false, 500), (2, 'closed lately', false, 100), (3, 'open', true, 500)) c(number, head, is_open, age)`,
  );
}

const namesOf = async (database: Database, sql: string): Promise<readonly string[]> =>
  (await database.query<{ name: string }>(sql)).map(({ name }) => name);

for (const kind of testDatabases()) {
  describe(`retention on ${kind.name}`, () => {
    test('deletes what nobody will ask for, and nothing that says what is', async () => {
      const database = await kind.open();
      await filled(database);
      assert.deepEqual(await expire(database, RETENTION), {
        runs: 3,
        findings: 2,
        branches: 1,
        scans: 1,
        sights: 1,
        changes: 1,
      });
      assert.deepEqual(
        await namesOf(
          database,
          `select s.branch || ': ' || r.digest as name from runs r join streams s on s.id = r.stream_id order by 1`,
        ),
        [
          'fresh: latest',
          'fresh: opened it',
          'fresh: saw it again',
          'main: latest',
          'main: opened it',
        ],
      );
      assert.deepEqual(
        await namesOf(database, 'select distinct fingerprint as name from findings order by 1'),
        ['fixed lately', 'open'],
      );
      assert.deepEqual(await namesOf(database, 'select check_id as name from scans order by 1'), [
        'new',
        'waits',
      ]);
      assert.deepEqual(await namesOf(database, 'select grade as name from endpoint_sights'), ['B']);
      assert.deepEqual(await namesOf(database, 'select head as name from changes order by 1'), [
        'closed lately',
        'open',
      ]);
      await database.close();
    });

    test('what was deleted is told by the audit log, once', async () => {
      const database = await kind.open();
      await filled(database);
      await expire(database, RETENTION);
      assert.deepEqual(await expire(database, RETENTION), {
        runs: 0,
        findings: 0,
        branches: 0,
        scans: 0,
        sights: 0,
        changes: 0,
      });
      const entries = await listAudit(database, { before: 99, limit: 9 });
      assert.deepEqual(
        entries.map(({ action, detail }) => [action, detail]),
        [
          [
            'retention.delete',
            { runs: 3, findings: 2, branches: 1, scans: 1, sights: 1, changes: 1, ...RETENTION },
          ],
        ],
      );
      await database.close();
    });
  });
}
