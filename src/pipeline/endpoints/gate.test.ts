import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ConnectionGate } from './gate.ts';

const { signal } = new AbortController();

/** A gate and the pauses that it asked for; each pause moves the clock. */
function gateWith(limits: { connections: number; perAddress: number; perSecond: number }): {
  readonly enter: (address: string, port?: number) => Promise<(() => void) | undefined>;
  readonly pauses: number[];
} {
  let now = 0;
  const pauses: number[] = [];
  const gate = new ConnectionGate(limits, () => now);
  const pauseAndCount = (ms: number): Promise<void> => {
    pauses.push(ms);
    now += ms;
    return Promise.resolve();
  };
  return {
    pauses,
    enter: (address, port = 443) => gate.enter(address, port, { signal, pause: pauseAndCount }),
  };
}

const pause = (): Promise<void> => Promise.resolve();

/** Whether a promise is settled once everything that can happen has happened. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.finally(() => {
    settled = true;
  });
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  return settled;
}

describe('the gate', () => {
  test('lets so many in to one address, and the next when one leaves', async () => {
    const { enter } = gateWith({ connections: 100, perAddress: 2, perSecond: 1_000 });
    const [first] = await Promise.all([enter('192.0.2.1'), enter('192.0.2.1')]);
    const third = enter('192.0.2.1');
    assert.equal(await isSettled(third), false);
    assert.equal(await isSettled(enter('192.0.2.2')), true);
    first?.();
    assert.equal(await isSettled(third), true);
  });

  test('lets so many in overall, and leaving twice frees one place only', async () => {
    const { enter } = gateWith({ connections: 1, perAddress: 9, perSecond: 1_000 });
    const leave = await enter('192.0.2.1');
    const [second, third] = [enter('192.0.2.2'), enter('192.0.2.3')];
    leave?.();
    leave?.();
    assert.equal(await isSettled(second), true);
    assert.equal(await isSettled(third), false);
  });

  test('after a burst of forty, new connections to one address come at their rate', async () => {
    const { enter, pauses } = gateWith({ connections: 500, perAddress: 500, perSecond: 20 });
    for (let n = 0; n < 40; n++) await enter('192.0.2.1');
    assert.deepEqual(pauses, []);
    for (let n = 0; n < 10; n++) await enter('192.0.2.1');
    assert.equal(pauses.length, 10);
    const total = pauses.reduce((sum, ms) => sum + ms, 0);
    assert.ok(total >= 500 && total <= 560, `${total} ms for ten connections at 20 a second`);
    await enter('192.0.2.2');
    assert.equal(pauses.length, 10);
  });

  test('does not make the own machine wait, and bounds it by endpoint', async () => {
    const { enter, pauses } = gateWith({ connections: 500, perAddress: 2, perSecond: 1 });
    for (let n = 0; n < 8; n++) await enter('127.0.0.1', 1);
    assert.equal(await isSettled(enter('127.0.0.1', 2)), true);
    assert.equal(await isSettled(enter('127.0.0.1', 1)), false);
    assert.deepEqual(pauses, []);
  });

  test('a stopped run waits no longer, and holds no place', async () => {
    const cancel = new AbortController();
    const gate = new ConnectionGate({ connections: 1, perAddress: 1, perSecond: 1 }, () => 0);
    const leave = await gate.enter('192.0.2.1', 443, { signal, pause });
    const waiting = gate.enter('192.0.2.1', 443, { signal: cancel.signal, pause });
    cancel.abort();
    assert.equal(await waiting, undefined);
    leave?.();
    assert.notEqual(await gate.enter('192.0.2.1', 443, { signal, pause }), undefined);
  });
});
