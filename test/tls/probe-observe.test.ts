import assert from 'node:assert/strict';
import test from 'node:test';
import type { AddressObservation } from '../../src/checks/tls/observation.ts';
import { plainCredentials } from './credentials.ts';
import {
  startCounting,
  startFarm,
  startLossy,
  startShredding,
  startSplittingAlerts,
  startWarning,
} from './networks.ts';
import { observeServer, only } from './observing.ts';
import { lacksPrograms } from './programs.ts';
import { serverSet } from './server-set.ts';
import { during, startNginx } from './servers.ts';
import type { Server } from './processes.ts';

async function startOf(id: string): Promise<Server> {
  const entry = serverSet.find((one) => one.id === id);
  if (entry === undefined) throw new Error(`no ${id} in the set`);
  return entry.start();
}

/** How many suites each version takes; a question mark where there may be more. */
function counts(facts: AddressObservation): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(facts.suites).map(([version, { codes, complete }]) => [
      version,
      `${codes.length}${complete.is === 'yes' ? '' : '?'}`,
    ]),
  );
}

const skip = lacksPrograms('nginx', 'openssl');

test('a good nginx is known in at most 32 connections', { skip }, async (context) => {
  const nginx = await during(context, startOf('nginx-good'));
  const counter = await startCounting(nginx);
  context.after(() => counter.stop());
  const facts = only(await observeServer(context, counter));
  assert.deepEqual(counts(facts), { 'TLS1.2': '3', 'TLS1.3': '3' });
  assert.deepEqual(
    Object.entries(facts.versions).map(([version, { is }]) => `${version} ${is}`),
    ['SSLv2 no', 'SSLv3 no', 'TLS1.0 no', 'TLS1.1 no', 'TLS1.2 yes', 'TLS1.3 yes'],
  );
  // secp256r1, secp384r1, secp521r1, x25519, x448; then ffdhe2048 to 8192.
  const curves = [23, 24, 25, 29, 30];
  assert.deepEqual(facts.groups['TLS1.2']?.codes.toSorted(), curves);
  const all = [23, 24, 25, 256, 257, 258, 259, 260, 29, 30];
  assert.deepEqual(facts.groups['TLS1.3']?.codes.toSorted(), all);
  assert.equal(facts.groups['TLS1.3']?.complete.is, 'yes');
  assert.equal(facts.suites['TLS1.2']?.order, 'client');
  assert.equal(facts.features['fallback-scsv'].is, 'yes');
  assert.equal(facts.features['secure-renegotiation'].is, 'yes');
  assert.equal(facts.features.compression.is, 'no');
  assert.equal(facts.features['downgrade-marker'].is, 'yes');
  assert.equal(facts.http.https.state, 'answered');
  assert.equal(facts.connections, counter.connections());
  assert.ok(facts.connections <= 32, `${facts.connections} connections`);
});

test('all suites of a weak nginx are found, in every version', { skip }, async (context) => {
  const nginx = await during(context, startOf('nginx-weak'));
  const facts = only(await observeServer(context, nginx));
  assert.deepEqual(counts(facts), {
    'TLS1.0': '20',
    'TLS1.1': '20',
    'TLS1.2': '61',
    'TLS1.3': '3',
  });
});

test(
  'both certificates of a dual server are seen, and its own order',
  { skip },
  async (context) => {
    const nginx = await during(context, startOf('nginx-dual'));
    const observation = await observeServer(context, nginx);
    const facts = only(observation);
    const leaves = facts.chains
      .filter(({ version, serverName }) => version === 'TLS1.2' && serverName === 'localhost')
      .map(({ sent }) => sent[0]);
    assert.equal(new Set(leaves).size, 2);
    assert.deepEqual(facts.suites['TLS1.2']?.order, 'server');
    assert.deepEqual(
      facts.suites['TLS1.2']?.codes,
      [0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8],
    );
    for (const digest of leaves) assert.ok(observation.certificates[digest ?? ''] !== undefined);
  },
);

