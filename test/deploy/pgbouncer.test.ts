import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chownSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { put, runGit, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import { assertCode, plainUserId, User } from '../e2e/lockstep.ts';
import { lacksPrograms, requireProgram } from '../tls/programs.ts';
import { freshDatabase, type FreshDatabase } from './fresh-database.ts';

const PASSWORD = 'p@ss:w/rd %41';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Connections are handed to others after each transaction; there are fewer of them than the programs open. */
async function startPgBouncer(
  context: TestContext,
  { name, host }: FreshDatabase,
): Promise<{ readonly port: number }> {
  const port = await freePort();
  const folder = tempTree(context, { 'users.txt': `"lockstep" "${PASSWORD}"\n` });
  writeFileSync(
    path.join(folder, 'pgbouncer.ini'),
    `[databases]
lockstep = host=${host} dbname=${name} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${folder}/users.txt
pool_mode = transaction
default_pool_size = 3
ignore_startup_parameters = statement_timeout
`,
  );
  const userId = process.getuid?.() === 0 ? plainUserId() : undefined;
  if (userId !== undefined) {
    for (const file of ['', 'users.txt', 'pgbouncer.ini']) {
      chownSync(path.join(folder, file), userId, userId);
    }
  }
  const child = spawn(requireProgram('pgbouncer'), [path.join(folder, 'pgbouncer.ini')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(userId === undefined ? {} : { uid: userId, gid: userId }),
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  context.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('process up')) resolve();
    });
    child.once('exit', () => reject(new Error(said)));
  });
  return { port };
}

test(
  'everything works behind PgBouncer that pools transactions, by the password of a file',
  { skip: lacksPrograms('pgbouncer') },
  async (context) => {
    const database = await freshDatabase(context);
    if (database === undefined) {
      context.skip('PostgreSQL is not installed');
      return;
    }
    const { port } = await startPgBouncer(context, database);
    const user = new User(context);
    put(user.home, 'password', `${PASSWORD}\n`);
    const env = {
      DATABASE_URL: `postgres://lockstep@127.0.0.1:${port}/lockstep`,
      DATABASE_PASSWORD_FILE: 'password',
    };
    const lockstep = (...words: readonly string[]): ReturnType<User['run']> =>
      user.runWith({ env }, user.home, ...words);
    assertCode(await lockstep('migrate'), 0);
    const served = user.start(
      user.home,
      ['serve', '--data', 'serve', '--port', '0', '--workers', '0', '--quiet'],
      { env },
    );
    let said = '';
    served.child.stdout?.on('data', (text: string) => {
      said += text;
    });
    await served.said('listens on');
    const worker = user.start(user.home, ['worker', '--data', 'worker'], { env });
    await worker.said('works on scans');
    const url = /http:\S+/u.exec(said)?.[0] ?? '';
    const token = /lockstep_\S+/u.exec(said)?.[0] ?? '';

    const root = tempRepository(context, {
      'lockstep.yaml': 'version: 1\nproduct: shop\n',
      'a.js': 'let a = 1;\n',
    });
    runGit(root, 'branch', '-M', 'main');
    const reports = await Promise.all(
      [1, 2, 3, 4].map((each) => {
        const place = path.join(user.home, `cache-${each}`);
        const given = { env: { LOCKSTEP_TOKEN: token, XDG_CACHE_HOME: place } };
        return user.runWith(given, root, 'check', '--only', 'secrets', '--report-to', url);
      }),
    );
    for (const end of reports) assert.match(end.stderr, /: reported to 127\.0\.0\.1/u);

    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const post = async (place: string, body: object): Promise<Record<string, unknown>> => {
      const answer = await fetch(`${url}${place}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      // oxlint-disable-next-line no-unsafe-type-assertion -- asserted on below
      return (await answer.json()) as Record<string, unknown>;
    };
    const endpoint = await post('/v1/endpoints', { product: 'shop', host: '127.0.0.1', port: 9 });
    const scan = await post('/v1/checks/tls', { endpoint: endpoint['id'] });
    assert.equal(scan['state'], 'queued');
    const events = await fetch(`${url}/v1/scans/${String(scan['id'])}/events`, { headers });
    assert.match(await events.text(), /"state":"finished"/u);

    for (const { child, ended } of [worker, served]) {
      child.kill('SIGTERM');
      assertCode(await ended, 0);
    }
    assertCode(await lockstep('backup', 'backup.gz'), 0);
    assertCode(await lockstep('audit', 'verify'), 0);
  },
);
