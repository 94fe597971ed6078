import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import test from 'node:test';
import { Asker, type Question } from './ask.ts';
import { Door } from './door.ts';
import { alertBytes, fakeNetwork, serverHelloBytes, type Reply } from './network.fake.ts';
import type { Told } from './told.ts';

const SUITE = 0xc02f;
const good: Reply = { bytes: serverHelloBytes(0x0303, SUITE), ends: 'timeout' };
const question: Question = { version: 'TLS1.2', suites: [SUITE] };
const endpoint = { name: 'x:443', host: 'x', port: 443, zone: 'public', profile: 'p' };

function alert(code: number, level?: number): Reply {
  return { bytes: alertBytes(code, level), ends: 'end' };
}

interface Asked {
  readonly told: Told;
  readonly connections: number;
  readonly waits: readonly number[];
}

/** Asks twice: the first answer, if it is good, becomes the control; `replies` are those to the second question. */
async function ask(
  replies: readonly Reply[],
  control: Reply | null = good,
  wish: Question = { ...question, suites: [0x002f] },
): Promise<Asked> {
  const left = [...replies];
  const network = fakeNetwork((hello) => {
    const isControl = hello.includes(Buffer.of(SUITE >> 8, SUITE & 255));
    if (hello.length === 0) return { ends: 'timeout' };
    if (isControl) return control ?? { ends: 'reset' };
    return left.shift() ?? { ends: 'reset' };
  });
  const options = {
    mode: 'full',
    now: '2026-11-25T00:00:00.000Z',
    intrusive: false,
    revocation: false,
    parallel: 2,
    connectTimeoutMs: 1000,
    handshakeTimeoutMs: 1000,
    endpointTimeoutMs: 60_000,
    backoffMs: [250, 1000, 4000],
  } as const;
  const door = new Door({ endpoint, address: '192.0.2.1', deadlineMs: 60_000 }, network, options);
  const asker = new Asker(door, () => undefined);
  if (control !== null) assert.equal((await asker.ask(question)).is, 'yes');
  const before = door.connections;
  const told = await asker.ask(wish);
  return { told, connections: door.connections - before, waits: network.waits };
}

test('an alert is a no at once', async () => {
  const { told, connections } = await ask([alert(40)]);
  assert.deepEqual(told, { is: 'no', why: 'alert 40 (handshake_failure)', code: 40 });
  assert.equal(connections, 1);
});

test('resets are retried with pauses and never a no', async () => {
  const reset: Reply = { ends: 'reset' };
  const { told, waits } = await ask([reset, reset, reset, reset]);
  assert.equal(told.is, 'inconclusive');
  assert.equal(told.why, 'reset 4 of 4');
  assert.deepEqual(waits, [250, 1000, 4000]);
});

test('what succeeds after a reset counts', async () => {
  const late: Reply = { bytes: serverHelloBytes(0x0303, 0x002f), ends: 'timeout' };
  assert.equal((await ask([{ ends: 'reset' }, late])).told.is, 'yes');
  assert.equal((await ask([{ ends: 'timeout' }, alert(40)])).told.is, 'no');
});

test('a close is a no when it is repeated beside a control that succeeds', async () => {
  const closed: Reply = { ends: 'end' };
  const { told, connections, waits } = await ask([closed, closed]);
  assert.deepEqual(told, { is: 'no', why: 'closed, control handshake good' });
  assert.equal(connections, 4);
  assert.deepEqual(waits, []);
});

test('a close with no control is inconclusive', async () => {
  const closed: Reply = { ends: 'end' };
  const { told } = await ask([closed, closed, closed, closed], null);
  assert.equal(told.is, 'inconclusive');
  assert.equal(told.why, 'closed 4 of 4');
});

test('internal_error counts like a close', async () => {
  const { told } = await ask([alert(80), alert(80)]);
  assert.equal(told.is, 'no');
  assert.equal(told.why, 'alert 80 (internal_error), control handshake good');
});

test('one close among resets is no refusal', async () => {
  const replies: readonly Reply[] = [{ ends: 'end' }, { ends: 'reset' }, { ends: 'reset' }];
  const { told } = await ask([...replies, { ends: 'timeout' }]);
  assert.equal(told.is, 'inconclusive');
  assert.equal(told.why, 'closed 1 of 4, reset 2 of 4, timeout 1 of 4');
});

test('a name that the server does not know says nothing about what was offered', async () => {
  const { told, connections } = await ask([alert(112)]);
  assert.equal(told.is, 'inconclusive');
  assert.equal(connections, 1);
});

test('warnings are passed over, unless nothing but a close follows', async () => {
  const hello = serverHelloBytes(0x0303, 0x002f);
  const warned = Uint8Array.of(...alertBytes(112, 1), ...hello);
  assert.equal((await ask([{ bytes: warned, ends: 'timeout' }])).told.is, 'yes');
  assert.equal((await ask([alert(40, 1)])).told.is, 'no');
  const nameOnly = await ask([alert(112, 1), alert(112, 1)]);
  assert.deepEqual(nameOnly.told, { is: 'no', why: 'closed, control handshake good' });
});

test('an older version in the answer is a no to the one that was asked for', async () => {
  const older: Reply = { bytes: serverHelloBytes(0x0301, 0x002f), ends: 'timeout' };
  const { told } = await ask([older]);
  assert.equal(told.is, 'no');
  assert.equal(told.why, 'answered TLS1.0');
});

test('a newer version than was offered is believed by nobody', async () => {
  const newer: Reply = { bytes: serverHelloBytes(0x0303, 0x002f), ends: 'timeout' };
  const wish: Question = { version: 'TLS1.0', suites: [0x002f] };
  assert.equal((await ask([newer, newer, newer, newer], good, wish)).told.is, 'inconclusive');
});

test('a refusal of protocols on top is asked again without them', async () => {
  const answer: Reply = { bytes: serverHelloBytes(0x0303, 0x002f), ends: 'timeout' };
  const wish: Question = { ...question, suites: [0x002f], alpn: ['h2'] };
  assert.equal((await ask([alert(120), answer], good, wish)).told.is, 'yes');
});

test('a flight that breaks off proves its ServerHello after all tries', async () => {
  const cut: Reply = { bytes: serverHelloBytes(0x0303, 0x002f), ends: 'reset' };
  const wish: Question = { ...question, suites: [0x002f], wanted: 'done' };
  const { told, connections } = await ask([cut, cut, cut, cut], good, wish);
  assert.equal(told.is, 'yes');
  assert.equal(connections, 4);
});
