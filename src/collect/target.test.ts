import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { put, runGit, tempRepository, tempTree } from '../io/tests/temp-tree.ts';
import { LockstepError } from '../model/error.ts';
import { openTarget } from './target.ts';

test('in a work tree the root is its top, and what was named lies within', async (context) => {
  const root = tempRepository(context, { 'a/b/c': 'x' });
  const target = await openTarget(path.join(root, 'a/b'));
  assert.equal(target.root, root);
  assert.equal(target.within, 'a/b');
  assert.equal(target.git?.branch, 'main');
  assert.equal(target.git?.commit, runGit(root, 'rev-parse', 'HEAD'));
  const file = await openTarget(path.join(root, 'a/b/c'));
  assert.deepEqual([file.kind, file.root, file.within], ['file', root, 'a/b/c']);
});

test('outside of git the root is the directory, or the directory of the file', async (context) => {
  const root = tempTree(context, { 'a/b': 'x' });
  const directory = await openTarget(path.join(root, 'a'));
  assert.deepEqual([directory.root, directory.within], [path.join(root, 'a'), '']);
  const file = await openTarget(path.join(root, 'a/b'));
  assert.deepEqual([file.kind, file.root, file.within], ['file', path.join(root, 'a'), 'b']);
  assert.equal(file.git, undefined);
});

test('a link that the user named is followed to what it names', async (context) => {
  const root = tempTree(context, { 'a/b': 'x' });
  symlinkSync('a', path.join(root, 'link'));
  assert.equal((await openTarget(path.join(root, 'link'))).root, path.join(root, 'a'));
});

test('a detached head has no branch, an unborn one no commit', async (context) => {
  const root = tempRepository(context, { a: 'x' });
  runGit(root, 'checkout', '-q', '--detach');
  const detached = await openTarget(root);
  assert.equal(detached.git?.branch, undefined);
  assert.match(detached.git?.commit ?? '', /^[0-9a-f]{40}$/);
  const unborn = tempTree(context);
  runGit(unborn, 'init', '-q', '-b', 'main');
  const target = await openTarget(unborn);
  assert.equal(target.git?.commit, undefined);
  assert.equal(target.git?.branch, 'main');
  assert.deepEqual(target.notes, ['The repository has no commit yet.']);
});

test('the remote is told without what could be a password', async (context) => {
  const root = tempRepository(context, { a: 'x' });
  const remoteOf = async (url: string): Promise<string | undefined> => {
    runGit(root, 'config', 'remote.origin.url', url);
    return (await openTarget(root)).git?.remote;
  };
  assert.equal(await remoteOf('https://u:p@host.test/a.git?t=1'), 'https://host.test/a.git');
  assert.equal(await remoteOf('https://u:p@ss@host.test/a.git'), 'https://host.test/a.git');
  assert.equal(await remoteOf('git@host.test:a.git'), 'git@host.test:a.git');
});

test('linked work trees and submodules are work trees', async (context) => {
  const origin = tempRepository(context, { a: 'x' });
  const linked = path.join(tempTree(context), 'linked');
  runGit(origin, 'worktree', 'add', '-q', linked, '-b', 'other');
  const worktree = await openTarget(linked);
  assert.deepEqual([worktree.root, worktree.git?.branch], [linked, 'other']);
  const outer = tempRepository(context, { b: 'x' });
  runGit(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', origin, 'sub');
  const submodule = await openTarget(path.join(outer, 'sub'));
  assert.equal(submodule.root, path.join(outer, 'sub'));
  assert.equal(submodule.git?.commit, runGit(origin, 'rev-parse', 'main'));
});

test('core.worktree of the repository does not lead the run elsewhere', async (context) => {
  const elsewhere = tempTree(context, { secret: 'x' });
  const root = tempRepository(context, { a: 'x' });
  runGit(root, 'config', 'core.worktree', elsewhere);
  assert.equal((await openTarget(root)).root, root);
});

async function refusal(at: string): Promise<string> {
  try {
    await openTarget(at);
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    assert.notEqual(error.repair, undefined);
    return `${error.code}: ${error.message}`;
  }
  return 'no error';
}

test('what cannot be examined is refused with the reason', async (context) => {
  const root = tempRepository(context, { a: 'x' });
  execFileSync('mkfifo', [path.join(root, 'fifo')]);
  symlinkSync('loop', path.join(root, 'loop'));
  runGit(root, 'clone', '-q', '--bare', root, path.join(root, 'bare.git'));
  assert.match(await refusal(path.join(root, 'none')), /^target: .*none does not exist$/);
  assert.match(await refusal(path.join(root, 'a/b')), /^target: cannot open/);
  assert.match(await refusal(path.join(root, 'loop')), /^target: cannot open/);
  assert.match(await refusal(path.join(root, 'fifo')), /neither a directory nor a regular file$/);
  assert.match(await refusal(path.join(root, 'bare.git')), /is a bare git repository/);
  assert.match(await refusal(path.join(root, '.git/hooks')), /inside of a \.git directory$/);
});

test('a .git that is none is no repository; a damaged one is examined without git, and says so', async (context) => {
  const root = tempTree(context, { a: 'x', '.git': 'hello' });
  assert.equal((await openTarget(root)).gitProblem, undefined);
  const damaged = tempTree(context, { a: 'x' });
  mkdirSync(path.join(damaged, '.git'));
  put(damaged, '.git/HEAD', 'nonsense');
  const target = await openTarget(damaged);
  assert.equal(target.git, undefined);
  assert.equal(target.gitProblem?.code, 'git');
  assert.match(target.notes[0] ?? '', /^Examined without git/);
});

test('without git on the path the files are examined all the same, and a note says so', async (context) => {
  const root = tempRepository(context, { a: 'x' });
  const before = process.env['PATH'];
  context.after(() => {
    process.env['PATH'] = before;
  });
  process.env['PATH'] = root;
  const { git, notes } = await openTarget(root);
  assert.equal(git, undefined);
  assert.match(notes[0] ?? '', /git is not installed.*Install git/);
});

const needsRoot = process.getuid?.() === 0 ? false : 'only root can give files to another user';

test(
  'where another user owns the repository the note says how to trust it',
  { skip: needsRoot },
  async (context) => {
    const root = tempRepository(context, { a: 'x' });
    execFileSync('chown', ['-R', '12345', root]);
    const { git, notes } = await openTarget(root);
    assert.equal(git, undefined);
    assert.match(notes[0] ?? '', /another user owns it.*safe\.directory/);
  },
);
