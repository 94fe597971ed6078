import assert from 'node:assert/strict';
import test from 'node:test';
import { plainCredentials } from './credentials.ts';
import { lacksNode } from './node-releases.ts';
import { startNode } from './node-server.ts';
import { factsOf, judge, observe } from './examining.ts';
import { lacksPrograms } from './programs.ts';
import { during, startNginx } from './servers.ts';

const intrusive = { mode: 'deep', intrusive: true } as const;

test(
  'a server that bleeds is found, and nothing of its memory is kept',
  { skip: lacksNode('0.10.0') },
  async (context) => {
    const starting = startNode({ version: '0.10.0', credentials: [plainCredentials()] });
    const server = await during(context, starting);
    const observation = await observe(context, server, { options: intrusive });
    const { heartbleed } = factsOf(observation).intrusive;
    assert.equal(heartbleed.is, 'yes', heartbleed.why);
    assert.ok(heartbleed.why.length < 120, heartbleed.why);
    const result = await judge(observation);
    assert.ok(result.detections.some(({ ruleId }) => ruleId === 'tls/heartbleed'));
    assert.equal(result.summary.grade.letter, 'F');
  },
);

test(
  'without leave no attack-like message is sent',
  { skip: lacksNode('0.10.0') },
  async (context) => {
    const starting = startNode({ version: '0.10.0', credentials: [plainCredentials()] });
    const server = await during(context, starting);
    const observation = await observe(context, server, { options: { mode: 'deep' } });
    for (const [probe, { is, why }] of Object.entries(factsOf(observation).intrusive)) {
      assert.equal(is, 'not-tested', `${probe}: ${why}`);
    }
  },
);

test(
  'a sound server shows none of the flaws',
  { skip: lacksPrograms('nginx') },
  async (context) => {
    const credentials = [plainCredentials('rsa')];
    const lines = ['ssl_protocols TLSv1.2 TLSv1.3;', 'ssl_ciphers DEFAULT;'];
    const server = await during(context, startNginx({ credentials, lines }));
    const observation = await observe(context, server, { options: intrusive });
    for (const [probe, { is, why }] of Object.entries(factsOf(observation).intrusive)) {
      assert.equal(is, 'no', `${probe}: ${why}`);
    }
  },
);

for (const version of ['0.10.48', '4.9.1', '12.22.12']) {
  test(
    `Node ${version} has none of the flaws that leak memory or keys`,
    { skip: lacksNode(version) },
    async (context) => {
      const server = await during(
        context,
        startNode({ version, credentials: [plainCredentials()] }),
      );
      const facts = factsOf(await observe(context, server, { options: intrusive }));
      for (const probe of ['heartbleed', 'robot', 'ticketbleed'] as const) {
        assert.equal(facts.intrusive[probe].is, 'no', `${probe}: ${facts.intrusive[probe].why}`);
      }
      // Node closes without an alert: whoever decides by the alert cannot tell, and must not say "no".
      assert.notEqual(facts.intrusive['ccs-injection'].is, 'yes');
    },
  );
}
