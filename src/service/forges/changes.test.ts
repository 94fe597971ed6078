import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { jwtVerify } from 'jose';
import { commitAll, put, runGit } from '../../io/tests/temp-tree.ts';
import { forgeKinds, type ForgeKind } from '../../store/forges.ts';
import { testDatabases, type TestDatabase } from '../../store/tests/databases.ts';
import { testService, type Answered, type TestService } from '../tests/service.ts';
import {
  INSTALLATION_TOKEN,
  startForgeServer,
  TOKEN,
  type ForgeServer,
} from './tests/forge-server.ts';
import {
  githubHeaders,
  githubPayload,
  gitlabHeaders,
  gitlabPayload,
  type ToldChange,
} from './tests/payloads.ts';

const POLICY = `version: 1
product: shop
rules:
  "*": observe
  code/command-injection: block
`;
const CALM = `const express = require('express');
const app = express();
app.get('/', (req, res) => res.send('hello'));
`;
const INJECTION = `const { exec } = require('child_process');
const express = require('express');
const app = express();
app.get('/', (req, res) => {
  exec('ls ' + req.query.name);
  res.send('hello');
});
`;

/** A repository as a forge has it: what is pushed, and what of it is a pull request. */
class Repository {
  readonly #root: string;
  readonly #bare: string;

