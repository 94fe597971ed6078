import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { AddressObservation, ProtocolVersion } from '../../src/checks/tls/observation.ts';
import { protocolVersions } from '../../src/checks/tls/observation.ts';
import { observe } from '../../src/checks/tls/probe/observe.ts';
import { readApache } from '../../src/checks/tls/settings/apache/read.ts';
import type { Reading } from '../../src/checks/tls/settings/block.ts';
import { factsOf } from '../../src/checks/tls/settings/facts.ts';
import { readHaproxy } from '../../src/checks/tls/settings/haproxy/read.ts';
import { readNginx } from '../../src/checks/tls/settings/nginx/read.ts';
import { groupByName } from '../../src/checks/tls/tables/groups.ts';
import { allSuites, suiteByCode } from '../../src/checks/tls/tables/suites.ts';
import { openNetwork } from '../../src/io/network.ts';
import { plainCredentials } from './credentials.ts';
import type { Server } from './processes.ts';
import { lacksPrograms } from './programs.ts';
import {
  apacheConf,
  during,
  haproxyConf,
  nginxConf,
  startApache,
  startHaproxy,
  startNginx,
} from './servers.ts';

const suites = allSuites();

/** What a reader says of a configuration is what the prober sees of the server that runs with it. */

/** Both kinds of keys, so that the certificate takes no suite away. */
const credentials = [plainCredentials('rsa'), plainCredentials('ecdsa')];

const cipherLists = [
  'HIGH:!aNULL:!MD5:@SECLEVEL=0',
  'ECDHE+AESGCM:ECDHE+CHACHA20',
  'kRSA+AES:!AESCCM:@STRENGTH:@SECLEVEL=0',
  'ECDHE-RSA-AES128-SHA:AES256-SHA:@SECLEVEL=0',
];

for (const list of cipherLists) {
  const lines = [
    'ssl_protocols TLSv1 TLSv1.1 TLSv1.2;',
    `ssl_ciphers '${list}';`,
    'ssl_prefer_server_ciphers on;',
    'ssl_ecdh_curve prime256v1:secp384r1;',
  ];
  test(
    `nginx offers what its file says: ${list}`,
    { skip: lacksPrograms('nginx') },
    async (context) => {
      const options = { credentials, lines };
      const server = await during(context, startNginx(options));
      await assertAgrees(
        context,
        server,
        readNginx(nginxConf(options, server.address, server.port)),
      );
    },
  );
}

test('nginx offers TLS 1.3 as its file says', { skip: lacksPrograms('nginx') }, async (context) => {
  const options = {
    credentials,
    lines: [
      'ssl_protocols TLSv1.3;',
      'ssl_conf_command Ciphersuites TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256;',
      'ssl_ecdh_curve X25519:prime256v1;',
    ],
  };
  const server = await during(context, startNginx(options));
  await assertAgrees(context, server, readNginx(nginxConf(options, server.address, server.port)));
});

test('Apache offers what its file says', { skip: lacksPrograms('apache2') }, async (context) => {
  const options = {
    credentials,
    lines: [
      'SSLProtocol all -SSLv3 -TLSv1 -TLSv1.3',
      'SSLCipherSuite HIGH:@SECLEVEL=0',
      'SSLHonorCipherOrder on',
      'SSLOpenSSLConfCmd Curves X25519:P-256',
    ],
  };
  const server = await during(context, startApache(options));
  await assertAgrees(context, server, readApache(apacheConf(options, server.port)));
});

test('HAProxy offers what its file says', { skip: lacksPrograms('haproxy') }, async (context) => {
  const options = {
    // Without a name in the hello HAProxy takes the first.
    credentials: [plainCredentials('rsa')],
    bind: 'ciphers ECDHE+aRSA+AES:@SECLEVEL=0 curves P-256 ssl-min-ver TLSv1.2',
    global: ['ssl-default-bind-options ssl-min-ver TLSv1.0'],
  };
  const server = await during(context, startHaproxy(options));
  await assertAgrees(context, server, readHaproxy(haproxyConf(options, server.port)));
});

async function assertAgrees(context: TestContext, server: Server, reading: Reading): Promise<void> {
  const block = reading.blocks.findLast(({ scope }) => scope.length > 0);
  assert.ok(block);
  const said = factsOf(block, { suites, groups: (name) => groupByName(name)?.code });
  const seen = await observed(context, server);
  for (const version of protocolVersions) {
    const [ours, theirs] = [said.versions[version].is, seen.versions[version].is];
    if (ours !== 'not-tested' && theirs !== 'not-tested') assert.equal(ours, theirs, version);
    assertSameSuites(said, seen, version);
  }
  for (const era of ['TLS1.2', 'TLS1.3'] as const) {
    const groups = said.groups[era]?.codes;
    const offered = seen.groups[era]?.codes;
    if (groups !== undefined && offered !== undefined && offered.length > 0) {
      assert.deepEqual(new Set(groups), new Set(offered), era);
    }
  }
}

/** The library of the machine may lack suites that the list lets through, and never has others. */
function assertSameSuites(
  said: AddressObservation,
  seen: AddressObservation,
  version: ProtocolVersion,
): void {
  const [ours, theirs] = [said.suites[version], seen.suites[version]];
  if (ours === undefined || theirs === undefined) return;
  const strangers = theirs.codes.filter((code) => !ours.codes.includes(code));
  assert.deepEqual(names(strangers), [], `${version}: offered, but not read`);
  const absent = ours.codes.filter((code) => !theirs.codes.includes(code));
  assert.deepEqual(
    names(absent).filter((name) => !rare.test(name)),
    [],
    `${version}: read, but not offered`,
  );
}

/** Not compiled in by Debian, or in need of a Diffie-Hellman group that the server was not given. */
const rare = /ARIA|CAMELLIA|3DES|RC4|SEED|IDEA|_DHE_|CCM/;

function names(codes: readonly number[]): readonly string[] {
  return codes.map((code) => suiteByCode(code)?.name ?? code.toString(16));
}

async function observed(context: TestContext, server: Server): Promise<AddressObservation> {
  const { address, port } = server;
  const network = openNetwork(context.signal);
  const observation = await observe(
    { name: `${address}:${port}`, host: address, port, zone: 'public', profile: 'intermediate' },
    network,
    {
      mode: 'full',
      now: '2026-06-01T12:00:00Z',
      intrusive: false,
      revocation: false,
      parallel: 4,
      connectTimeoutMs: 5_000,
      handshakeTimeoutMs: 5_000,
      endpointTimeoutMs: 60_000,
      backoffMs: [100, 200],
    },
  );
  const [only] = observation.addresses;
  assert.ok(only);
  return only;
}
