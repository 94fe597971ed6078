import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { LockstepError } from '../model/error.ts';
import { startServed, type ServeSpec } from './served-process.ts';
import { tempTree } from './tests/temp-tree.ts';

const host = '127.0.0.1';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve);
  });
  const { port } = address(server);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

function address(server: ReturnType<typeof createServer>): AddressInfo {
  const found = server.address();
  assert.ok(typeof found === 'object' && found !== null);
  return found;
}

/** A program in a file of its own, and the shell's command for it. */
function programOf(context: TestContext, text: string): { cwd: string; command: string } {
  const cwd = tempTree(context, { 'app.mjs': text });
  return { cwd, command: `"${process.execPath}" app.mjs` };
}

async function specOf(context: TestContext, text: string): Promise<ServeSpec> {
  const port = await freePort();
  const { cwd, command } = programOf(context, text);
  const env = { PATH: process.env['PATH'], PORT: String(port) };
  const { signal } = new AbortController();
  return { command, cwd, env, host, port, readyTimeoutMs: 20_000, signal };
}

const listening = `import net from 'node:net';
net.createServer((socket) => socket.end()).listen(process.env.PORT, '127.0.0.1');`;

function isRunning(pid: number): boolean {
  try {
    // A zombie that nobody waits for has ended.
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function failure(spec: ServeSpec): Promise<LockstepError> {
  const result = await startServed(spec).catch((error: unknown) => error);
  assert.ok(result instanceof LockstepError && result.code === 'serve', String(result));
  return result;
}

describe('an application that is served for a scan', { skip: process.platform !== 'linux' }, () => {
  test('is waited for, and gone after it', async (context) => {
    const spec = await specOf(context, `console.log('up'); setTimeout(() => {}, 0);${listening}`);
    const served = await startServed(spec);
    assert.equal(served.ended(), undefined);
    await served.stop();
    assert.notEqual(served.ended(), undefined);
    assert.equal(served.output(), 'up');
  });

  test('takes its children with it: in its group, out of it, deaf to SIGTERM, adopted by others', async (context) => {
    const child = `import { writeFileSync } from 'node:fs';
process.on('SIGTERM', () => undefined);
writeFileSync(process.argv[2], String(process.pid));
setInterval(() => undefined, 1_000);`;
    const app = `import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
const start = (name, detached, shell) => shell
  ? spawn('sh', ['-c', 'setsid "$0" child.mjs ' + name + ' & exit', process.execPath], { stdio: 'ignore' })
  : spawn(process.execPath, ['child.mjs', name], { detached, stdio: 'ignore' }).unref();
start('near', false); start('far', true); start('adopted', false, true);
const wait = setInterval(() => {
  if (!['near', 'far', 'adopted'].every((name) => existsSync(name))) return;
  clearInterval(wait);
  import('./listen.mjs');
}, 20);`;
    const spec = await specOf(context, app);
    const { put } = await import('./tests/temp-tree.ts');
    put(spec.cwd, 'child.mjs', child);
    put(spec.cwd, 'listen.mjs', listening);
    const served = await startServed(spec);
    const pids = ['near', 'far', 'adopted'].map((name) =>
      Number(readFileSync(path.join(spec.cwd, name), 'utf8')),
    );
    assert.deepEqual(pids.map(isRunning), [true, true, true]);
    await served.stop();
    assert.deepEqual(pids.map(isRunning), [false, false, false]);
  });

  test('that ends early is an error with its last words', async (context) => {
    const spec = await specOf(context, `console.error('no such database'); process.exit(3);`);
    const { message, repair } = await failure(spec);
    assert.match(message, /ended before it listened on 127\.0\.0\.1:\d+ \(exit code 3\)/u);
    assert.match(repair ?? '', /no such database/u);
  });

  test('that never listens is ended, and of a flood only the end is kept', async (context) => {
    const text = `setInterval(() => process.stdout.write('x'.repeat(65_536) + 'last\\n'), 1);`;
    const spec = { ...(await specOf(context, text)), readyTimeoutMs: 400 };
    const { message, repair = '' } = await failure(spec);
    assert.match(message, /does not listen on .* after 0\.4 s/u);
    assert.ok(repair.length < 20_000);
  });

  test('is not started where somebody listens already', async (context) => {
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, host, resolve);
    });
    context.after(() => taken.close());
    const text = `import { writeFileSync } from 'node:fs'; writeFileSync('started', '');`;
    const spec = { ...(await specOf(context, text)), port: address(taken).port };
    const { message } = await failure(spec);
    assert.match(message, /something listens on 127\.0\.0\.1:\d+ already/u);
    assert.throws(() => readFileSync(path.join(spec.cwd, 'started')), /ENOENT/u);
  });

  test('that cannot be started at all is an error', async (context) => {
    const spec = { ...(await specOf(context, '')), command: 'no-such-program-here' };
    const { message, repair } = await failure(spec);
    assert.match(message, /ended before it listened on .* \(exit code 127\)/u);
    assert.match(repair ?? '', /not found/u);
  });

  test('is ended when the run is stopped while it starts', async (context) => {
    const cancel = new AbortController();
    const spec = await specOf(context, 'setInterval(() => undefined, 1_000);');
    const failed = failure({ ...spec, signal: cancel.signal });
    cancel.abort();
    assert.match((await failed).message, /was stopped before it listened/u);
  });
});
