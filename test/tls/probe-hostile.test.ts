import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { AddressObservation } from '../../src/checks/tls/observation.ts';
import { plainCredentials } from './credentials.ts';
import {
  alert,
  garbage,
  startAnswering,
  startClosing,
  startFlood,
  startHanging,
  startResetting,
  startSilent,
  startTrickle,
} from './hostile.ts';
import type { Listener } from './listener.ts';
import { startCutting } from './networks.ts';
import { startNode } from './node-server.ts';
import { observeServer, only } from './observing.ts';
import { freePort, loopback } from './processes.ts';
import { lacksPrograms } from './programs.ts';
import { during } from './servers.ts';

/** Short, because all of it is waited for. */
const hasty = { handshakeTimeoutMs: 60, backoffMs: [1, 1] };

async function facts(
  context: TestContext,
  starting: Promise<Listener>,
): Promise<AddressObservation> {
  const listener = await starting;
  context.after(() => listener.stop());
  return only(await observeServer(context, listener, hasty));
}

/** A thousand: by ones it is the server of this test that has to work. */
const emptyRecords = Uint8Array.from({ length: 5_000 }, (_, at) => [22, 3, 3, 0, 0][at % 5] ?? 0);

function assertNothingIsKnown(observed: AddressObservation, name: string): void {
  for (const [version, fact] of Object.entries(observed.versions)) {
    assert.notEqual(fact.is, 'yes', `${name}: ${version} ${fact.why}`);
    assert.notEqual(fact.is, 'no', `${name}: ${version} ${fact.why}`);
  }
  assert.notEqual(observed.speaksTls.is, 'yes', `${name}: ${observed.speaksTls.why}`);
}

test('of servers that say nothing sensible, nothing is known', async (context) => {
  const servers: Readonly<Record<string, Promise<Listener>>> = {
    silent: startSilent(),
    resetting: startResetting(),
    'closing at once': startClosing('at-once'),
    'closing after the hello': startClosing('after-hello'),
    'one byte again and again': startTrickle(5),
    flooding: startFlood(),
    'hanging in a record': startHanging(Uint8Array.of(22, 3, 3, 64, 0, 2, 0, 0, 80)),
    'an empty record again and again': startFlood(emptyRecords),
    '64 KiB of garbage': startAnswering(garbage(65_536, 3)),
  };
  for (const [name, starting] of Object.entries(servers)) {
    const observed = await facts(context, starting);
    assertNothingIsKnown(observed, name);
    assert.equal(observed.speaksTls.is, 'inconclusive', `${name}: ${observed.speaksTls.why}`);
  }
});

test('an answer in another protocol is no TLS', async (context) => {
  const http = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';
  const observed = await facts(context, startAnswering(Buffer.from(http)));
  assert.equal(observed.speaksTls.is, 'no');
  assertNothingIsKnown(observed, 'http');
});

test('a server that knows another name only speaks TLS, and no more is known', async (context) => {
  const observed = await facts(context, startAnswering(alert(112)));
  assert.equal(observed.speaksTls.is, 'yes');
  for (const fact of Object.values(observed.versions)) assert.notEqual(fact.is, 'no');
});

test('where nobody listens nobody is reached', async (context) => {
  const port = await freePort();
  const observed = only(await observeServer(context, { address: loopback, port }, hasty));
  assert.equal(observed.reachable.is, 'no');
  assert.equal(observed.connections, 2);
});

test(
  'a server that breaks off at any byte is never misread',
  {
    skip: lacksPrograms('openssl'),
  },
  async (context) => {
    const tls = {
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers: 'ECDHE-RSA-AES128-GCM-SHA256',
    };
    const node = await during(context, startNode({ credentials: [plainCredentials()], tls }));
    for (let bytes = 0; bytes < 120; bytes += 1) {
      const how = bytes % 2 === 0 ? 'close' : 'reset';
      const cutting = await startCutting(node, bytes, how);
      const observed = only(await observeServer(context, cutting, { ...hasty, mode: 'quick' }));
      await cutting.stop();
      assert.notEqual(observed.versions['TLS1.2'].is, 'no', `${how} after ${bytes}`);
    }
  },
);

test('when time is up the record says so', async (context) => {
  const silent = await startSilent();
  context.after(() => silent.stop());
  const observation = await observeServer(context, silent, { endpointTimeoutMs: 150 });
  const observed = only(observation);
  assert.equal(observed.speaksTls.is, 'inconclusive');
  assert.match(observed.speaksTls.why, /out of time/u);
});

test('a stopped run ends at once, with what is known', async (context) => {
  const silent = await startSilent();
  context.after(() => silent.stop());
  const stop = new AbortController();
  const observing = observeServer(context, silent, { signal: stop.signal });
  stop.abort();
  const observed = only(await observing);
  assert.notEqual(observed.speaksTls.is, 'no');
  for (const fact of Object.values(observed.versions)) assert.notEqual(fact.is, 'no');
});
