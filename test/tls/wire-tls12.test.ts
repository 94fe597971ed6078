import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test, { type TestContext } from 'node:test';
import { converse } from '../../src/checks/tls/probe/converse.ts';
import { allSuites } from '../../src/checks/tls/tables/suites.ts';
import * as ext from '../../src/checks/tls/wire/extensions.ts';
import type { ServerMessage } from '../../src/checks/tls/wire/message.ts';
import type { ClassicVersion } from '../../src/checks/tls/wire/prf.ts';
import { suite12 } from '../../src/checks/tls/wire/suite12.ts';
import {
  Tls12Client,
  type ClassicHelloSpec,
  type Session12,
} from '../../src/checks/tls/wire/tls12.ts';
import { plainCredentials } from './credentials.ts';
import { lacksNode } from './node-releases.ts';
import { startNode } from './node-server.ts';
import type { Server } from './processes.ts';
import { lacksPrograms } from './programs.ts';
import { during, startOpenssl } from './servers.ts';
import { visit } from './visiting.ts';

const suites = allSuites();

interface Wish {
  readonly version: ClassicVersion;
  readonly suites: readonly number[];
  readonly extensions?: readonly ext.Extension[];
  readonly session?: Session12;
}

const schemes = [0x0403, 0x0804, 0x0401, 0x0501, 0x0601, 0x0201, 0x0203, 0x0402, 0x0202];

function hello({ version, suites: offered, extensions = [], session }: Wish): ClassicHelloSpec {
  const usual = [
    ext.supportedGroups([29, 23, 24]),
    ext.ecPointFormats(),
    ...(version === 'TLS1.2' ? [ext.signatureAlgorithms(schemes)] : []),
    ext.renegotiationInfo(),
  ];
  return {
    version,
    suites: offered,
    random: randomBytes(32),
    extensions: version === 'SSLv3' ? [] : [...usual, ...extensions],
    ...(session === undefined ? {} : { sessionId: session.id }),
  };
}

function isFinished({ kind }: ServerMessage): boolean {
  return kind === 'finished';
}

async function shakeHands(
  t: TestContext,
  server: Server,
  wish: Wish,
): Promise<{ readonly client: Tls12Client; readonly said: string }> {
  const client = new Tls12Client(hello(wish), randomBytes(46), wish.session);
  const visited = await visit(t, server);
  const heard = await converse(visited, client, isFinished);
  // openssl s_server takes one connection after the other.
  visited.connection.close();
  const kinds = heard.messages.map((message) =>
    message.kind === 'malformed' ? message.why : message.kind,
  );
  return { client, said: [...kinds, heard.ending, heard.alert].join(' ') };
}

function speakable(version: ClassicVersion): readonly number[] {
  return suites
    .filter(({ era }) => era === 'SSLv3-TLS1.2' || (era === 'TLS1.2' && version === 'TLS1.2'))
    .map(({ code }) => code)
    .filter((code) => suite12(code) !== undefined);
}

/** Codes of the suites in which a whole handshake came about; fails where one began and did not end well. */
async function speakAll(
  t: TestContext,
  server: Server,
  version: ClassicVersion,
  extensions: readonly ext.Extension[],
): Promise<readonly number[]> {
  const spoken: number[] = [];
  for (const code of speakable(version)) {
    const { client, said } = await shakeHands(t, server, { version, suites: [code], extensions });
    if (!said.includes('server-hello')) continue;
    assert.equal(client.state, 'established', `${version} ${code.toString(16)}: ${said}`);
    spoken.push(code);
  }
  return spoken;
}

const flags = { 'TLS1.0': '-tls1', 'TLS1.1': '-tls1_1', 'TLS1.2': '-tls1_2' } as const;
const versions = ['TLS1.0', 'TLS1.1', 'TLS1.2'] as const;
const leastSpoken = { 'TLS1.0': 15, 'TLS1.1': 15, 'TLS1.2': 50 } as const;

for (const version of versions) {
  test(`whole handshakes of ${version} come about in every suite that OpenSSL 3 has`, async (t) => {
    const lacking = lacksPrograms('openssl');
    if (lacking !== false) return t.skip(lacking);
    const server = await during(
      t,
      startOpenssl({
        credentials: [plainCredentials('rsa'), plainCredentials('ecdsa')],
        args: ['-cipher', 'ALL:COMPLEMENTOFALL:eNULL:@SECLEVEL=0', flags[version]],
      }),
    );
    const plain = await speakAll(t, server, version, []);
    assert.ok(plain.length >= leastSpoken[version], `${plain.length} suites`);
    const extended = [ext.extendedMasterSecret(), ext.encryptThenMac()];
    assert.deepEqual(await speakAll(t, server, version, extended), plain);
  });
}

test('SSLv3 and RC4 are spoken to an old Node', async (t) => {
  const lacking = lacksNode('0.10.48');
  if (lacking !== false) return t.skip(lacking);
  const server = await during(
    t,
    startNode({
      version: '0.10.48',
      flags: ['--enable-ssl3'],
      credentials: [plainCredentials()],
      tls: { ciphers: 'ALL:eNULL' },
    }),
  );
  for (const version of ['SSLv3', ...versions] as const) {
    const spoken = await speakAll(t, server, version, []);
    assert.ok(spoken.includes(0x0005), `${version}: RC4 in ${spoken.join()}`);
    assert.ok(spoken.includes(0x0002), `${version}: NULL in ${spoken.join()}`);
  }
});

test('a session is taken up again by its id and by a ticket', async (t) => {
  const server = await during(
    t,
    startNode({
      credentials: [plainCredentials()],
      tls: { maxVersion: 'TLSv1.2', ciphers: 'ALL:@SECLEVEL=0' },
    }),
  );
  const wish: Wish = { version: 'TLS1.2', suites: [0xc02f, 0x002f] };
  const first = await shakeHands(t, server, { ...wish, extensions: [ext.sessionTicket()] });
  const session = first.client.session();
  assert.ok(session?.ticket, first.said);
  const ticketed = await shakeHands(t, server, {
    ...wish,
    session: { ...session, id: randomBytes(32) },
    extensions: [ext.sessionTicket(session.ticket)],
  });
  assert.equal(ticketed.client.state, 'established', ticketed.said);
  assert.equal(ticketed.client.isResumed, true);
});
