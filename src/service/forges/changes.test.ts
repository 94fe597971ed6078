import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { commitAll, put, runGit } from '../../io/tests/temp-tree.ts';
import { testDatabases } from '../../store/tests/databases.ts';
import { testService, type Answered, type TestService } from '../tests/service.ts';
import { startForgeServer, TOKEN, type ForgeServer } from './tests/forge-server.ts';
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

for (const kind of testDatabases()) {
  for (const forge of ['github', 'gitlab'] as const) {
    describe(`changes on ${forge}, on ${kind.name}`, () => {
      let folder: string;
      let repository: Repository;
      let server: ForgeServer;
      let service: TestService;
      let secret: string;
      let hook: string;

      before(async () => {
        folder = mkdtempSync(path.join(tmpdir(), 'lockstep-changes-'));
        repository = new Repository(folder);
        server = await startForgeServer(
          path.join(folder, 'served'),
          forge === 'github' ? 'x-access-token' : 'oauth2',
        );
        service = await testService(kind);
        const added = await service.ask({
          method: 'POST',
          url: '/v1/forges',
          as: 'admin',
          body: { name: forge, kind: forge, url: server.origin, token: TOKEN },
        });
        assert.equal(added.status, 201, JSON.stringify(added.body));
        secret = added.body.webhookSecret;
        hook = new URL(added.body.webhookUrl).pathname;
        await service.token('owner', 'shop');
        const known = await service.ask({
          method: 'POST',
          url: '/v1/repositories',
          as: 'admin',
          body: { product: 'shop', url: `${server.origin}/acme/shop.git`, schedule: '' },
        });
        assert.equal(known.status, 201);
      });
      after(async () => {
        await service.stop();
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      });
      beforeEach(() => {
        server.refuse = undefined;
        server.shownLines = undefined;
      });

      const tell = (change: Omit<ToldChange, 'origin'>): Promise<Answered> => {
        server.head = change.head;
        const told = { ...change, origin: server.origin };
        const body = forge === 'github' ? githubPayload(told) : gitlabPayload(told);
        const headers = forge === 'github' ? githubHeaders(body, secret) : gitlabHeaders(secret);
        return service.ask({ method: 'POST', url: hook, body, headers });
      };
      const changes = async (): Promise<
        readonly { problem: string; lastScan: { state: string } }[]
      > => (await service.ask({ url: '/v1/changes?product=shop', as: 'viewer' })).body.changes;
      /** Waits until the status of a commit is no longer pending, and nothing is left to be told. */
      const ended = async (commit: string, what = 'status'): Promise<string> => {
        for (let count = 0; count < 600; count += 1) {
          const last = server.statuses.findLast((each) => each.commit === commit);
          const [row] = await service.database.query<{ count: number }>(
            `select count(*) from jobs.job where state in ('created', 'retry', 'active')`,
          );
          if (last !== undefined && last.state !== 'pending' && row?.count === 0) {
            return `${last.state}: ${last.description}`;
          }
          await pause(100);
        }
        throw new Error(
          `no ${what} of ${commit}: ${JSON.stringify(server.statuses)} ${JSON.stringify(await changes())}`,
        );
      };

      test('what a change brings is told: status, one comment, a comment at the line; and again in place', async () => {
        const first = repository.change({ 'src/app.js': INJECTION }, ['src/old.js']);
        const answer = await tell({ head: first });
        assert.equal(`${answer.status} ${answer.body.state}`, '202 scanning');
        const blocked = forge === 'github' ? 'failure' : 'failed';
        assert.match(
          await ended(first),
          new RegExp(`^${blocked}: blocked; findings: 1 blocking, .*1 fixed`, 'u'),
        );
        assert.equal(server.statuses[0]?.state, 'pending');
        assert.match(
          server.statuses.at(-1)?.url ?? '',
          /^https:\/\/lockstep\.example\/runs\/[0-9a-f-]{36}$/u,
        );
        assert.equal(server.comments.length, 1);
        const [comment] = server.comments;
        assert.match(comment?.body ?? '', /## Lockstep: blocked/u);
        assert.match(comment?.body ?? '', /### Blocks: 1 finding\n/u);
        assert.match(comment?.body ?? '', /### Fixed by this change: 1 finding/u);
        for (const verdict of [
          'true-positive-fixed',
          'not-useful',
          'false-positive-wrong',
          'true-positive-accepted',
        ]) {
          assert.match(
            comment?.body ?? '',
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

        // The same again, further down: nothing is said twice.
        const second = repository.change({ 'src/app.js': `// more\n${INJECTION}` });
        await tell({ head: second, action: forge === 'github' ? 'synchronize' : 'update' });
        assert.match(await ended(second), new RegExp(`^${blocked}: blocked`, 'u'));
        assert.equal(server.comments.length, 1);
        assert.equal(server.lineComments.length, 1);
        assert.match(server.comments[0]?.body ?? '', new RegExp(second.slice(0, 10), 'u'));

        const third = repository.change({ 'src/app.js': `${CALM}// calm\n` });
        await tell({ head: third, action: forge === 'github' ? 'synchronize' : 'update' });
        assert.match(await ended(third), /^success: pass/u);
        assert.equal(server.comments.length, 1);
        assert.match(server.comments[0]?.body ?? '', /## Lockstep: pass/u);
        assert.match(server.lineComments[0]?.body ?? '', /stops nothing any more/u);
        if (forge === 'gitlab') assert.equal(server.lineComments[0]?.isResolved, true);
      });
    });
  }
}
