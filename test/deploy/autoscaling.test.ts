import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openJobQueue } from '../../src/service/jobs/job-queue.ts';
import { testDatabases } from '../../src/store/tests/databases.ts';
import { kubernetesManifests } from './manifests.ts';

const scaled = kubernetesManifests().find(({ content }) => content.kind === 'ScaledObject');
const query: string = scaled?.content.spec.triggers[0].metadata.query;

for (const kind of testDatabases()) {
  test(`workers are scaled by what waits and what is being done, on ${kind.name}`, async () => {
    const database = await kind.open();
    const queue = await openJobQueue(database, {
      onError: (error) => {
        throw error;
      },
    });
    // Of suites before this one: they share the database.
    await database.query('delete from jobs.job');
    const todo = async (): Promise<number | undefined> =>
      (await database.query<{ count: number }>(query))[0]?.count;
    assert.equal(await todo(), 0);
    for (const scanId of ['waits', 'is done', 'was done', 'waits for later', 'is given up']) {
      await queue.send(database, 'scan', { scanId });
    }
    const set = (scanId: string, what: string): Promise<unknown> =>
      database.query(`update jobs.job set ${what} where data->>'scanId' = $1`, [scanId]);
    await set('is done', `state = 'active'`);
    await set('was done', `state = 'completed'`);
    await set('waits for later', `start_after = now() + interval '1 minute'`);
    await set('is given up', `state = 'failed'`);
    assert.equal(await todo(), 2);
    await queue.stop();
    await database.close();
  });
}
