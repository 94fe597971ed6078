import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { appendAudit, BACKUP_ACTION } from '../store/audit.ts';
import { testDatabases } from '../store/tests/databases.ts';
import { openJobQueue, type JobQueue, type QueueCounts } from './jobs/job-queue.ts';
import { testService, type TestService } from './tests/service.ts';

for (const kind of testDatabases()) {
  describe(`metrics on ${kind.name}`, () => {
    let service: TestService;
    before(async () => {
      service = await testService(kind);
    });
    after(() => service.stop());

    const scraped = async (name: string): Promise<readonly string[]> => {
      const { body } = await service.ask({ url: '/metrics', as: 'viewer' });
      return String(body)
        .split('\n')
        .filter((line) => line.startsWith(name));
    };

    test('jobs that were given up are told by kind, until they are forgotten', async () => {
      await service.database.query(
        `insert into jobs.job (name, state, completed_on) values ('scan', 'failed', now())`,
      );
      assert.ok(
        (await scraped('lockstep_jobs')).includes('lockstep_jobs{kind="scan",state="failed"} 1'),
      );
    });

    test('the last backup is told by its time, or 0', async () => {
      const began = Date.now() / 1_000;
      assert.deepEqual(await scraped('lockstep_backup'), ['lockstep_backup_timestamp_seconds 0']);
      await service.database.transaction((transaction) =>
        appendAudit(transaction, {
          actor: 'backup',
          action: BACKUP_ACTION,
          subject: 'database',
          detail: { rows: 1 },
        }),
      );
      const [line = ''] = await scraped('lockstep_backup');
      const at = Number(line.split(' ')[1]);
      assert.ok(at >= began - 1 && at <= Date.now() / 1_000, line);
    });
  });

  describe(`the length of the queue on ${kind.name}`, () => {
    let queue: JobQueue;
    let stop: () => Promise<void>;
    before(async () => {
      const database = await kind.open();
      queue = await openJobQueue(database, {
        onError: (error) => {
          throw error;
        },
      });
      stop = async () => {
        await queue.stop();
        await database.close();
      };
      // Of suites before this one: they share the database.
      await database.query('delete from jobs.job');
      await queue.send(database, 'scan', { scanId: 'first' });
      await queue.send(database, 'scan', { scanId: 'second' });
      await database.query(
        `update jobs.job set start_after = now() - interval '90 seconds' where data->>'scanId' = 'first'`,
      );
    });
    after(() => stop());

    const scans = async (): Promise<Omit<QueueCounts, 'oldestSeconds'> | undefined> => {
      const found = (await queue.counts()).find(({ kind: name }) => name === 'scan');
      if (found === undefined) return undefined;
      const { oldestSeconds: _, ...counts } = found;
      return counts;
    };

    test('jobs wait, with the age of the first; what is being done does not wait', async () => {
      assert.deepEqual(await scans(), { kind: 'scan', waiting: 2, active: 0, failed: 0 });
      const [{ oldestSeconds } = { oldestSeconds: 0 }] = (await queue.counts()).filter(
        ({ kind: name }) => name === 'scan',
      );
      assert.ok(oldestSeconds >= 90 && oldestSeconds < 600, String(oldestSeconds));
      let [begun, finish] = [() => undefined as void, () => undefined as void];
      const hasBegun = new Promise<void>((resolve) => (begun = resolve));
      const mayEnd = new Promise<void>((resolve) => (finish = resolve));
      queue.work('scan', 1, async () => {
        begun();
        await mayEnd;
      });
      await hasBegun;
      assert.deepEqual(await scans(), { kind: 'scan', waiting: 1, active: 1, failed: 0 });
      finish();
    });
  });
}