  constructor(folder: string) {
    this.#root = path.join(folder, 'work');
    this.#bare = path.join(folder, 'served', 'acme', 'shop.git');
    mkdirSync(this.#root, { recursive: true });
    runGit(this.#root, 'init', '-q', '-b', 'main');
    put(this.#root, 'lockstep.yaml', POLICY);
    put(this.#root, 'src/app.js', CALM);
    put(this.#root, 'src/old.js', INJECTION.replace(/exec\('ls ' \+ (.*)\)/u, 'eval($1)'));
    commitAll(this.#root, 'first');
    runGit(this.#root, 'clone', '-q', '--bare', this.#root, this.#bare);
  }

  /** A commit on a branch from main, pushed as a pull request is; its id. */
  change(files: Readonly<Record<string, string>>, gone: readonly string[] = []): string {
    runGit(this.#root, 'checkout', '-q', '-B', 'greet', 'main');
    for (const [name, content] of Object.entries(files)) put(this.#root, name, content);
    for (const name of gone) rmSync(path.join(this.#root, name));
    commitAll(this.#root, 'change');
    runGit(this.#root, 'push', '-q', '-f', this.#bare, 'greet:refs/pull/5/head');
    return runGit(this.#root, 'rev-parse', 'HEAD');
  }
}

/** What the first of some comments says. */
function textOf(comments: readonly { readonly body: string }[]): string {
  return comments[0]?.body ?? '';
}

/** What the forge of the one change has refused. */
async function problemIn({ changes }: Forge): Promise<string> {
  return (await changes())[0]?.problem ?? 'no change';
}

interface Forge {
  readonly repository: Repository;
  readonly server: ForgeServer;
  readonly service: TestService;
  /** A webhook. */
  readonly tell: (change: Omit<ToldChange, 'origin'>) => Promise<Answered>;
  readonly changes: () => Promise<
    readonly { problem: string; lastScan: { state: string; detail: string } }[]
  >;
  /** Waits until nothing is left to be done; what the status of a commit is then. */
  readonly ended: (commit: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

async function startForge(
  kind: TestDatabase,
  forge: ForgeKind,
  login: { readonly app: object } | { readonly token: string } = { token: TOKEN },
): Promise<Forge> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-changes-'));
  const repository = new Repository(folder);
  const user = forge === 'github' ? 'x-access-token' : 'oauth2';
  const token = 'app' in login ? INSTALLATION_TOKEN : TOKEN;
  const server = await startForgeServer(path.join(folder, 'served'), user, token);
  const service = await testService(kind);
  const added = await service.ask({
    method: 'POST',
    url: '/v1/forges',
    as: 'admin',
    body: { name: forge, kind: forge, url: server.origin, ...login },
  });
  assert.equal(added.status, 201, JSON.stringify(added.body));
  const { webhookSecret: secret, webhookUrl } = added.body;
  await service.token('owner', 'shop');
  const known = await service.ask({
    method: 'POST',
    url: '/v1/repositories',
    as: 'admin',
    body: { product: 'shop', url: `${server.origin}/acme/shop.git`, schedule: '' },
  });
  assert.equal(known.status, 201);
  const isIdle = async (): Promise<boolean> => {
    const [row] = await service.database.query<{ count: number }>(
      `select count(*) from jobs.job where state in ('created', 'retry', 'active')`,
    );
    return row?.count === 0;
  };
  return {
    repository,
    server,
    service,
    tell(change) {
      server.head = change.head;
      const told = { ...change, origin: server.origin };
      const body = forge === 'github' ? githubPayload(told) : gitlabPayload(told);
      const headers = forge === 'github' ? githubHeaders(body, secret) : gitlabHeaders(secret);
      return service.ask({ method: 'POST', url: new URL(webhookUrl).pathname, body, headers });
    },
    changes: async () =>
      (await service.ask({ url: '/v1/changes?product=shop', as: 'viewer' })).body.changes,
    async ended(commit) {
      for (let count = 0; count < 600; count += 1) {
        if (await isIdle()) {
          const last = server.statuses.findLast((each) => each.commit === commit);
          return last === undefined ? 'none' : `${last.state}: ${last.description}`;
        }
        await pause(100);
      }
      throw new Error('there is still something to be done');
    },
    async stop() {
      await service.stop();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

for (const kind of testDatabases()) {
  for (const name of forgeKinds) {
    describe(`changes on ${name}, on ${kind.name}`, () => {
      let forge: Forge;
      before(async () => {
        forge = await startForge(kind, name);
      });
      after(() => forge.stop());

      test('what a change brings is told: status, one comment, a comment at the line; and again in place', async () => {
        const { repository, server, tell, ended, changes } = forge;
        const first = repository.change({ 'src/app.js': INJECTION }, ['src/old.js']);
        const answer = await tell({ head: first });
        assert.equal(`${answer.status} ${answer.body.state}`, '202 scanning');
        const blocked = name === 'github' ? 'failure' : 'failed';
        assert.match(
          await ended(first),
          new RegExp(`^${blocked}: blocked; findings: 1 blocking, .*2 fixed`, 'u'),
        );
        assert.equal(server.statuses[0]?.state, 'pending');
        assert.equal(server.statuses[0]?.ref, name === 'gitlab' ? 'greet' : undefined);
        assert.match(
          server.statuses.at(-1)?.url ?? '',
          /^https:\/\/lockstep\.example\/runs\/[0-9a-f-]{36}$/u,
        );
        assert.equal(server.comments.length, 1);
        assert.match(textOf(server.comments), /## Lockstep: blocked/u);
        assert.match(textOf(server.comments), /### Blocks: 1 finding\n/u);
        assert.match(textOf(server.comments), /### Fixed by this change: 2 findings/u);
        for (const verdict of [
          'true-positive-fixed',
          'not-useful',
          'false-positive-wrong',
          'true-positive-accepted',
        ]) {
          assert.match(
            textOf(server.comments),
            new RegExp(`https://lockstep.example/findings/\\d+\\?verdict=${verdict}"`, 'u'),
          );
        }
        assert.deepEqual(
          server.lineComments.map(({ path: at, line }) => `${at}:${line}`),
          ['src/app.js:5'],
        );
        assert.deepEqual(
          (await changes()).map(({ problem, lastScan }) => `${lastScan.state}${problem}`),
          ['finished'],
        );

        const { payload } = await forge.service.app.inject({
          url: '/v1/log?product=shop',
          headers: { authorization: `Bearer ${await forge.service.token('viewer')}` },
        });
        assert.match(payload, /^\{"kind":"run",[^\n]*"product":"shop"[^\n]*\n$/u);

        // The same again, further down: nothing is said twice.
        const second = repository.change({ 'src/app.js': `// more\n${INJECTION}` });
        await tell({ head: second, action: name === 'github' ? 'synchronize' : 'update' });
        assert.match(await ended(second), new RegExp(`^${blocked}: blocked`, 'u'));
        assert.equal(server.comments.length, 1);
        assert.equal(server.lineComments.length, 1);
        assert.match(textOf(server.comments), new RegExp(second.slice(0, 10), 'u'));

        const third = repository.change({ 'src/app.js': `${CALM}// calm\n` });
        await tell({ head: third, action: name === 'github' ? 'synchronize' : 'update' });
        assert.match(await ended(third), /^success: pass/u);
        assert.equal(server.comments.length, 1);
        assert.match(textOf(server.comments), /## Lockstep: pass/u);
        assert.match(textOf(server.lineComments), /stops nothing any more/u);
        if (name === 'gitlab') assert.equal(server.lineComments[0]?.isResolved, true);
      });
    });
  }
}

describe('what happens to changes', () => {
  const [kind] = testDatabases().toReversed();
  assert.ok(kind !== undefined);
  let forge: Forge;
  before(async () => {
    forge = await startForge(kind, 'github');
  });
  after(() => forge.stop());
  beforeEach(async () => {
    const { server, service } = forge;
    server.refuse = undefined;
    server.shownLines = undefined;
    server.clear();
    await service.database.query('delete from changes');
  });

  test('a commit that the server does not have is incomplete, in status and comment', async () => {
    const { server, tell, ended, changes } = forge;
    const nowhere = '1'.repeat(40);
    await tell({ head: nowhere });
    assert.match(await ended(nowhere), /^error: incomplete: it cannot be fetched: /u);
    assert.match(textOf(server.comments), /## Lockstep: incomplete\n\n.*that is no pass/u);
    const [change] = await changes();
    assert.equal(change?.lastScan.state, 'failed');
  });

  test('a target branch that is not there, and a policy that is none, are incomplete', async () => {
    const { repository, tell, ended } = forge;
    const head = repository.change({ 'src/app.js': INJECTION });
    await tell({ head, base: 'nowhere' });
    assert.match(await ended(head), /^error: incomplete: .*no branch of that name/u);
    const bad = repository.change({ 'lockstep.yaml': 'version: 99\n' });
    await tell({ head: bad });
    assert.match(await ended(bad), /^error: incomplete: /u);
  });

  test('a draft gets no comments at lines until it is ready; nothing is examined twice for that', async () => {
    const { repository, server, tell, ended, service } = forge;
    const head = repository.change({ 'src/app.js': INJECTION });
    await tell({ head, isDraft: true });
    assert.match(await ended(head), /^failure: blocked/u);
    assert.equal(server.comments.length, 1);
    assert.deepEqual(server.lineComments, []);
    const { body } = await tell({ head, action: 'ready_for_review' });
    assert.equal(body.state, 'reporting');
    await ended(head);
    assert.equal(server.comments.length, 1);
    assert.equal(server.lineComments.length, 1);
    const [row] = await service.database.query<{ count: number }>(
      'select count(*) from scans where change_id is not null',
    );
    assert.equal(row?.count, 1);
  });

  test('what is closed is not examined, and is when it is opened again', async () => {
    const { repository, server, tell, ended } = forge;
    const head = repository.change({ 'src/app.js': INJECTION });
    assert.equal((await tell({ head, isOpen: false, action: 'closed' })).body.state, 'closed');
    assert.equal(await ended(head), 'none');
    assert.equal((await tell({ head, action: 'reopened' })).body.state, 'scanning');
    assert.match(await ended(head), /^failure/u);
    assert.equal(server.comments.length, 1);
  });

  test('a change from a fork is judged by the policy of the target, and says so', async () => {
    const { repository, server, tell, ended } = forge;
    const head = repository.change({
      'src/app.js': INJECTION,
      'lockstep.yaml': POLICY.replace('block', 'observe'),
    });
    await tell({ head, isFork: true });
    assert.match(await ended(head), /^failure: blocked/u);
    assert.match(textOf(server.comments), /It comes from a fork/u);
  });

  test('a newer commit wins, however long the older one takes', async () => {
    const { repository, server, tell, ended, service } = forge;
    const older = repository.change({ 'src/app.js': INJECTION });
    await tell({ head: older });
    for (let count = 0; count < 300; count += 1) {
      const rows = await service.database.query(`select from scans where state = 'running'`);
      if (rows.length > 0) break;
      await pause(20);
    }
    const newer = repository.change({ 'src/app.js': `${CALM}// calm\n` });
    await tell({ head: newer, action: 'synchronize' });
    assert.match(await ended(newer), /^success: pass/u);
    assert.equal(server.comments.length, 1);
    assert.match(textOf(server.comments), new RegExp(newer.slice(0, 10), 'u'));
    assert.deepEqual(server.lineComments, []);
    const told = server.statuses.filter(
      ({ commit, state }) => commit === older && state !== 'pending',
    );
    assert.deepEqual(told, []);
  });

  test('a webhook that was overtaken changes nothing', async () => {
    const { repository, tell, ended } = forge;
    const older = repository.change({ 'src/app.js': INJECTION });
    const newer = repository.change({ 'src/app.js': `${CALM}// calm\n` });
    await tell({ head: newer, updatedAt: new Date(Date.now() - 1_000).toISOString() });
    const late = await tell({
      head: older,
      updatedAt: new Date(Date.now() - 9_000).toISOString(),
    });
    assert.equal(late.body.state, 'ignored');
    assert.equal(await ended(older), 'none');
    assert.match(await ended(newer), /^success/u);
  });

  test('two webhooks at once are one comment', async () => {
    const { repository, server, tell, ended } = forge;
    const head = repository.change({ 'src/app.js': INJECTION });
    const answers = await Promise.all([
      tell({ head }),
      tell({ head, action: 'synchronize' }),
      tell({ head, action: 'edited' }),
    ]);
    assert.equal(answers.filter(({ body }) => body.state === 'scanning').length, 1);
    assert.match(await ended(head), /^failure/u);
    assert.equal(server.comments.length, 1);
    assert.equal(server.lineComments.length, 1);
  });

  test('a rate limit is waited for; what was written before it is not written again', async () => {
    const { repository, server, tell, ended } = forge;
    const head = repository.change({ 'src/app.js': INJECTION });
    let refused = 0;
    server.refuse = (asked) => {
      if (!asked.endsWith('/pulls/5/comments') || refused > 0) return undefined;
      refused += 1;
      return {
        status: 403,
        headers: { 'retry-after': '1' },
        body: { message: 'You have exceeded a secondary rate limit.' },
      };
    };
    await tell({ head });
    assert.match(await ended(head), /^failure/u);
    assert.equal(refused, 1);
    assert.equal(server.comments.length, 1);
    assert.equal(server.lineComments.length, 1);
    assert.equal(await problemIn(forge), '');
  });

  test('a permission that is missing is told to people, and the rest is done', async () => {
    const { repository, server, tell, ended, service } = forge;
    const head = repository.change({ 'src/app.js': INJECTION });
    server.refuse = (asked) =>
      asked.includes('/statuses/')
        ? { status: 403, body: { message: 'Resource not accessible by personal access token' } }
        : undefined;
    await tell({ head });
    assert.equal(await ended(head), 'none');
    assert.equal(server.comments.length, 1);
    assert.match(
      await problemIn(forge),
      /cannot set the status of the commit: status 403, Resource not accessible.*permission/u,
    );
    const { body } = await service.ask({ url: '/v1/forges', as: 'admin' });
    assert.match(body.forges[0].problem, /status 403/u);
    // With the permission the next webhook mends it all.
    server.refuse = undefined;
    await tell({ head, action: 'edited' });
    assert.match(await ended(head), /^failure/u);
    assert.equal(
      (await service.ask({ url: '/v1/forges', as: 'admin' })).body.forges[0].problem,
      '',
    );
    assert.equal(server.comments.length, 1);
  });

  test('a token that was taken back is told, and nothing passes', async () => {
    const { repository, server, tell, ended } = forge;
    const head = repository.change({ 'src/app.js': CALM });
    server.refuse = () => ({ status: 401, body: { message: 'Bad credentials' } });
    await tell({ head });
    assert.equal(await ended(head), 'none');
    assert.match(await problemIn(forge), /status 401, Bad credentials .*another one/u);
  });

  test('the comment that somebody has deleted is written again; one at a line is not', async () => {
    const { repository, server, tell, ended } = forge;
    const head = repository.change({ 'src/app.js': INJECTION });
    await tell({ head });
    await ended(head);
    server.clear();
    const next = repository.change({ 'src/app.js': `// more\n${INJECTION}` });
    await tell({ head: next, action: 'synchronize' });
    await ended(next);
    assert.equal(server.comments.length, 1);
    assert.deepEqual(server.lineComments, []);
  });

  test('a comment whose id was lost is found, and no second one is written', async () => {
    const { repository, server, tell, ended, service } = forge;
    const head = repository.change({ 'src/app.js': INJECTION });
    await tell({ head });
    await ended(head);
    // As if the process had been killed before it could keep them.
    await service.database.query(`update changes set comment_id = null, reported = ''`);
    await service.database.query('delete from change_comments');
    await tell({ head, action: 'edited' });
    await ended(head);
    assert.equal(server.comments.length, 1);
    assert.equal(server.lineComments.length, 1);
  });

  test('a comment at a line that is outdated is written at the line as it is', async () => {
    const { repository, server, tell, ended } = forge;
    const head = repository.change({ 'src/app.js': INJECTION });
    await tell({ head });
    await ended(head);
    const [old] = server.lineComments;
    assert.ok(old !== undefined);
    old.line = null;
    const next = repository.change({ 'src/app.js': `// more\n${INJECTION}` });
    await tell({ head: next, action: 'synchronize' });
    await ended(next);
    assert.match(old.body, /This line has changed/u);
    assert.deepEqual(
      server.lineComments.map(({ line }) => line),
      [null, 6],
    );
  });

  test('a line that the forge does not show stands in the one comment only', async () => {
    const { repository, server, tell, ended } = forge;
    const head = repository.change({ 'src/app.js': INJECTION });
    server.shownLines = new Set();
    await tell({ head });
    assert.match(await ended(head), /^failure/u);
    assert.deepEqual(server.lineComments, []);
    assert.match(textOf(server.comments), /src\/app\.js&#58;5/u);
    assert.equal(await problemIn(forge), '');
  });

  test('names and texts of a hostile change are shown, and do nothing', async () => {
    const { repository, server, tell, ended } = forge;
    const name = 'src/@everyone ![x](https:⁄⁄evil.example) <img src=x onerror=alert(1)> #1.js';
    const head = repository.change({ [name]: INJECTION });
    await tell({ head, title: '@everyone <script>' });
    assert.match(await ended(head), /^failure/u);
    const all = [...server.comments, ...server.lineComments].map(({ body }) => body).join('\n');
    assert.ok(!/<img|<script|!\[|\]\(|@everyone(?!<\/code>)[^;]*?\s@/u.test(all), all);
    assert.ok(all.includes('&#64;everyone'), all);
  });

  test('a rule that only observes is told apart, and stops nothing', async () => {
    const { repository, server, tell, ended } = forge;
    const head = repository.change({
      'src/app.js': INJECTION.replace(/exec\('ls ' \+ (.*)\)/u, 'eval($1)'),
    });
    await tell({ head });
    assert.match(await ended(head), /^success: pass; findings: \d observed/u);
    assert.match(textOf(server.comments), /<summary>What observing rules would say: \d finding/u);
    assert.deepEqual(server.lineComments, []);
  });

  test('what both parties agreed on in the service holds for it, and what the service has demoted', async () => {
    const { repository, server, tell, ended, service } = forge;
    const evaluated = INJECTION.replace(/exec\('ls ' \+ (.*)\)/u, 'eval($1)');
    await service.database.query(
      `insert into proposals (product_id, kind, state, repository, rule, from_stage, to_stage, policy, digest, shown, reason,
         created_by, created_at, closed_at)
       select id, 'stage', 'agreed', '', 'code/code-injection', 'observe', 'block', '', 'd', '[]', 'r', 'test', now(), now()
       from products where name = 'shop'`,
    );
    const agreed = repository.change({ 'src/app.js': evaluated });
    await tell({ head: agreed });
    assert.match(await ended(agreed), /^failure: blocked/u);
    assert.match(textOf(server.comments), /code\/code-injection/u);
    await service.database.query(
      `insert into demotions (product_id, rule, stage, since, because, noted_at)
       select id, 'code/code-injection', 'warn', now(), 'three wrong blocks', now() from products where name = 'shop'`,
    );
    const demoted = repository.change({ 'src/app.js': `// more\n${evaluated}` });
    await tell({ head: demoted, action: 'synchronize' });
    assert.match(await ended(demoted), /^success: warn/u);
    assert.equal(server.comments.length, 1);
    assert.match(textOf(server.comments), /### Warns: 1 finding/u);
    assert.match(textOf(server.lineComments), /stops nothing any more/u);
  });
});

describe('an override', () => {
  test('of a commit is told to its pull request at once', async () => {
    const [kind] = testDatabases();
    assert.ok(kind !== undefined);
    const forge = await startForge(kind, 'gitlab');
    try {
      const { repository, server, tell, ended, service } = forge;
      const head = repository.change({ 'src/app.js': INJECTION });
      await tell({ head });
      assert.match(await ended(head), /^failed: blocked/u);
      const given = await service.ask({
        method: 'POST',
        url: '/v1/overrides',
        as: 'owner',
        body: { product: 'shop', commit: head, reason: 'It is mended tomorrow.' },
      });
      assert.equal(given.status, 201, JSON.stringify(given.body));
      assert.match(await ended(head), /^success: /u);
      assert.equal(server.comments.length, 1);
      assert.doesNotMatch(textOf(server.comments), /## Lockstep: blocked/u);
    } finally {
      await forge.stop();
    }
  });
});

describe('a GitHub App', () => {
  test('asks for a token with a key of its own, and fetches and writes with that', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const [kind] = testDatabases();
    assert.ok(kind !== undefined);
    const forge = await startForge(kind, 'github', {
      // As GitHub gives it out: PKCS #1.
      app: {
        id: '4711',
        privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
      },
    });
    try {
      const { repository, server, tell, ended } = forge;
      const head = repository.change({ 'src/app.js': CALM });
      await tell({ head, installation: 99 });
      assert.match(await ended(head), /^success: pass/u);
      assert.equal(server.comments.length, 1);
      const [jwt = ''] = server.appTokens;
      const { payload } = await jwtVerify(jwt, publicKey, { issuer: '4711' });
      assert.ok((payload.exp ?? 0) - (payload.iat ?? 0) <= 600);
      assert.ok(server.asked.includes('POST /app/installations/99/access_tokens'));
      const asked = server.appTokens.length;
      const next = repository.change({ 'src/app.js': `${CALM}// next\n` });
      await tell({ head: next, installation: 99 });
      assert.match(await ended(next), /^success: pass/u);
      assert.equal(server.appTokens.length, asked, 'it is used as long as it lives');
      const none = repository.change({ 'src/app.js': `${CALM}// more\n` });
      await tell({ head: none });
      assert.equal(await ended(none), 'none');
      assert.match(await problemIn(forge), /names no installation of the app/u);
    } finally {
      await forge.stop();
    }
  });
});
