import assert from 'node:assert/strict';
import test from 'node:test';
import { plainCredentials } from './credentials.ts';
import { lacksNode } from './node-releases.ts';
import { startNode } from './node-server.ts';
import { observeServer, only } from './observing.ts';
import { during } from './servers.ts';

test('an old Node shows its ciphers of SSLv2', { skip: lacksNode('0.10.42') }, async (t) => {
  const server = await during(
    t,
    startNode({
      version: '0.10.42',
      flags: ['--enable-ssl2', '--enable-ssl3'],
      credentials: [plainCredentials()],
      tls: { ciphers: 'ALL', secureProtocol: 'SSLv23_method' },
    }),
  );
  const facts = only(await observeServer(t, server));
  assert.equal(facts.versions.SSLv2.is, 'yes', facts.versions.SSLv2.why);
  assert.equal(facts.versions.SSLv3.is, 'yes', facts.versions.SSLv3.why);
  const kinds = facts.suites.SSLv2?.codes ?? [];
  // SSL_CK_RC4_128_WITH_MD5 and SSL_CK_DES_192_EDE3_CBC_WITH_MD5.
  assert.ok(kinds.includes(0x010080) && kinds.includes(0x0700c0), kinds.join());
});
