import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Database } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { createScan } from '../../store/scans.ts';
import { testDatabases } from '../../store/tests/databases.ts';
import { openJobQueue, type JobQueue } from './job-queue.ts';
import { startFleet } from './tests/worker-fleet.ts';

const SCANS = 60;
const NEW_SCAN = {
  check: 'code',
  productId: undefined,
  subject: { kind: 'snippet', name: 'a.js' },
  input: undefined,
  createdBy: 'test',
} as const;

/** Something that happens later, once. */
class Moment {
  come: () => void = () => undefined;
  readonly came: Promise<void> = new Promise((resolve) => {
    this.come = resolve;
  });
}

/** Waits until a question has this answer. */
async function until(expected: unknown, ask: () => Promise<unknown>): Promise<void> {
  while (JSON.stringify(await ask()) !== JSON.stringify(expected)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

for (const kind of testDatabases()) {
  describe(`jobs on ${kind.name}`, () => {
    let database: Database;
    const open: JobQueue[] = [];
    before(async () => {
      database = await kind.open();
      await migrate(database);
      await queueOf();
    });
    beforeEach(() => database.query('delete from jobs.job'));
    after(async () => {
      await Promise.all(open.map((queue) => queue.stop()));
      await database.close();
    });

    const queueOf = async (leaseSeconds = 1): Promise<JobQueue> => {
      const queue = await openJobQueue(database, { leaseSeconds, onError: () => undefined });
      open.push(queue);
      return queue;
    };
    const states = (): Promise<readonly { readonly state: string }[]> =>
      database.query('select state from jobs.job order by created_on');

    test(`${SCANS} jobs, their workers killed and halted: each is done once, none is lost`, async () => {
      await database.query(
        `create table ends (scan_id uuid);
         create function note_end() returns trigger language plpgsql as
         $$ begin insert into ends values (new.id); return null; end $$;
         create trigger ends_are_noted after update on scans for each row
         when (old.state is distinct from new.state and new.state in ('finished', 'failed'))
         execute function note_end()`,
      );
      const fleet = await startFleet({
        connection: await kind.connection(),
        size: 3,
        leaseSeconds: 1,
        parallel: 2,
        longestMs: 250,
      });
      const queue = await queueOf();
      await database.transaction(async (transaction) => {
        for (let count = 0; count < SCANS; count += 1) {
          const scanId = await createScan(transaction, NEW_SCAN);
          await queue.send(transaction, 'scan', { scanId });
        }
      });
      for (const index of [0, 1, 2, 0]) await fleet.replace(index, 'SIGKILL');
      await fleet.halt(1, 1_500);
      await fleet.replace(2, 'SIGTERM');
      await until([{ count: SCANS }], () =>
        database.query(`select count(*) from scans where state = 'finished'`),
      );
      await until([], states);
      await fleet.stop();
      const [ends] = await database.query<{ all: number; different: number }>(
        'select count(*) as all, count(distinct scan_id) as different from ends',
      );
      assert.deepEqual(ends, { all: SCANS, different: SCANS });
    });

    test('who is told to stop gives its work back at once', async () => {
      const [first, second] = [await queueOf(60), await queueOf(60)];
      const [begun, again] = [new Moment(), new Moment()];
      first.work('scan', 1, async (_data, signal) => {
        begun.come();
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('told to stop')));
        });
      });
      await first.send(database, 'scan', { scanId: 'x' });
      await begun.came;
      await first.stop();
      assert.deepEqual(await states(), [{ state: 'retry' }]);
      second.work('scan', 1, async () => again.come());
      await again.came;
      await until([], states);
      await second.stop();
    });

    test('what somebody does with work that another has by now counts for nothing, and it is told', async () => {
      const slow = await queueOf();
      const [begun, told, done] = [new Moment(), new Moment(), new Moment()];
      let attempts = 0;
      slow.work('scan', 2, async (_data, signal) => {
        attempts += 1;
        if (attempts > 1) {
          await done.came;
          return;
        }
        signal.addEventListener('abort', () => told.come());
        begun.come();
        await told.came;
      });
      await slow.send(database, 'scan', { scanId: 'x' });
      await begun.came;
      // As others do, once it has said nothing for a long time.
      await database.query(`update jobs.job set state = 'retry', start_after = now()`);
      await told.came;
      // The first attempt has ended, and has not taken the job of the second out of the queue.
      await until(2, async () => attempts);
      assert.deepEqual(await states(), [{ state: 'active' }]);
      done.come();
      await until([], states);
      await slow.stop();
    });

    test('work that was begun at once is not lost with whoever began it', async () => {
      const gone = await queueOf();
      await assert.rejects(
        database.transaction(async (transaction) => {
          await gone.begin(transaction, 'scan', { scanId: 'x' });
          throw new Error('rolled back');
        }),
        /rolled back/u,
      );
      assert.deepEqual(await states(), []);
      await database.transaction((transaction) =>
        gone.begin(transaction, 'scan', { scanId: 'mine' }),
      );
      // It says nothing of it any more; somebody else has it after the lease.
      const other = await queueOf();
      const seen = new Moment();
      other.work('scan', 1, async ({ scanId }) => {
        assert.equal(scanId, 'mine');
        seen.come();
      });
      await seen.came;
      await Promise.all([gone.stop(), other.stop()]);
    });

    test('what fails is tried again, later each time, and given up with its reason', async () => {
      const queue = await queueOf();
      queue.work('scan', 1, async () => {
        throw new Error('it does not work');
      });
      await queue.send(database, 'scan', { scanId: 'x' });
      await until([{ state: 'retry', isLater: true }], () =>
        database.query('select state, start_after > now() as "isLater" from jobs.job'),
      );
      await database.query(
        'update jobs.job set start_after = now(), retry_count = retry_limit - 1',
      );
      await until([{ state: 'failed' }], states);
      assert.deepEqual(await database.query('select output from jobs.job'), [
        { output: { message: 'it does not work' } },
      ]);
      await queue.stop();
    });

    test('work that ends everybody who does it is given up', async () => {
      const queue = await queueOf();
      await queue.send(database, 'scan', { scanId: 'x' });
      await database.query(
        `update jobs.job set state = 'active', retry_count = 10, started_on = now() - interval '1 hour'`,
      );
      await until([{ state: 'failed' }], states);
      await queue.stop();
    });
  });
}