test('a lost connection never becomes a no', { skip }, async (context) => {
  const nginx = await during(context, startOf('nginx-weak'));
  for (let seed = 1; seed <= 20; seed += 1) {
    const lossy = await startLossy(nginx, 0.1, seed);
    context.after(() => lossy.stop());
    const facts = only(await observeServer(context, lossy));
    const wrong = Object.entries(facts.versions).filter(
      ([version, { is }]) => is === 'no' && version !== 'SSLv2' && version !== 'SSLv3',
    );
    assert.deepEqual(wrong, [], `seed ${seed}`);
    const expected: Readonly<Record<string, string>> = {
      'TLS1.0': '20',
      'TLS1.1': '20',
      'TLS1.2': '61',
      'TLS1.3': '3',
    };
    for (const [version, count] of Object.entries(counts(facts))) {
      if (!count.endsWith('?')) assert.equal(count, expected[version], `seed ${seed} ${version}`);
    }
  }
});

test('shredded records and warnings change nothing', { skip }, async (context) => {
  const nginx = await during(context, startOf('nginx-good'));
  const plain = only(await observeServer(context, nginx));
  for (const start of [startWarning, startShredding, startSplittingAlerts]) {
    const odd = await start(nginx);
    context.after(() => odd.stop());
    const facts = only(await observeServer(context, odd));
    assert.deepEqual(facts.versions, plain.versions);
    assert.deepEqual(counts(facts), counts(plain));
    assert.deepEqual(facts.groups, plain.groups);
  }
});

test(
  'the same server gives the same record, whatever runs beside what',
  { skip },
  async (context) => {
    const nginx = await during(context, startOf('nginx-dual'));
    const record = async (parallel: number): Promise<unknown> => {
      const observation = await observeServer(context, nginx, { parallel });
      const http = { ...observation.addresses[0]?.http, https: undefined };
      return { ...observation, durationMs: 0, addresses: [{ ...observation.addresses[0], http }] };
    };
    const one = await record(1);
    assert.deepEqual(await record(8), one);
    assert.deepEqual(await record(3), one);
  },
);

test('a farm whose servers differ is called inconsistent', { skip }, async (context) => {
  const credentials = [plainCredentials()];
  const start = (protocols: string): Promise<Server> =>
    during(context, startNginx({ credentials, lines: [`ssl_protocols ${protocols};`] }));
  const farm = await startFarm([await start('TLSv1.2 TLSv1.3'), await start('TLSv1.2')]);
  context.after(() => farm.stop());
  const facts = only(await observeServer(context, farm, { mode: 'deep', parallel: 1 }));
  assert.notEqual(facts.inconsistent.length, 0);
});

test(
  'groups that the order of a server hides are found as far as its certificate allows',
  { skip },
  async (context) => {
    const lines = [
      'ssl_protocols TLSv1.2;',
      'ssl_prefer_server_ciphers on;',
      'ssl_ecdh_curve X25519:P-256:P-384;',
    ];
    const credentials = [plainCredentials('ecdsa')];
    const nginx = await during(context, startNginx({ credentials, lines }));
    const groups = only(await observeServer(context, nginx)).groups['TLS1.2'];
    // P-384 comes after the curve of the certificate, which has to be on offer: nobody can tell.
    assert.deepEqual(groups?.codes, [29, 23]);
    assert.equal(groups?.complete.is, 'inconclusive');
  },
);

test('quick mode needs at most 12 connections', { skip }, async (context) => {
  const nginx = await during(context, startOf('nginx-good'));
  const facts = only(await observeServer(context, nginx, { mode: 'quick' }));
  assert.ok(facts.connections <= 12, `${facts.connections} connections`);
  assert.deepEqual(facts.versions['TLS1.3'].is, 'yes');
  assert.equal(facts.chains.length > 0, true);
});

test(
  'certificates of TLS 1.3 are seen, of both kinds, with and without a name',
  { skip },
  async (t) => {
    const credentials = [plainCredentials('rsa'), plainCredentials('ecdsa')];
    const nginx = await during(t, startNginx({ credentials, lines: ['ssl_protocols TLSv1.3;'] }));
    for (const mode of ['full', 'quick'] as const) {
      const { chains, features } = only(await observeServer(t, nginx, { mode }));
      const named = chains.filter(({ serverName }) => serverName === 'localhost');
      assert.equal(new Set(named.map(({ sent }) => sent[0])).size, mode === 'full' ? 2 : 1);
      assert.equal(features['session-ticket'].is, 'yes');
      assert.equal(features['client-certificate-request'].is, 'no');
      if (mode === 'full') assert.ok(chains.some(({ serverName }) => serverName === null));
    }
  },
);
