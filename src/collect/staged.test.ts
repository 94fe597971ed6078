import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { put, runGit, tempRepository, tempTree } from '../io/tests/temp-tree.ts';
import { readBlobs } from './blobs.ts';
import { stagedChanges, type StagedChange } from './staged.ts';
import { openTarget } from './target.ts';

async function staged(root: string): Promise<readonly StagedChange[]> {
  return stagedChanges(await openTarget(root));
}

async function contentOf(root: string, oid: string): Promise<string> {
  for await (const blob of readBlobs(root, [oid], { maxBytes: 100 })) {
    if (blob.state === 'read') return Buffer.from(blob.bytes).toString();
  }
  return 'none';
}

test('the staged content is told, not what the work tree holds', async (context) => {
  const root = tempRepository(context, { a: 'a', moved: 'm'.repeat(100), gone: 'g' });
  put(root, 'a', 'staged');
  put(root, 'new', 'n');
  runGit(root, 'mv', 'moved', 'there');
  rmSync(path.join(root, 'gone'));
  runGit(root, 'add', '-A');
  put(root, 'a', 'later');
  put(root, 'untracked', 'x');
  const changes = await staged(root);
  assert.deepEqual(
    changes.map(({ status, path: at }) => [status, at]),
    [
      ['modified', 'a'],
      ['added', 'new'],
      ['renamed', 'there'],
    ],
  );
  assert.equal(await contentOf(root, changes[0]?.oid ?? ''), 'staged');
});

test('before the first commit everything staged is added', async (context) => {
  const root = tempTree(context, { a: 'a', b: 'b' });
  runGit(root, 'init', '-q');
  runGit(root, 'add', 'a');
  assert.deepEqual(
    (await staged(root)).map(({ status, path: at }) => [status, at]),
    [['added', 'a']],
  );
});

test('links and submodules that are staged are no files', async (context) => {
  const root = tempRepository(context, { a: 'a' });
  const oid = runGit(root, 'hash-object', '-w', 'a');
  runGit(root, 'update-index', '--add', '--cacheinfo', `120000,${oid},link`);
  runGit(
    root,
    'update-index',
    '--add',
    '--cacheinfo',
    `160000,${runGit(root, 'rev-parse', 'HEAD')},sub`,
  );
  assert.deepEqual(await staged(root), []);
});

test('in the hook of "commit -a" and "commit <file>" the index of that commit counts', async (context) => {
  const root = tempRepository(context, { a: 'a', b: 'b' });
  const seen = path.join(root, '.git', 'seen');
  put(
    root,
    '.git/hooks/pre-commit',
    `#!/bin/sh\nprintf %s "$GIT_INDEX_FILE" > ${seen}\ncp "$GIT_INDEX_FILE" .git/kept\n`,
  );
  chmodSync(path.join(root, '.git/hooks/pre-commit'), 0o755);
  put(root, 'a', 'changed');
  put(root, 'b', 'changed');
  runGit(root, 'commit', '-q', '-m', 'second', 'a');
  assert.match(readFileSync(seen, 'utf8'), /index/);
  runGit(root, 'reset', '-q', '--soft', 'HEAD~1');
  runGit(root, 'reset', '-q');
  const before = process.env['GIT_INDEX_FILE'];
  context.after(() => {
    if (before === undefined) delete process.env['GIT_INDEX_FILE'];
    else process.env['GIT_INDEX_FILE'] = before;
  });
  process.env['GIT_INDEX_FILE'] = '.git/kept';
  assert.deepEqual(
    (await staged(root)).map(({ path: at }) => at),
    ['a'],
  );
  process.env['GIT_INDEX_FILE'] = '/elsewhere/index';
  assert.deepEqual(await staged(root), []);
});
