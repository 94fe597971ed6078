import assert from 'node:assert/strict';
import test from 'node:test';
import { starttlsProtocols, type StarttlsProtocol } from '../../src/model/endpoint.ts';
import { plainCredentials } from './credentials.ts';
import { startSilent, startFlood, startAnswering } from './hostile.ts';
import { startNode } from './node-server.ts';
import { factsOf, impatient, observe } from './examining.ts';
import { during } from './servers.ts';
import { startDialogue } from './starttls-servers.ts';

function through(starttls: StarttlsProtocol): {
  readonly starttls: StarttlsProtocol;
  readonly host: string;
  readonly addresses: readonly string[];
  readonly serverName: string;
} {
  return { starttls, host: 'mail.example', addresses: ['127.0.0.1'], serverName: 'mail.example' };
}

for (const protocol of starttlsProtocols) {
  test(`an endpoint is observed through ${protocol}`, async (context) => {
    const target = await during(context, startNode({ credentials: [plainCredentials()] }));
    const server = await startDialogue({ protocol, target });
    context.after(() => server.stop());
    const observation = await observe(context, server, {
      endpoint: through(protocol),
      options: { mode: 'quick' },
    });
    const facts = factsOf(observation);
    assert.equal(facts.starttls.is, 'yes', facts.starttls.why);
    assert.equal(facts.versions['TLS1.3'].is, 'yes', facts.versions['TLS1.3'].why);
    assert.equal(facts.versions['TLS1.2'].is, 'yes', facts.versions['TLS1.2'].why);
    assert.equal(facts.versions['TLS1.0'].is, 'no', facts.versions['TLS1.0'].why);
    assert.equal(facts.chains.length > 0, true);
    assert.equal(facts.http.https.state, 'not-tested');
    assert.deepEqual(server.faults(), []);
  });

  test(`a server of ${protocol} that has no TLS says so, and a mute one says nothing`, async (context) => {
    const target = await startSilent();
    context.after(() => target.stop());
    const refusing = await startDialogue({ protocol, target, offers: false });
    context.after(() => refusing.stop());
    const endpoint = through(protocol);
    const refused = factsOf(await observe(context, refusing, { endpoint, options: impatient }));
    assert.equal(refused.starttls.is, 'no', refused.starttls.why);
    assert.deepEqual(refusing.faults(), []);
    const mute = factsOf(await observe(context, target, { endpoint, options: impatient }));
    assert.equal(mute.starttls.is, 'inconclusive', mute.starttls.why);
    assert.equal(mute.versions['TLS1.2'].is, 'inconclusive', mute.versions['TLS1.2'].why);
  });
}

test('a line without end and a flood of lines end in bounded time', async (context) => {
  const endless = await startFlood(Buffer.from('220-'.repeat(4096)));
  context.after(() => endless.stop());
  const lines = await startFlood(Buffer.from('220-more\r\n'.repeat(1000)));
  context.after(() => lines.stop());
  const empty = await startAnswering(new Uint8Array());
  context.after(() => empty.stop());
  for (const server of [endless, lines, empty]) {
    for (const protocol of ['smtp', 'imap', 'xmpp-client', 'mysql', 'ldap'] as const) {
      const observation = await observe(context, server, {
        endpoint: through(protocol),
        options: impatient,
      });
      assert.notEqual(factsOf(observation).starttls.is, 'yes', protocol);
      assert.notEqual(factsOf(observation).speaksTls.is, 'yes', protocol);
    }
  }
});
