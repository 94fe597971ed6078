import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import { assertCode, User, type Running } from '../e2e/lockstep.ts';
import { nodeProgram, nodeReleases } from '../tls/node-releases.ts';
import { dockerfile } from './dockerfile.ts';
import { freshDatabase } from './fresh-database.ts';

/**
 * There is no container engine here: the steps of the Dockerfile are taken in a folder, and what they make runs as its user,
 * without capabilities, in a mount namespace in which everything but the data folder is read-only.
 */
const image = dockerfile();
const READ_ONLY = `mount --bind "$DATA" "$DATA" && mount -o remount,bind,ro / && cd "$DATA" && exec setpriv \
  --reuid "$ID" --regid "$ID" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all "$@"`;
const namespace = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', READ_ONLY, 'sh'];
const [userId = ''] = image.user.split(':');

const scratch = mkdtempSync(path.join(tmpdir(), 'lockstep-image-'));
const app = path.join(scratch, 'app');
/** Steps of the build from the built sources on: what `npm test` has built is not built again. */
const steps = (image.stages[0] ?? []).filter(({ name }) => name === 'RUN').slice(2);

/** Of the version that the base image has, where tests of the tls check have fetched it; else the one that runs this. */
const nodeVersion = /node:(\d+\.\d+\.\d+)-/u.exec(image.text)?.[1] ?? '';
const node = path.join(scratch, 'node');

function lacksNamespaces(): string | false {
  const env = { ...process.env, DATA: scratch, ID: userId };
  const { status } = spawnSync('unshare', [...namespace.slice(1), 'true'], { env });
  return status === 0 ? false : 'nobody may mount anything here';
}

describe('what the Dockerfile makes', { skip: lacksNamespaces() }, () => {
  before(() => {
    chmodSync(scratch, 0o755);
    mkdirSync(path.join(scratch, 'tmp'));
    const program = nodeProgram(nodeVersion);
    copyFileSync(existsSync(program) ? program : process.execPath, node);
    chmodSync(node, 0o755);
    for (const { text } of steps) {
      const step = text.replaceAll(/(?<=\s)\/(?=app|tmp)/gu, `${scratch}/`);
      const { status, stderr } = spawnSync('sh', ['-euc', step], {
        cwd: existsSync(app) ? app : '.',
        env: { ...process.env, npm_config_prefer_offline: 'true' },
        encoding: 'utf8',
      });
      assert.equal(status, 0, `${step}\n${stderr}`);
    }
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  test('is of a version of Node that these tests fetch', () => {
    const versions = nodeReleases.map(({ version }) => version);
    assert.ok(versions.includes(nodeVersion), `add ${nodeVersion} to test/tls/node-releases.ts`);
  });

  test('has what the service needs, and nothing that only its build needs', () => {
    assert.ok(existsSync(path.join(app, 'dist/store/migrations')));
    const installed = readdirSync(path.join(app, 'node_modules'));
    for (const name of ['fastify', 'pg', 'pg-boss']) assert.ok(installed.includes(name), name);
    for (const name of ['typescript', 'tsx', 'kubernetes-models', 'oxlint']) {
      assert.ok(!installed.includes(name), name);
    }
    assert.ok(!existsSync(path.join(app, 'src')) && !existsSync(path.join(app, 'test')));
  });

  test('serves, with a database of its own, examines, and writes to its data folder only', async (context) => {
    const { running, data, said } = start(context, [...image.command, '--port', '0']);
    await running.said('listens on');
    const url = /http:\/\/(?<place>\S+)/u.exec(said())?.groups?.['place'] ?? '';
    const token = /lockstep_\S+/u.exec(said())?.[0] ?? '';
    const ask = image.healthcheck.slice(1).map((word) => word.replace('127.0.0.1:7300', url));
    assert.equal(spawnSync(process.execPath, ask).status, 0);
    const answer = await fetch(`http://${url}/v1/checks/secrets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'a.js', text: 'let a = 1;\n' }),
    });
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /"state":"finished"/u);
    await stop(running);
    // Its probe says that nobody is there.
    assert.equal(spawnSync(process.execPath, ask).status, 1);
    assert.deepEqual(readdirSync(data).toSorted(), ['database', 'secret-key']);
  });

  test('migrates and works on PostgreSQL', async (context) => {
    const database = await freshDatabase(context);
    if (database === undefined) {
      context.skip('PostgreSQL is not installed');
      return;
    }
    const DATABASE_URL = database.url;
    const migrated = start(context, ['migrate'], { DATABASE_URL });
    assertCode(await migrated.running.ended, 0);
    const words = ['worker', '--host', '127.0.0.1', '--port', '0'];
    const { running, data, said } = start(context, words, { DATABASE_URL });
    await running.said('/readyz');
    const url = /http:\S+/u.exec(said())?.[0] ?? '';
    assert.equal((await fetch(url)).status, 200);
    await stop(running);
    assert.deepEqual(readdirSync(data), []);
  });
});

interface Started {
  readonly running: Running;
  readonly data: string;
  readonly said: () => string;
}

/** Calls the program as the image does, with a data folder of its own. */
function start(context: TestContext, words: readonly string[], env: object = {}): Started {
  const user = new User(context);
  const data = mkdtempSync(path.join(scratch, 'data-'));
  chownSync(data, Number(userId), Number(userId));
  // Where the image has them, without tini, which only waits for what it starts.
  const [, , program, ...rest] = [...image.entrypoint, ...words];
  assert.equal(program, 'lockstep');
  const command = [...namespace, node, path.join(app, 'dist/main.js'), ...rest];
  const settings = Object.entries(image.environment).map(([name, value]) => [
    name,
    value.replace(/^\/data$/u, data),
  ]);
  const running = user.startAny(command, '/', {
    env: { DATA: data, ID: userId, ...Object.fromEntries(settings), ...env },
  });
  let said = '';
  running.child.stdout?.on('data', (text: string) => {
    said += text;
  });
  return { running, data, said: () => said };
}

async function stop({ child, ended }: Running): Promise<void> {
  child.kill('SIGTERM');
  assertCode(await ended, 0);
}
