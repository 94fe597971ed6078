import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { testIssuer } from '../../src/service/tests/issuer.ts';
import { runGit, tempRepository } from '../../src/io/tests/temp-tree.ts';
import { osvServer, publish, recordOf } from '../components/osv-server.ts';
import { assertCode, assertRefused, User, type Options, type Running } from './lockstep.ts';

const vulnerable = `const { exec } = require('child_process');
require('express')().get('/', (req, res) => exec('ls ' + req.query.name));
`;
const files = { 'lockstep.yaml': 'version: 1\nproduct: shop\n', 'app.js': vulnerable };

interface Served {
  readonly running: Running;
  readonly url: string;
  /** The token that is printed where nobody can administer the service; else empty. */
  readonly token: string;
  /** The link that is printed there too. */
  readonly link: string;
}

/** As long as a whole test may take on a busy machine. */
const SERVES_MS = 120_000;

async function serve(user: User, data: string, env: Options['env'] = {}): Promise<Served> {
  const args = ['serve', '--data', data, '--port', '0', '--quiet'];
  const running = user.start(user.home, args, { hangMs: SERVES_MS, env });
  let said = '';
  running.child.stdout?.on('data', (text: string) => {
    said += text;
  });
  await running.said('listens on');
  const url = /http:\S+/u.exec(said)?.[0] ?? '';
  const link = /http:\S+\/auth\/link\/\S+/u.exec(said)?.[0] ?? '';
  return { running, url, link, token: /lockstep_\S+/u.exec(said)?.[0] ?? '' };
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

  test('a pipeline of GitHub or GitLab reports with the token of its platform', async (context) => {
    const { user, root, data } = setUp(context);
    const served = await serve(user, data);
    const platform = await testIssuer();
    const authorization = `Bearer ${served.token}`;
    const trusted = await fetch(`${served.url}/v1/trusts`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'ci',
        issuer: platform.url,
        conditions: { repository: 'example/shop' },
      }),
    });
    assert.equal(trusted.status, 201);
    // As the runner of GitHub Actions: whoever has the key gets a token for the audience that they ask for.
    const runner = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://runner');
      const isKnown = request.headers.authorization === 'Bearer of-this-job';
      response.statusCode = isKnown && searchParams.get('v') === '2' ? 200 : 403;
      const answer = async (): Promise<void> => {
        const value = await platform.sign({ aud: searchParams.get('audience') });
        response.end(JSON.stringify({ value }));
      };
      void answer();
    });
    runner.listen(0, '127.0.0.1');
    await once(runner, 'listening');
    const address = runner.address();
    const place = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/?v=2`;
    const report = async (env: Readonly<Record<string, string>>): Promise<string> => {
      const end = await user.runWith(
        { env },
        root,
        'check',
        '--only',
        'secrets',
        '--report-to',
        served.url,
      );
      return end.stderr;
    };
    const github = { ACTIONS_ID_TOKEN_REQUEST_URL: place };
    const told = /reported to 127\.0\.0\.1/u;
    assert.match(await report({ ...github, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-this-job' }), told);
    assert.match(
      await report({ LOCKSTEP_ID_TOKEN: await platform.sign({ aud: served.url }) }),
      told,
    );
    assert.match(
      await report({ ...github, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of another' }),
      /not reported .*GitHub gives this job no ID token: it answered with status 403/u,
    );
    assert.match(await report({ LOCKSTEP_ID_TOKEN: await platform.sign() }), /not reported .*401/u);
    runner.closeAllConnections();
    runner.close();
    await platform.stop();
    await stop(served);
  });

  test('advisories of an ecosystem are fetched when the first SBOM names it, and judge it', async (context) => {
    const { user, data } = setUp(context);
    const osv = await osvServer(context);
    publish(osv.files, [recordOf('A-1', 'left-pad')]);
    const served = await serve(user, data, {
      LOCKSTEP_ADVISORIES_FROM: osv.url,
      LOCKSTEP_KEV: 'none',
      LOCKSTEP_EPSS: 'none',
    });
    const { advisories } = await get(`${served.url}/v1/advisories`, served.token);
    assert.deepEqual(advisories, []);
    const purl = 'pkg:npm/left-pad@1.0.0';
    const sent = await fetch(`${served.url}/v1/sboms?product=shop&subject=shop`, {
      method: 'POST',
      headers: { authorization: `Bearer ${served.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        components: [{ type: 'library', name: 'left-pad', version: '1.0.0', purl }],
      }),
    });
    assert.equal(sent.status, 200);
    const rules = async (): Promise<unknown> => {
      const { findings } = await get(`${served.url}/v1/findings?product=shop`, served.token);
      assert.ok(Array.isArray(findings));
      return findings[0]?.rule;
    };
    while ((await rules()) === undefined) await pause(200);
    assert.equal(await rules(), 'components/no-fix');
    await stop(served);
  });

  test('who opens the link of the first start can administer, and the link is gone', async (context) => {
    const { user, data } = setUp(context);
    const served = await serve(user, data);
    const { link } = served;
    assert.ok(link.startsWith(`${served.url}/auth/link/`));
    const form = {
      method: 'POST',
      body: new URLSearchParams({ name: 'Ada' }),
      headers: { origin: served.url },
    };
    const opened = await fetch(link, form);
    assert.equal(opened.status, 200);
    const cookie = (opened.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    const users = await fetch(`${served.url}/v1/users`, { headers: { cookie } });
    assert.equal(users.status, 200);
    assert.equal((await fetch(link, form)).status, 404);
    await stop(served);
    const again = await serve(user, data);
    assert.equal(again.link, '');
    assert.equal((await fetch(`${again.url}/v1/users`, { headers: { cookie } })).status, 200);
    await stop(again);
  });

  test('who has the database gets in again when every admin has gone', async (context) => {
    const { user, data } = setUp(context);
    await stop(await serve(user, data));
    assertRefused(await user.run(user.home, 'make-admin', '--data', data), /needs the name/u);
    const made = await user.run(user.home, 'make-admin', 'Kim', '--data', data);
    assertCode(made, 0);
    const served = await serve(user, data);
    const place = new URL(/http:\S+/u.exec(made.stdout)?.[0] ?? '').pathname;
    const opened = await fetch(new URL(place, served.url), {
      method: 'POST',
      body: new URLSearchParams(),
      headers: { origin: served.url },
    });
    const cookie = (opened.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    const me = await fetch(`${served.url}/v1/me`, { headers: { cookie } });
    assert.match(await me.text(), /"person Kim".*"admin"/u);
    await stop(served);
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

  test('a folder that nothing can be kept in is told as such, by all that need one', async (context) => {
    const { user } = setUp(context);
    const file = path.join(user.home, 'file');
    writeFileSync(file, '');
    for (const command of [['serve', '--port', '0'], ['migrate'], ['audit', 'verify']]) {
      assertRefused(
        await user.run(user.home, ...command, '--data', file),
        /cannot keep data in .*: no folder can be made there\n.*--data/u,
      );
    }
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
