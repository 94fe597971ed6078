import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import tls from 'node:tls';
import { plainCredentials } from './credentials.ts';
import { lacksNode, nodeReleases } from './node-releases.ts';
import { startNode } from './node-server.ts';
import { accepts, type Server } from './processes.ts';
import { lacksPrograms } from './programs.ts';
import {
  during,
  startApache,
  startGnutls,
  startHaproxy,
  startNginx,
  startOpenssl,
  startStunnel,
} from './servers.ts';

/** Shakes hands as any client would; returns the version. */
async function handshake(server: Server): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({
      host: server.address,
      port: server.port,
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      ciphers: 'ALL:@SECLEVEL=0',
    });
    socket.on('secureConnect', () => {
      const version = socket.getProtocol();
      socket.destroy();
      resolve(version);
    });
    socket.on('error', reject);
  });
}

async function startsAndEnds(context: TestContext, starting: Promise<Server>): Promise<void> {
  const server = await during(context, starting);
  assert.match((await handshake(server)) ?? '', /^TLSv1/u, server.log());
  await server.stop();
  assert.equal(await accepts(server.address, server.port), false);
}

test('nginx serves a test and ends with it', { skip: lacksPrograms('nginx') }, (context) =>
  startsAndEnds(context, startNginx({ credentials: [plainCredentials()] })),
);

test('HAProxy serves a test and ends with it', { skip: lacksPrograms('haproxy') }, (context) =>
  startsAndEnds(context, startHaproxy({ credentials: [plainCredentials()] })),
);

test('stunnel serves a test and ends with it', { skip: lacksPrograms('stunnel4') }, (context) =>
  startsAndEnds(context, startStunnel({ credentials: plainCredentials() })),
);

test('GnuTLS serves a test and ends with it', { skip: lacksPrograms('gnutls-serv') }, (context) =>
  startsAndEnds(context, startGnutls({ credentials: [plainCredentials()] })),
);

test('OpenSSL serves a test and ends with it', { skip: lacksPrograms('openssl') }, (context) =>
  startsAndEnds(context, startOpenssl({ credentials: [plainCredentials()] })),
);

test('Apache serves a test and ends with it', { skip: lacksPrograms('apache2') }, (context) =>
  startsAndEnds(context, startApache({ credentials: [plainCredentials()] })),
);

for (const { version, openssl } of nodeReleases) {
  const title = `Node ${version} with OpenSSL ${openssl} serves a test and ends with it`;
  test(title, { skip: lacksNode(version) }, (context) =>
    startsAndEnds(context, startNode({ version, credentials: [plainCredentials()] })),
  );
}

test('the Node at hand serves a test and ends with it', (context) =>
  startsAndEnds(context, startNode({ credentials: [plainCredentials()] })));

test('a server that cannot start is told with what it said', async () => {
  await assert.rejects(
    startNode({ credentials: [{ chain: 'none', key: 'none' }] }),
    /ended at once: [^]*PEM/u,
  );
});
