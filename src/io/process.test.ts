import assert from 'node:assert/strict';
import { test } from 'node:test';
import { now } from './clock.ts';
import { runProcess, streamProcess, type ProcessSpec } from './process.ts';

function shell(script: string, more: Partial<ProcessSpec> = {}): ProcessSpec {
  return {
    command: 'sh',
    args: ['-c', script],
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '' },
    timeoutMs: 20_000,
    maxOutputBytes: 1000,
    ...more,
  };
}

test('output, exit code and the words of a failure are kept', async () => {
  const { end, stdout } = await runProcess(
    shell('cat; echo why >&2; exit 3', { input: ['a', 'b'] }),
  );
  assert.deepEqual(end, { state: 'exited', code: 3, stderr: 'why' });
  assert.equal(stdout.toString(), 'ab');
});

test('a program that is not there is told apart from one that fails', async () => {
  const { end } = await runProcess({ ...shell(''), command: 'lockstep-no-such-program' });
  assert.deepEqual(end, { state: 'not-found' });
});

test('too much output, too much time and a cancelled run end the program', async () => {
  const { end } = await runProcess(shell('yes'));
  assert.deepEqual(end, { state: 'output-limit' });
  const controller = new AbortController();
  const cancelled = runProcess(shell('echo; exec sleep 60', { signal: controller.signal }));
  setImmediate(() => controller.abort());
  assert.deepEqual((await cancelled).end, { state: 'cancelled' });
  assert.deepEqual((await runProcess(shell('', { signal: AbortSignal.abort() }))).end, {
    state: 'cancelled',
  });
});

test('time is up also while a grandchild holds the pipes', async () => {
  const started = performance.now();
  const { end } = await runProcess(shell('sleep 8 & sleep 8', { timeoutMs: 100 }));
  assert.deepEqual(end, { state: 'timeout' });
  assert.ok(performance.now() - started < 6000);
});

test('a reader that stops early and an input that is not wanted do no harm', async () => {
  for await (const chunk of streamProcess(shell('yes', { maxOutputBytes: Infinity }))) {
    assert.ok(chunk.length > 0);
    break;
  }
  const { end } = await runProcess(shell('exit 0', { input: endless() }));
  assert.equal(end.state, 'exited');
});

function* endless(): Generator<string, void> {
  for (;;) yield 'x'.repeat(65_536);
}

test('an input that fails is not taken for its end', async () => {
  await assert.rejects(runProcess(shell('cat', { input: failing() })), /broken source/);
});

function* failing(): Generator<string, void> {
  yield 'a';
  throw new Error('broken source');
}

test('the clock can be set from outside, for a run that is to be repeated', () => {
  assert.equal(now({ SOURCE_DATE_EPOCH: '1700000000' }).toISOString(), '2023-11-14T22:13:20.000Z');
  assert.ok(Math.abs(now({ SOURCE_DATE_EPOCH: 'soon' }).getTime() - Date.now()) < 60_000);
});
