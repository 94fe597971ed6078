import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { webhookSink } from '../../io/tests/sinks.ts';
import { notify } from '../../store/outbox.ts';
import { postgresUrl, testDatabases } from '../../store/tests/databases.ts';
import { testService } from '../tests/service.ts';
import { notifyAt } from './notifier.ts';

const CHILD = fileURLToPath(new URL('./tests/notifier-process.ts', import.meta.url));

test('a process that is killed while it sends leaves the message to another: it comes twice, and is known as one', async (context) => {
  const url = await postgresUrl();
  const [kind] = testDatabases().slice(1);
  if (url === undefined || kind === undefined) {
    context.skip('several processes need PostgreSQL, which is not installed');
    return;
  }
  const service = await testService(kind);
  const sink = await webhookSink();
  try {
    await service.ask({
      method: 'POST',
      url: '/v1/channels',
      as: 'admin',
      body: { name: 'team', kind: 'webhook', url: sink.url },
    });
    await service.database.transaction((transaction) =>
      notify(transaction, {
        productId: undefined,
        key: 'one',
        event: { kind: 'scan-failed', what: 'https://git.example/shop', why: 'gone' },
      }),
    );
    sink.answers.push(undefined);
    const received = sink.next();
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, url, service.keyFile], {
      stdio: 'inherit',
    });
    await received;
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { database, transports } = service;
    const options = { ...transports, database, onError: (error: Error) => assert.fail(error) };
    // The lease of the one that is gone ends within a second.
    for (let count = 0; sink.received.length < 2 && count < 200; count += 1) {
      await notifyAt(options, new Date());
      await pause(50);
    }
    await notifyAt(options, new Date(Date.now() + 3_600_000));
    assert.equal(sink.received.length, 2);
    assert.equal(new Set(sink.received.map((each) => each.headers['webhook-id'])).size, 1);
    assert.equal(new Set(sink.received.map(({ body }) => body)).size, 1);
    const { body } = await service.ask({ url: '/v1/deliveries', as: 'admin' });
    assert.deepEqual(
      body.deliveries.map(({ state, attempts }: { state: string; attempts: number }) => [
        state,
        attempts,
      ]),
      [['sent', 2]],
    );
  } finally {
    sink.close();
    await service.stop();
  }
});
