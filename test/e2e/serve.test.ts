import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { runGit, tempRepository } from '../../src/io/tests/temp-tree.ts';
import { assertCode, assertRefused, User, type Running } from './lockstep.ts';

const vulnerable = `const { exec } = require('child_process');
require('express')().get('/', (req, res) => exec('ls ' + req.query.name));
`;
const files = { 'lockstep.yaml': 'version: 1\nproduct: shop\n', 'app.js': vulnerable };

interface Served {
  readonly running: Running;
  readonly url: string;
  /** The token that is printed where nobody can administer the service; else empty. */
  readonly token: string;
}

async function serve(user: User, data: string): Promise<Served> {
  const running = user.start(user.home, ['serve', '--data', data, '--port', '0', '--quiet']);
  let said = '';
  running.child.stdout?.on('data', (text: string) => {
    said += text;
  });
  await running.said('listens on');
  const url = /http:\S+/u.exec(said)?.[0] ?? '';
  return { running, url, token: /lockstep_\S+/u.exec(said)?.[0] ?? '' };
}

async function get(url: string, token: string): Promise<Record<string, unknown>> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 200);
  // oxlint-disable-next-line no-unsafe-type-assertion -- asserted on below
  return (await answer.json()) as Record<string, unknown>;
}

async function stop({ running }: Served): Promise<void> {
  running.child.kill('SIGTERM');
  assertCode(await running.ended, 0);
}

function setUp(context: TestContext): { user: User; root: string; data: string } {
  const user = new User(context);
  const root = tempRepository(context, files);
  runGit(root, 'branch', '-M', 'main');
  return { user, root, data: path.join(user.home, 'data') };
}

describe('serve', () => {
  test('a run that is reported is found there, also after the service was killed', async (context) => {
    const { user, root, data } = setUp(context);
    const first = await serve(user, data);
    const env = { LOCKSTEP_TOKEN: first.token };
    const report = ['check', '--only', 'code', '--report-to', first.url];
    const end = await user.runWith({ env }, root, ...report);
    assertCode(end, 0);
    assert.match(end.stderr, /reported to 127\.0\.0\.1/u);
    first.running.child.kill('SIGKILL');
    await first.running.ended;
    const second = await serve(user, data);
    assert.equal(second.token, '');
    const { findings } = await get(`${second.url}/v1/findings?product=shop`, first.token);
    assert.ok(Array.isArray(findings));
    assert.deepEqual(
      findings.map(({ rule, branch }) => `${rule} ${branch}`),
      ['code/command-injection main'],
    );
    await stop(second);
  });

  test('a folder has one service; the second is refused', async (context) => {
    const { user, data } = setUp(context);
    const first = await serve(user, data);
    assertRefused(
      await user.run(user.home, 'serve', '--data', data, '--port', '0'),
      /is in use by process/u,
    );
    await stop(first);
    assertCode(await user.run(user.home, 'audit', 'verify', '--data', data), 0);
    const migrated = await user.run(user.home, 'migrate', '--data', data);
    assert.match(migrated.stdout, /is of this version/u);
  });

  test('without a service, or a token, the policy in git decides, and it is said', async (context) => {
    const { user, root, data } = setUp(context);
    const nobody = await user.run(
      root,
      'check',
      '--only',
      'code',
      '--report-to',
      'http://127.0.0.1:9',
    );
    assertCode(nobody, 0);
    assert.match(
      nobody.stderr,
      /not reported to 127\.0\.0\.1:9.*\n.*decision is that of the policy in git/u,
    );
    const served = await serve(user, data);
    const stranger = await user.run(root, 'check', '--only', 'code', '--report-to', served.url);
    assertCode(stranger, 0);
    assert.match(stranger.stderr, /not reported to .*401/u);
    await stop(served);
    assertRefused(
      await user.run(root, 'check', '--report-to', 'nonsense'),
      /takes the URL of a service/u,
    );
  });
});
