import assert from 'node:assert/strict';
import test from 'node:test';
import { beginTls } from '../../src/checks/tls/starttls/begin.ts';
import { openNetwork } from '../../src/io/network.ts';
import { starttlsProtocols } from '../../src/model/endpoint.ts';
import { plainCredentials } from './credentials.ts';
import { startClosing } from './hostile.ts';
import { observeServer, only } from './observing.ts';
import { lacksPrograms } from './programs.ts';
import { during, startNginx } from './servers.ts';
import { startDialogue } from './starttls-servers.ts';

const ROOM_MS = 10_000;
const skip = lacksPrograms('nginx', 'openssl');

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

test('behind STARTTLS the same is told as without it', { skip }, async (context) => {
  const nginx = await during(context, startNginx({ credentials: [plainCredentials()] }));
  const direct = only(await observeServer(context, nginx));
  for (const protocol of ['smtp', 'xmpp-client', 'mysql', 'ldap', 'postgres'] as const) {
    const server = await startDialogue({ protocol, target: nginx });
    context.after(() => server.stop());
    const endpoint = { starttls: protocol };
    const facts = only(await observeServer(context, server, { endpoint }));
    assert.equal(facts.starttls.is, 'yes', protocol);
    assert.deepEqual(facts.versions, direct.versions, protocol);
    assert.deepEqual(facts.groups, direct.groups, protocol);
    assert.deepEqual(facts.suites, direct.suites, protocol);
    assert.deepEqual(facts.http.https, { state: 'not-tested', why: 'not HTTP' }, protocol);
    assert.deepEqual(server.faults(), [], protocol);
  }
});

test('a server without STARTTLS says so once', async (context) => {
  const target = await startClosing('at-once');
  context.after(() => target.stop());
  const server = await startDialogue({ protocol: 'smtp', target, offers: false });
  context.after(() => server.stop());
  const facts = only(await observeServer(context, server, { endpoint: { starttls: 'smtp' } }));
  assert.equal(facts.reachable.is, 'yes');
  assert.equal(facts.starttls.is, 'no');
  assert.equal(facts.speaksTls.is, 'no');
  assert.equal(facts.connections, 1);
});

test('plain text behind the agreement makes nothing known', async (context) => {
  const target = await startClosing('at-once');
  context.after(() => target.stop());
  const server = await startDialogue({ protocol: 'imap', target, injects: '* OK injected\r\n' });
  context.after(() => server.stop());
  const facts = only(await observeServer(context, server, { endpoint: { starttls: 'imap' } }));
  assert.equal(facts.speaksTls.is, 'inconclusive');
});
