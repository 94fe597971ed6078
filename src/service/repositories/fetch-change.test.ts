import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { commitAll, put, runGit } from '../../io/tests/temp-tree.ts';
import { fetchChange } from './fetch-change.ts';
import { gitLimits, NotFetched, type GitSettings } from './git-client.ts';
import { GitHosts } from './git-hosts.ts';
import { startGitServer, type GitServer } from './tests/git-server.ts';

const settings: GitSettings = {
  credentials: undefined,
  hosts: new GitHosts(['127.0.0.0/8']),
  proxy: undefined,
  authorities: undefined,
  limits: gitLimits,
};

describe('fetching a change', () => {
  let folder: string;
  let server: GitServer;
  let work: string;
  let bare: string;
  let url: string;
  const never = new AbortController().signal;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'lockstep-git-'));
    server = await startGitServer(path.join(folder, 'served'));
    work = path.join(folder, 'work');
    bare = path.join(folder, 'served', 'shop.git');
    url = `${server.origin}/shop.git`;
    mkdirSync(work);
    runGit(work, 'init', '-q', '-b', 'main');
    put(work, 'a', 'first');
    commitAll(work, 'first');
    runGit(work, 'clone', '-q', '--bare', work, bare);
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const push = (ref: string): string => {
    runGit(work, 'push', '-q', '-f', bare, `HEAD:${ref}`);
    return runGit(work, 'rev-parse', 'HEAD');
  };
  let count = 0;
  async function fetched(
    head: string,
    base = 'main',
    more: Partial<GitSettings> = {},
  ): Promise<string> {
    const root = path.join(folder, `scan-${(count += 1)}`, 'target');
    await fetchChange(
      { url, head, base, credentials: undefined },
      root,
      { ...settings, ...more },
      never,
    );
    return root;
  }
  const refusal = async (...args: Parameters<typeof fetched>): Promise<string> => {
    try {
      await fetched(...args);
    } catch (error) {
      assert.ok(error instanceof NotFetched, String(error));
      return error.message;
    }
    return 'fetched';
  };

  test('the commit and its target, as far back as they have something in common; no branch of its own', async () => {
    runGit(work, 'checkout', '-q', '-b', 'greet');
    put(work, 'b', 'change');
    commitAll(work, 'change');
    const head = push('refs/pull/5/head');
    const root = await fetched(head);
    assert.equal(runGit(root, 'rev-parse', 'HEAD'), head);
    assert.equal(runGit(root, 'diff', '--name-only', 'origin/main...HEAD'), 'b');
    assert.equal(runGit(root, 'for-each-ref', '--format=%(refname)', 'refs/heads'), '');
    assert.deepEqual(readdirSync(root), ['.git']);
    assert.ok(!existsSync(path.join(root, '.git', 'hooks')));
  });

  test('a change that left long ago costs more fetches, and is found', async () => {
    for (let index = 0; index < 60; index += 1) {
      runGit(work, 'commit', '-q', '--allow-empty', '-m', `step ${index}`);
    }
    const head = push('refs/pull/6/head');
    const asked = server.asked.length;
    const root = await fetched(head);
    assert.equal(runGit(root, 'diff', '--name-only', 'origin/main...HEAD'), 'b');
    assert.ok(server.asked.length - asked > 2);
  });

  test('what is not there, or has nothing in common, is told', async () => {
    assert.match(await refusal('1'.repeat(40)), /no such commit/u);
    const head = push('refs/pull/6/head');
    assert.equal(await refusal(head, 'nowhere'), 'it has no branch of that name');
    runGit(work, 'checkout', '-q', '--orphan', 'alone');
    commitAll(work, 'alone');
    const alone = push('refs/pull/7/head');
    assert.match(await refusal(alone), /nothing in common with main/u);
  });

  test('what is larger than the bound, all packs together, is not kept', async () => {
    runGit(work, 'checkout', '-q', 'greet');
    put(work, 'noise', randomBytes(2 ** 20).toString('hex'));
    commitAll(work, 'noise');
    const head = push('refs/pull/8/head');
    const limits = { ...gitLimits, maxBytes: 2 ** 19 };
    assert.equal(await refusal(head, 'main', { limits }), 'it is larger than what is fetched');
  });

  test('only what is allowed is asked', async () => {
    const asked = server.asked.length;
    const hosts = new GitHosts([]);
    assert.match(await refusal('1'.repeat(40), 'main', { hosts }), /http is not allowed/u);
    assert.equal(server.asked.length, asked);
  });
});
