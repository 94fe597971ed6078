import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { tempTree } from '../../src/io/tests/temp-tree.ts';
import { plainCredentials } from '../tls/credentials.ts';
import { listen } from '../tls/listener.ts';
import { assertCode, assertRefused, parseReport, User } from './lockstep.ts';
import { blockTls10, oldOptions, startTls } from './tls-server.ts';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const listener = await listen((socket) => socket.destroy());
  await listener.stop();
  return listener.port;
}

const app = `import https from 'node:https';
import { readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
child.unref();
writeFileSync('pids', process.pid + ' ' + child.pid);
const options = { cert: readFileSync('cert.pem'), key: readFileSync('key.pem'), ...JSON.parse(process.argv[3] ?? '{}') };
https.createServer(options, (_, response) => response.end()).listen(Number(process.argv[2]), '127.0.0.1');
`;

/** A project with a web server of its own, and the command that starts it on a port. */
async function project(
  context: TestContext,
): Promise<{ root: string; port: number; serve: string }> {
  const { chain, key } = plainCredentials();
  const policy = `version: 1\nproduct: shop\n${blockTls10}`;
  const files = { 'lockstep.yaml': policy, 'app.mjs': app, 'cert.pem': chain, 'key.pem': key };
  const root = tempTree(context, files);
  const port = await freePort();
  writeFileSync(path.join(root, 'options.json'), JSON.stringify(oldOptions));
  const serve = `"${process.execPath}" app.mjs ${port} "$(cat options.json)"`;
  return { root, port, serve };
}

/** The server and its child, as they said. */
function pidsIn(root: string): readonly number[] {
  return readFileSync(path.join(root, 'pids'), 'utf8').split(' ').map(Number);
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const onLinux = { concurrency: 2, skip: process.platform !== 'linux' };

describe('lockstep tls --serve', onLinux, () => {
  test('starts the application, judges it, and leaves no process behind', async (context) => {
    const { root, port, serve } = await project(context);
    const words = ['tls', '--serve', serve, '--port', String(port), '-f', 'json'] as const;
    const end = await new User(context).run(root, ...words);
    assertCode(end, 1);
    const rules = parseReport(end.stdout).findings.map(
      ({ rule, location }) => `${location.path} ${rule}`,
    );
    assert.ok(rules.includes(`127.0.0.1:${port} tls/tls10`), end.stdout);
    assert.deepEqual(pidsIn(root).map(isRunning), [false, false]);
  });

  test('2, with its last words, for an application that ends before it listens', async (context) => {
    const { root, port } = await project(context);
    const words = ['tls', '--serve', 'echo no database; exit 7', '--port', String(port)] as const;
    const end = await new User(context).run(root, ...words);
    assertRefused(end, 'ended before it listened', 'exit code 7', 'no database');
  });

  test('2 for a port that somebody else has, and nothing is started', async (context) => {
    const { root, serve } = await project(context);
    const taken = await startTls(context);
    const end = await new User(context).run(
      root,
      'tls',
      '--serve',
      serve,
      '--port',
      String(taken.port),
    );
    assertRefused(end, `something listens on 127.0.0.1:${taken.port} already`);
    assert.equal(existsSync(path.join(root, 'pids')), false);
  });

  test('2 for an application that does not listen in time, and it is ended', async (context) => {
    const { root, port } = await project(context);
    const words = ['tls', '--serve', 'echo $$ > pids; sleep 60', '--port', String(port)] as const;
    const end = await new User(context).run(root, ...words, '--ready-timeout', '1');
    assertRefused(end, 'does not listen on');
    assert.deepEqual(pidsIn(root).map(isRunning), [false]);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    test(`${signal} while the application starts ends it too`, async (context) => {
      const { root, port } = await project(context);
      const serve = 'echo $$ > pids; echo ready > up; sleep 60';
      const words = ['tls', '--serve', serve, '--port', String(port)];
      const run = new User(context).start(root, words);
      await appears(path.join(root, 'up'));
      run.child.kill(signal);
      const end = await run.ended;
      assert.equal(end.code, 2, end.stderr);
      assert.deepEqual(pidsIn(root).map(isRunning), [false]);
    });
  }
});

describe('a recording', () => {
  test('that was killed is gone on with: nothing is asked twice', onLinux, async (context) => {
    const fast = await startTls(context, oldOptions);
    const silent = await listen(() => undefined);
    context.after(() => silent.stop());
    const policy = `version: 1\n${blockTls10}tls: { limits: { in-flight: 2 } }
endpoints: [{ host: 127.0.0.1, port: ${fast.port} }, { host: 127.0.0.1, port: ${silent.port} }]\n`;
    const root = tempTree(context, { 'lockstep.yaml': policy });
    const user = new User(context);
    const file = path.join(root, 'all.ndjson');
    const words = ['tls', '--record', file, '-f', 'json'] as const;
    const run = user.start(root, words);
    await appears(file, '\n');
    run.child.kill('SIGKILL');
    await run.ended;
    writeFileSync(file, '{"format":"lockstep-tls-obs', { flag: 'a' });
    const before = fast.connections();
    const end = await user.run(root, ...words, '--resume', '--timeout', '2');
    assertCode(end, 1);
    assert.equal(fast.connections(), before);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    assert.equal(lines.length, 2);
    for (const line of lines) JSON.parse(line);
  });
});

/** Resolves once the file is there and holds this text; looks again at every turn of a connection to nowhere. */
async function appears(file: string, text = ''): Promise<void> {
  for (;;) {
    if (existsSync(file) && readFileSync(file, 'utf8').includes(text)) return;
    await new Promise((resolve) => {
      net.connect(1, '127.0.0.1').on('error', resolve).on('connect', resolve);
    });
  }
}
