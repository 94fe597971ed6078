import assert from 'node:assert/strict';
import test from 'node:test';
import { beginTls } from '../../src/checks/tls/starttls/begin.ts';
import { openNetwork } from '../../src/io/network.ts';
import { starttlsProtocols } from '../../src/model/endpoint.ts';
import { startClosing } from './hostile.ts';
import { startDialogue } from './starttls-servers.ts';

const ROOM_MS = 10_000;

test('every protocol turns to TLS, or says that it has none', async (context) => {
  const stop = new AbortController();
  context.after(() => stop.abort());
  const network = openNetwork(stop.signal);
  const target = await startClosing('at-once');
  context.after(() => target.stop());
  for (const protocol of starttlsProtocols) {
    for (const offers of [true, false]) {
      const server = await startDialogue({ protocol, target, offers });
      context.after(() => server.stop());
      const dialled = await network.dial(server.address, server.port, ROOM_MS);
      assert.equal(dialled.kind, 'connected');
      const wish = { protocol, host: 'x.example', remainingMs: () => ROOM_MS };
      const begun = await beginTls(dialled.connection, wish);
      dialled.connection.close();
      assert.equal(begun.kind, offers ? 'ready' : 'refused', `${protocol}: ${begun.kind}`);
      assert.deepEqual(server.faults(), [], protocol);
    }
  }
});
