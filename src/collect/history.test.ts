import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { commitAll, put, runGit, tempRepository, tempTree } from '../io/tests/temp-tree.ts';
import { readBlobs, readFileAt, type Blob } from './blobs.ts';
import { listHistory, type HistoryBlob } from './history.ts';
import { openTarget } from './target.ts';

async function history(root: string): Promise<readonly HistoryBlob[]> {
  const found: HistoryBlob[] = [];
  for await (const blob of (await listHistory(await openTarget(root))).blobs) found.push(blob);
  return found;
}

test('every content is told once, with the commit that brought it, its author and whether it is still there', async (context) => {
  const root = tempRepository(context, { a: 'one', copy: 'one' });
  const first = runGit(root, 'rev-parse', 'HEAD');
  put(root, 'a', 'two');
  const second = commitAll(root, 'second');
  rmSync(path.join(root, 'copy'));
  put(root, 'a', 'three');
  put(root, 'back', 'two');
  commitAll(root, 'third');
  const found = await history(root);
  assert.deepEqual(
    found.map(({ path: at, origin, present }) => [at, origin.commit === first, present]),
    [
      ['a', true, false],
      ['a', false, true],
      ['a', false, true],
    ],
  );
  assert.deepEqual(found[1]?.origin, {
    commit: second,
    author: 'Ann <ann@example.test>',
    date: '2026-01-02T03:04:05+00:00',
  });
  assert.equal(found[1]?.previousOid, found[0]?.oid);
});

test('other branches, tags and the stash belong to the history', async (context) => {
  const root = tempRepository(context, { a: 'a' });
  for (const name of ['branch', 'tag']) {
    runGit(root, 'checkout', '-q', '--detach', 'main');
    put(root, name, name);
    commitAll(root, name);
    runGit(root, name, `kept-${name}`);
  }
  runGit(root, 'checkout', '-q', 'main');
  put(root, 'a', 'stashed');
  runGit(root, 'stash', '-q');
  const paths = (await history(root)).map(({ path: at }) => at);
  assert.deepEqual(paths.toSorted(), ['a', 'a', 'branch', 'tag']);
});

test('what a merge commit itself brought in is found', async (context) => {
  const root = tempRepository(context, { a: 'a', b: 'b' });
  runGit(root, 'checkout', '-q', '-b', 'topic');
  put(root, 'a', 'topic');
  commitAll(root, 'topic');
  runGit(root, 'checkout', '-q', 'main');
  put(root, 'b', 'main');
  commitAll(root, 'main');
  runGit(root, 'merge', '-q', '--no-commit', '--no-ff', 'topic');
  put(root, 'a', 'evil');
  put(root, 'hidden', 'evil too');
  const merge = commitAll(root, 'merge');
  const brought = (await history(root)).filter(({ origin }) => origin.commit === merge);
  assert.deepEqual(
    brought.map(({ path: at }) => at),
    ['a', 'hidden'],
  );
});

test('a parent comes before its child whatever the clocks said', async (context) => {
  const root = tempRepository(context, {});
  put(root, 'first', 'x');
  runGit(root, 'add', '.');
  const env = {
    GIT_COMMITTER_DATE: '2030-01-01T00:00:00Z',
    GIT_AUTHOR_DATE: '2030-01-01T00:00:00Z',
  };
  const who = ['-c', 'user.name=Zoë "Z" <z', '-c', 'user.email=z@example.test'];
  execFileSync('git', [...who, 'commit', '-q', '-m', 'from the future'], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  rmSync(path.join(root, 'first'));
  put(root, 'second', 'x');
  commitAll(root, 'second');
  const [found, ...others] = await history(root);
  assert.equal(found?.path, 'first');
  assert.match(found?.origin.author ?? '', /^Zoë "Z" /);
  assert.deepEqual(others, []);
});

test('odd names, links and submodules in old commits do no harm', async (context) => {
  const root = tempRepository(context, { '\nline\n': 'a', '\u0001mark': 'b', ':colon': 'c' });
  symlinkSync('/etc/passwd', path.join(root, 'link'));
  runGit(
    root,
    'update-index',
    '--add',
    '--cacheinfo',
    `160000,${runGit(root, 'rev-parse', 'HEAD')},sub`,
  );
  commitAll(root, 'second');
  const paths = (await history(root)).map(({ path: at }) => at);
  assert.deepEqual(paths, ['\u0001mark', '\nline\n', ':colon']);
});

test('a shallow clone examines what it has and says what is missing', async (context) => {
  const origin = tempRepository(context, { a: 'a' });
  put(origin, 'a', 'b');
  commitAll(origin, 'second');
  const root = path.join(tempTree(context), 'clone');
  runGit(origin, 'clone', '-q', '--depth=1', `file://${origin}`, root);
  assert.equal((await history(root)).length, 1);
  const { incomplete } = await listHistory(await openTarget(root));
  assert.equal(incomplete[0]?.reason, 'no-history');
});

test('a repository without a commit has an empty history', async (context) => {
  const root = tempTree(context, {});
  runGit(root, 'init', '-q');
  assert.deepEqual(await history(root), []);
});

async function blobs(
  root: string,
  oids: readonly string[],
  maxBytes: number,
): Promise<readonly Blob[]> {
  const all: Blob[] = [];
  for await (const blob of readBlobs(root, oids, { maxBytes })) all.push(blob);
  return all;
}

test('blobs are read whole, in the order asked for; the large and the missing follow', async (context) => {
  const large = 'x\n'.repeat(300_000);
  const root = tempRepository(context, { a: 'a\n', empty: '', large, huge: `${large}y` });
  const oid = (name: string): string => runGit(root, 'rev-parse', `HEAD:${name}`);
  const missing = '1'.repeat(40);
  const asked = [missing, oid('large'), oid('huge'), oid('empty'), oid('a')];
  const answers = await blobs(root, asked, 600_000);
  assert.deepEqual(
    answers.map((blob) => [
      blob.oid,
      blob.state === 'read' ? Buffer.from(blob.bytes).toString() : blob.state,
    ]),
    [
      [oid('large'), large],
      [oid('empty'), ''],
      [oid('a'), 'a\n'],
      [missing, 'missing'],
      [oid('huge'), 'too-large'],
    ],
  );
});

test('a tree is no blob, and a reader that stops early leaves nothing behind', async (context) => {
  const root = tempRepository(context, { a: 'a' });
  assert.equal(
    (await blobs(root, [runGit(root, 'rev-parse', 'HEAD^{tree}')], 10))[0]?.state,
    'missing',
  );
  const oid = runGit(root, 'rev-parse', 'HEAD:a');
  for await (const blob of readBlobs(root, repeated(oid, 100_000), { maxBytes: 10 })) {
    assert.equal(blob.state, 'read');
    break;
  }
});

function* repeated(oid: string, count: number): Generator<string> {
  for (let index = 0; index < count; index++) yield oid;
}

test('a file of a commit is read by its path; a folder or a link is none', async (context) => {
  const root = tempRepository(context, { 'dir/*a': 'a' });
  symlinkSync('dir/*a', path.join(root, 'link'));
  const commit = commitAll(root, 'second');
  const read = async (at: string): Promise<string | undefined> => {
    const bytes = await readFileAt(root, commit, at, 10);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString();
  };
  assert.equal(await read('dir/*a'), 'a');
  for (const none of ['dir', 'link', 'dir/b', '*', '--help']) {
    assert.equal(await read(none), undefined);
  }
  await assert.rejects(readFileAt(root, commit, 'dir/*a', 0), /larger than 0 bytes/);
});
