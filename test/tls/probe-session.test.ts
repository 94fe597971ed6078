import assert from 'node:assert/strict';
import test from 'node:test';
import { sessionFacts, type SessionFacts } from '../../src/checks/tls/probe/session.ts';
import { plainCredentials } from './credentials.ts';
import { lacksNode } from './node-releases.ts';
import { startNode } from './node-server.ts';
import { lacksPrograms } from './programs.ts';
import { during, startNginx, startOpenssl } from './servers.ts';
import { speakerTo } from './speaking.ts';

function answers({ features }: SessionFacts): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(features).map(([name, { is }]) => [name, is]));
}

test('sessions of nginx: tickets, ids and early data as configured', async (t) => {
  const lacking = lacksPrograms('nginx');
  if (lacking !== false) return t.skip(lacking);
  const credentials = [plainCredentials()];
  const open = await during(
    t,
    startNginx({
      credentials,
      lines: [
        'ssl_protocols TLSv1.2 TLSv1.3;',
        'ssl_early_data on;',
        'ssl_session_cache shared:a:1m;',
        'ssl_session_timeout 7m;',
      ],
    }),
  );
  const facts = await sessionFacts(speakerTo(t, open, ['TLS1.2', 'TLS1.3']));
  assert.deepEqual(
    answers(facts),
    {
      'client-certificate-required': 'no',
      'early-data': 'yes',
      'session-id': 'yes',
      'session-ticket': 'yes',
    },
    JSON.stringify(facts),
  );
  assert.equal(facts.maxEarlyData, 16_384);
  assert.equal(facts.ticketLifetimeSeconds, 420);
  const lines = ['ssl_protocols TLSv1.2;', 'ssl_session_tickets off;', 'ssl_session_cache off;'];
  const closed = await during(t, startNginx({ credentials, lines }));
  const none = await sessionFacts(speakerTo(t, closed, ['TLS1.2']));
  assert.deepEqual(answers(none), {
    'client-certificate-required': 'no',
    'session-id': 'no',
  });
});

test('a client certificate that is required is told from one that is only asked for', async (t) => {
  const lacking = lacksPrograms('openssl');
  if (lacking !== false) return t.skip(lacking);
  const credentials = [plainCredentials()];
  for (const version of ['TLS1.2', 'TLS1.3'] as const) {
    const only = version === 'TLS1.2' ? '-tls1_2' : '-tls1_3';
    for (const [flag, expected] of [
      ['-Verify', 'yes'],
      ['-verify', 'no'],
    ] as const) {
      const args = [only, flag, '1'];
      const server = await during(t, startOpenssl({ credentials, args }));
      const facts = await sessionFacts(speakerTo(t, server, [version]));
      const { 'client-certificate-required': fact } = facts.features;
      assert.equal(fact?.is, expected, `${version} ${flag} ${JSON.stringify(facts)}`);
    }
  }
});

test('an SSLv3 server shows its sessions too', async (t) => {
  const lacking = lacksNode('0.10.48');
  if (lacking !== false) return t.skip(lacking);
  const server = await during(
    t,
    startNode({
      version: '0.10.48',
      flags: ['--enable-ssl3'],
      credentials: [plainCredentials()],
    }),
  );
  const facts = await sessionFacts(speakerTo(t, server, ['SSLv3']));
  assert.equal(facts.features['session-id']?.is, 'no', JSON.stringify(facts));
});
