import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import test from 'node:test';
import { converse } from '../../src/checks/tls/probe/converse.ts';
import type { ClientHelloSpec } from '../../src/checks/tls/wire/client-hello.ts';
import * as ext from '../../src/checks/tls/wire/extensions.ts';
import { generateKey, type EphemeralKey } from '../../src/checks/tls/wire/key-agreement.ts';
import type { ServerMessage } from '../../src/checks/tls/wire/message.ts';
import { Tls13Client } from '../../src/checks/tls/wire/tls13.ts';
import { plainCredentials } from './credentials.ts';
import { startNode } from './node-server.ts';
import { lacksPrograms } from './programs.ts';
import { during, startNginx, startOpenssl } from './servers.ts';
import { visit } from './visiting.ts';

const x25519 = 29;
const p256 = 23;
const p384 = 24;
const schemes = [0x0403, 0x0804, 0x0805, 0x0807];

function hello(
  keys: readonly EphemeralKey[],
  suites: readonly number[],
  groups: readonly number[] = [x25519, p256, p384],
): ClientHelloSpec {
  return {
    version: 'TLS1.3',
    supportedVersions: ['TLS1.3'],
    suites,
    random: new Uint8Array(32).fill(7),
    sessionId: new Uint8Array(32).fill(9),
    extensions: [
      ext.serverName('localhost'),
      ext.supportedGroups(groups),
      ext.signatureAlgorithms(schemes),
      ext.statusRequest(),
      ext.pskKeyExchangeModes(),
      ext.keyShare(keys),
    ],
  };
}

function keyOf(group: number): EphemeralKey {
  const key = generateKey(group);
  assert.ok(key);
  return key;
}

function kinds(messages: readonly ServerMessage[]): readonly string[] {
  return messages.map(({ kind }) => kind);
}

function isFinished({ kind }: ServerMessage): boolean {
  return kind === 'finished';
}

function isTicket({ kind }: ServerMessage): boolean {
  return kind === 'new-session-ticket';
}

test('the flight of a TLS 1.3 server is read for every suite and group', async (t) => {
  const server = await during(
    t,
    startNode({
      credentials: [plainCredentials('ecdsa')],
      tls: {
        ciphers: 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256',
      },
    }),
  );
  for (const suite of [0x1301, 0x1302, 0x1303]) {
    for (const group of [x25519, p256, p384]) {
      const key = keyOf(group);
      const client = new Tls13Client(hello([key], [suite]), [key]);
      const heard = await converse(await visit(t, server), client, isFinished);
      assert.equal(heard.ending, 'enough', `${suite} ${group}: ${kinds(heard.messages).join()}`);
      assert.deepEqual(
        kinds(heard.messages).filter((kind) => kind !== 'change-cipher-spec'),
        ['server-hello', 'encrypted-extensions', 'certificate', 'certificate-verify', 'finished'],
      );
      const certificate = heard.messages.find((message) => message.kind === 'certificate');
      const leaf = certificate?.certificates[0]?.der;
      assert.ok(leaf);
      assert.equal(new X509Certificate(leaf).subject, 'CN=localhost');
    }
  }
});

test('a HelloRetryRequest is followed', async (t) => {
  const server = await during(
    t,
    startNode({ credentials: [plainCredentials()], tls: { ecdhCurve: 'P-384' } }),
  );
  const client = new Tls13Client(hello([], [0x1302]), []);
  const heard = await converse(await visit(t, server), client, isFinished);
  assert.equal(heard.ending, 'enough', kinds(heard.messages).join());
  const [first] = heard.messages;
  assert.ok(first?.kind === 'server-hello' && first.isRetryRequest && first.group === p384);
});

test('a handshake is finished, a ticket is received and taken again', async (t) => {
  const server = await during(t, startNode({ credentials: [plainCredentials()] }));
  const key = keyOf(x25519);
  const client = new Tls13Client(hello([key], [0x1301, 0x1302]), [key]);
  const connection = await visit(t, server);
  assert.equal((await converse(connection, client, isFinished)).ending, 'enough');
  client.finish();
  const heard = await converse(connection, client, isTicket);
  const ticket = heard.messages.at(-1);
  assert.ok(ticket?.kind === 'new-session-ticket', kinds(heard.messages).join());
  assert.ok(ticket.lifetimeSeconds > 0);
  const psk = client.pskOf(ticket, 10);
  assert.ok(psk);
  const again = new Tls13Client(hello([key], [0x1301, 0x1302]), [key], psk);
  const resumed = await converse(await visit(t, server), again, isFinished);
  assert.equal(resumed.ending, 'enough', kinds(resumed.messages).join());
  assert.equal(again.isResumed, true);
  assert.ok(!kinds(resumed.messages).includes('certificate'));
});

test('suites with CCM and a server that wants a certificate are spoken to', async (t) => {
  const lacking = lacksPrograms('openssl');
  if (lacking !== false) return t.skip(lacking);
  const server = await during(
    t,
    startOpenssl({
      credentials: [plainCredentials()],
      args: ['-ciphersuites', 'TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256', '-Verify', '1'],
    }),
  );
  for (const suite of [0x1304, 0x1305]) {
    const key = keyOf(x25519);
    const client = new Tls13Client(hello([key], [suite]), [key]);
    const connection = await visit(t, server);
    const flight = await converse(connection, client, isFinished);
    assert.equal(flight.ending, 'enough', kinds(flight.messages).join());
    assert.ok(kinds(flight.messages).includes('certificate-request'));
    client.finish();
    const heard = await converse(connection, client, isTicket);
    // certificate_required
    assert.equal(heard.alert, 116, kinds(heard.messages).join());
  }
});

test('a ticket of nginx tells about early data', async (t) => {
  const lacking = lacksPrograms('nginx');
  if (lacking !== false) return t.skip(lacking);
  for (const [line, expected] of [
    ['ssl_early_data on;', 16_384],
    ['ssl_early_data off;', 0],
  ] as const) {
    const lines = ['ssl_protocols TLSv1.3;', line];
    const server = await during(t, startNginx({ credentials: [plainCredentials()], lines }));
    const key = keyOf(x25519);
    const client = new Tls13Client(hello([key], [0x1301]), [key]);
    const connection = await visit(t, server);
    await converse(connection, client, isFinished);
    client.finish();
    const heard = await converse(connection, client, isTicket);
    const ticket = heard.messages.at(-1);
    assert.ok(ticket?.kind === 'new-session-ticket', kinds(heard.messages).join());
    assert.equal(ticket.maxEarlyData, expected);
  }
});
