import assert from 'node:assert/strict';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';
import tls from 'node:tls';
import { plainCredentials } from './credentials.ts';
import { observeServer, only } from './observing.ts';

const { chain: cert, key } = plainCredentials('ecdsa');
const options = { cert, key, minVersion: 'TLSv1.3' } as const;

async function listen(
  context: TestContext,
  server: tls.Server,
): Promise<{ address: string; port: number }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => server.close());
  // oxlint-disable-next-line no-unsafe-type-assertion -- a server that listens on a port
  return { address: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

test('of a server that speaks TLS 1.3 alone nothing that TLS 1.3 took out is in doubt', async (context) => {
  const server = https.createServer({ ...options, ALPNProtocols: ['http/1.1'] }, (_, response) =>
    response.end(),
  );
  const facts = only(await observeServer(context, await listen(context, server)));
  assert.equal(facts.features.compression.is, 'no');
  assert.equal(facts.features['secure-renegotiation'].is, 'yes');
  assert.equal(facts.features['extended-master-secret'].is, 'yes');
  assert.deepEqual(facts.alpn, ['http/1.1']);
});

test('a server that refuses the protocols of the web is known all the same', async (context) => {
  const server = tls.createServer({ ...options, ALPNProtocols: ['imap'] }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.end('* OK\r\n');
  });
  const facts = only(await observeServer(context, await listen(context, server)));
  assert.deepEqual(facts.alpn, []);
  assert.equal(facts.versions['TLS1.3'].is, 'yes');
  assert.equal(facts.chains.length > 0, true);
});

test('the deep mode finds every scheme that a server signs TLS 1.3 with', async (context) => {
  const rsa = plainCredentials('rsa');
  const server = tls.createServer({ cert: rsa.chain, key: rsa.key, minVersion: 'TLSv1.3' });
  const place = await listen(context, server);
  const deep = only(await observeServer(context, place, { mode: 'deep' }));
  const schemes = deep.signatureSchemes['TLS1.3'];
  // rsa_pss_rsae with SHA-256, SHA-384 and SHA-512 (RFC 8446 §4.2.3).
  assert.deepEqual(schemes?.codes.toSorted(), [0x0804, 0x0805, 0x0806]);
  assert.equal(schemes?.complete.is, 'yes');
  const full = only(await observeServer(context, place));
  assert.equal(full.signatureSchemes['TLS1.3']?.complete.is, 'not-tested');
});
