import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openJobQueue } from '../../src/service/jobs/job-queue.ts';
import { testDatabases } from '../../src/store/tests/databases.ts';
import { kubernetesManifests } from './manifests.ts';

const scaled = kubernetesManifests().find(({ content }) => content.kind === 'ScaledObject');
/** KEDA takes the first column of the first row. */
const query: string = scaled?.content.spec.triggers[0].metadata.query;

for (const kind of testDatabases()) {
  test(`a worker is wanted for each job that is done, and one for five that wait, on ${kind.name}`, async () => {
    const database = await kind.open();
    const queue = await openJobQueue(database, {
      onError: (error) => {
        throw error;
      },
    });
    // Of suites before this one: they share the database.
    await database.query('delete from jobs.job');
    const wanted = async (): Promise<number> =>
      Number(Object.values((await database.query(query))[0] ?? {})[0]);
    assert.equal(await wanted(), 0);
    const names = ['is done', 'was done', 'waits for later', 'is given up'];
    const waiting = ['1', '2', '3', '4', '5', '6'];
    for (const scanId of [...names, ...waiting]) await queue.send(database, 'scan', { scanId });
    const set = (scanId: string, what: string): Promise<unknown> =>
      database.query(`update jobs.job set ${what} where data->>'scanId' = $1`, [scanId]);
    await set('is done', `state = 'active'`);
    await set('was done', `state = 'completed'`);
    await set('waits for later', `start_after = now() + interval '1 minute'`);
    await set('is given up', `state = 'failed'`);
    assert.equal(await wanted(), 3);
    await queue.stop();
    await database.close();
  });
}
