import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { AddressObservation } from '../../src/checks/tls/observation.ts';
import { plainCredentials } from './credentials.ts';
import {
  alert,
  garbage,
  record,
  startAnswering,
  startClosing,
  startFlood,
  startHanging,
  startResetting,
  startSilent,
  startTrickle,
} from './hostile.ts';
import type { Listener } from './listener.ts';
import { startCutting, startDripping, startTarpit } from './networks.ts';
import { startNode } from './node-server.ts';
import { factsOf, impatient, judge, observe } from './examining.ts';
import { during } from './servers.ts';

const HANDSHAKE = 22;
const KIBIBYTE = 1024;

/** Claims that a server made no statement about: whatever is `yes` or `no` here was made up. */
function decided(facts: AddressObservation): readonly string[] {
  const claims = { ...facts.versions, ...facts.features, ...facts.intrusive };
  return Object.entries(claims)
    .filter(([, { is }]) => is === 'yes' || is === 'no')
    .map(([name, { is, why }]) => `${name}: ${is} (${why})`);
}

async function facing(
  context: TestContext,
  starting: Promise<Listener>,
): Promise<AddressObservation> {
  const server = await starting;
  context.after(() => server.stop());
  const observation = await observe(context, server, { options: impatient });
  const result = await judge(observation);
  const { grade, properties, attacks, trust } = result.summary;
  assert.equal(grade.letter, '?');
  const praise = [...properties, ...attacks].filter(({ quality }) => quality === 'good');
  assert.deepEqual(praise, []);
  assert.equal(trust.quality, 'unknown');
  return factsOf(observation);
}

const undecidable: readonly (readonly [string, () => Promise<Listener>])[] = [
  ['is silent', startSilent],
  ['resets every connection', startResetting],
  ['floods with bytes of chance', () => startFlood()],
  ['floods with handshake records', () => startFlood(record(HANDSHAKE, garbage(16_000, 3)))],
  ['floods with empty records', () => startFlood(record(HANDSHAKE, new Uint8Array()))],
  ['floods with warnings', () => startFlood(record(21, Uint8Array.of(1, 112)))],
  ['says a byte now and then', () => startTrickle(20)],
  ['answers 64 KiB of garbage', () => startAnswering(garbage(64 * KIBIBYTE, 5))],
  ['answers 64 KiB of zeros', () => startAnswering(new Uint8Array(64 * KIBIBYTE))],
  [
    'announces a message of 16 MiB and stops',
    () => startHanging(record(HANDSHAKE, Uint8Array.of(2, 255, 255, 255, 3, 3))),
  ],
  ['sends half an alert and closes', () => startAnswering(alert(40).subarray(0, 6))],
];

for (const [what, start] of undecidable) {
  test(`nothing is claimed of a server that ${what}`, async (context) => {
    const facts = await facing(context, start());
    assert.deepEqual(decided(facts), []);
    assert.equal(facts.speaksTls.is, 'inconclusive', facts.speaksTls.why);
  });
}

test('a server that closes every connection at once speaks no TLS that anybody saw', async (context) => {
  for (const when of ['at-once', 'after-hello'] as const) {
    const facts = await facing(context, startClosing(when));
    assert.notEqual(facts.speaksTls.is, 'yes');
    // No control handshake ever succeeded: a close alone is no refusal.
    assert.deepEqual(decided(facts), [], when);
  }
});

test('a server that speaks HTTP in plain text is told from one that is broken', async (context) => {
  const answer = Buffer.from('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n');
  const server = await startAnswering(answer);
  context.after(() => server.stop());
  const facts = factsOf(await observe(context, server, { options: impatient }));
  assert.equal(facts.speaksTls.is, 'no', facts.speaksTls.why);
});

test('an answer that is cut at any byte never makes a "no" of what is there', async (context) => {
  const good = await during(context, startNode({ credentials: [plainCredentials()] }));
  const cuts = [1, 3, 5, 6, 9, 11, 43, 44, 60, 80, 127, 128, 200, 500, 900, 1200];
  for (const how of ['close', 'reset'] as const) {
    for (const bytes of cuts) {
      const network = await startCutting(good, bytes, how);
      const facts = factsOf(await observe(context, network, { options: impatient }));
      await network.stop();
      const { versions } = facts;
      assert.notEqual(versions['TLS1.2'].is, 'no', `${how} at ${bytes}: ${versions['TLS1.2'].why}`);
      assert.notEqual(versions['TLS1.3'].is, 'no', `${how} at ${bytes}: ${versions['TLS1.3'].why}`);
    }
  }
});

test('one byte at a time is enough, if the time is', async (context) => {
  const good = await during(context, startNode({ credentials: [plainCredentials()] }));
  const network = await startDripping(good, 1);
  context.after(() => network.stop());
  const facts = factsOf(await observe(context, network, { options: { mode: 'quick' } }));
  assert.equal(facts.versions['TLS1.3'].is, 'yes', facts.versions['TLS1.3'].why);
  assert.equal(facts.versions['TLS1.2'].is, 'yes', facts.versions['TLS1.2'].why);
});

test('a tarpit after a few connections leaves the rest open, and denies nothing', async (context) => {
  const good = await during(context, startNode({ credentials: [plainCredentials()] }));
  for (const connections of [1, 2, 4, 8, 16]) {
    const network = await startTarpit(good, connections);
    const facts = factsOf(await observe(context, network, { options: impatient }));
    await network.stop();
    assert.notEqual(facts.versions['TLS1.2'].is, 'no');
    assert.notEqual(facts.versions['TLS1.3'].is, 'no');
    const suites = facts.suites['TLS1.2'];
    if (suites !== undefined && suites.codes.length < 20) {
      assert.notEqual(suites.complete.is, 'yes', `after ${connections}`);
    }
  }
});
