import assert from 'node:assert/strict';
import test from 'node:test';
import { plainCredentials } from './credentials.ts';
import { factsOf, judge, observe } from './examining.ts';
import { lacksPrograms } from './programs.ts';
import { during, startNginx } from './servers.ts';

/** Not the default of every nginx. */
const lines = ['ssl_protocols TLSv1.2 TLSv1.3;'];
const skip = lacksPrograms('nginx');

test('a chain of a hundred certificates is read whole, and judged', { skip }, async (context) => {
  const { chain, key } = plainCredentials('rsa');
  const credentials = [{ chain: chain.repeat(100), key }];
  const server = await during(context, startNginx({ credentials, lines }));
  const observation = await observe(context, server);
  const facts = factsOf(observation);
  assert.equal(facts.versions['TLS1.2'].is, 'yes', facts.versions['TLS1.2'].why);
  assert.equal(facts.versions['TLS1.3'].is, 'yes', facts.versions['TLS1.3'].why);
  assert.ok(facts.chains.some(({ sent }) => sent.length > 0));
  assert.equal(Object.keys(observation.certificates).length, 1);
  await judge(observation);
});

test('a chain of two megabytes ends in bounds, and denies nothing', { skip }, async (context) => {
  const { chain, key } = plainCredentials('rsa');
  const credentials = [{ chain: chain.repeat(2500), key }];
  const server = await during(context, startNginx({ credentials, lines }));
  const observation = await observe(context, server);
  const facts = factsOf(observation);
  for (const version of ['TLS1.2', 'TLS1.3'] as const) {
    assert.notEqual(facts.versions[version].is, 'no', facts.versions[version].why);
  }
  await judge(observation);
  // What is recorded stays small enough to be read again (MAX_RECORD_BYTES in src/pipeline/endpoints/records.ts).
  assert.ok(JSON.stringify(observation).length < 4 * 2 ** 20);
});
