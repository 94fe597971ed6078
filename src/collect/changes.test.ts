import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { commitAll, put, runGit, tempRepository, tempTree } from '../io/tests/temp-tree.ts';
import { LockstepError } from '../model/error.ts';
import { changesSince, isDirty } from './changes.ts';
import { createSelection, type PathOptions } from './selection.ts';
import { openTarget } from './target.ts';
import { collectFiles } from './walk.ts';

const all: PathOptions = { include: [], exclude: [] };

async function since(at: string, ref: string, options = all): Promise<readonly string[]> {
  const target = await openTarget(at);
  const limits = { maxFiles: 1000, maxDepth: 50, timeMs: 60_000 };
  const { files } = await collectFiles(target, { ...options, ...limits });
  const isSelected = createSelection(target, options);
  const { changes } = await changesSince(target, ref, { files, isSelected });
  return changes.map((change) => {
    if (change.status === 'deleted') return `deleted ${change.basePath}`;
    if (change.status === 'renamed') return `renamed ${change.basePath} ${change.path}`;
    return `${change.status} ${change.path}`;
  });
}

function edit(root: string, name: string, text: string): void {
  writeFileSync(path.join(root, name), `${readFileSync(path.join(root, name), 'utf8')}${text}`);
}

const long = 'line\n'.repeat(50);

test('committed, staged, unstaged and untracked changes are found alike', async (context) => {
  const root = tempRepository(context, {
    '.gitignore': 'ignored\n',
    committed: 'a\n',
    staged: 'a\n',
    unstaged: 'a\n',
    same: 'a\n',
    gone: 'a\n',
    unlinked: 'b\n',
  });
  runGit(root, 'checkout', '-q', '-b', 'topic');
  edit(root, 'committed', 'x');
  rmSync(path.join(root, 'gone'));
  commitAll(root, 'second');
  edit(root, 'staged', 'x');
  runGit(root, 'add', 'staged');
  edit(root, 'unstaged', 'x');
  rmSync(path.join(root, 'unlinked'));
  put(root, 'new/file', 'x');
  put(root, 'ignored', 'x');
  assert.deepEqual(await since(root, 'main'), [
    'modified committed',
    'deleted gone',
    'added new/file',
    'modified staged',
    'deleted unlinked',
    'modified unstaged',
  ]);
});

test('the merge base counts, not what the other branch did since', async (context) => {
  const root = tempRepository(context, { a: 'a\n', b: 'b\n' });
  runGit(root, 'checkout', '-q', '-b', 'topic');
  edit(root, 'a', 'x');
  commitAll(root, 'mine');
  runGit(root, 'checkout', '-q', 'main');
  edit(root, 'b', 'x');
  const main = commitAll(root, 'theirs');
  runGit(root, 'checkout', '-q', 'topic');
  assert.deepEqual(await since(root, 'main'), ['modified a']);
  const target = await openTarget(root);
  const { base } = await changesSince(target, 'main', { files: [], isSelected: () => false });
  assert.equal(base.commit, main);
  assert.equal(base.mergeBase, runGit(root, 'rev-parse', 'main~1'));
});

test('renames are told whether committed, staged or only made in the work tree', async (context) => {
  const root = tempRepository(context, { a: `${long}a`, b: `${long}b`, c: `${long}c`, d: 'd' });
  runGit(root, 'tag', 'start');
  runGit(root, 'mv', 'a', 'a2');
  edit(root, 'a2', 'changed');
  commitAll(root, 'second');
  runGit(root, 'mv', 'b', 'b2');
  renameSync(path.join(root, 'c'), path.join(root, 'c2'));
  assert.deepEqual(await since(root, 'start'), ['renamed a a2', 'renamed b b2', 'renamed c c2']);
});

test('a file touched, changed back or changed only in its mode is no change', async (context) => {
  const root = tempRepository(context, { touched: 'a', back: 'a', mode: 'a', unstaged: 'a' });
  const later = Date.now() / 1000 + 10;
  utimesSync(path.join(root, 'touched'), later, later);
  put(root, 'back', 'b');
  runGit(root, 'add', 'back');
  put(root, 'back', 'a');
  runGit(root, 'update-index', '--chmod=+x', 'mode');
  runGit(root, 'rm', '-q', '--cached', 'unstaged');
  assert.deepEqual(await since(root, 'HEAD'), []);
});

test('a change of the same size in the same moment as the commit is seen', async (context) => {
  const root = tempRepository(context, { a: 'aaaa' });
  put(root, 'a', 'bbbb');
  assert.deepEqual(await since(root, 'HEAD'), ['modified a']);
  assert.deepEqual(await since(root, 'HEAD'), ['modified a']);
});

test('a change that git was told to assume away is seen', async (context) => {
  const root = tempRepository(context, { a: 'a', b: 'b' });
  runGit(root, 'update-index', '--assume-unchanged', 'a');
  runGit(root, 'update-index', '--skip-worktree', 'b');
  put(root, 'a', 'changed');
  put(root, 'b', 'changed');
  assert.deepEqual(await since(root, 'HEAD'), ['modified a', 'modified b']);
});

test('Windows line ends that git took away are no change', async (context) => {
  const root = tempRepository(context, {});
  runGit(root, 'config', 'core.autocrlf', 'true');
  put(root, 'a', 'one\r\ntwo\r\n');
  commitAll(root, 'second');
  put(root, 'a', 'one\r\ntwo\r\n');
  assert.deepEqual(await since(root, 'HEAD'), []);
});

test('a folder replaced by a link has lost its files, whatever the link shows', async (context) => {
  const outside = tempTree(context, { a: 'a' });
  const root = tempRepository(context, { 'dir/a': 'a' });
  rmSync(path.join(root, 'dir'), { recursive: true });
  symlinkSync(outside, path.join(root, 'dir'));
  assert.deepEqual(await since(root, 'HEAD'), ['deleted dir/a']);
});

test('an open merge conflict and odd names do no harm', async (context) => {
  const root = tempRepository(context, { 'a\nb "c"': 'a\n', f: 'a\n' });
  runGit(root, 'checkout', '-q', '-b', 'topic');
  put(root, 'f', 'b\n');
  commitAll(root, 'second');
  runGit(root, 'checkout', '-q', 'main');
  put(root, 'f', 'c\n');
  edit(root, 'a\nb "c"', 'x');
  commitAll(root, 'third');
  assert.throws(() => runGit(root, 'merge', '-q', 'topic'));
  assert.deepEqual(await since(root, 'main~1'), ['modified a\nb "c"', 'modified f']);
});

test('what the policy leaves out counts neither as changed nor as deleted', async (context) => {
  const root = tempRepository(context, { 'out/a': 'a', 'out/b': 'b', 'src/c': 'c', 'hid/d': 'd' });
  put(root, '.lockstepignore', 'hid\n');
  rmSync(path.join(root, 'out/a'));
  rmSync(path.join(root, 'hid/d'));
  edit(root, 'out/b', 'x');
  rmSync(path.join(root, 'src/c'));
  const options = { include: [], exclude: ['out/'] };
  assert.deepEqual(await since(root, 'HEAD', options), ['added .lockstepignore', 'deleted src/c']);
  assert.deepEqual(await since(path.join(root, 'out'), 'HEAD'), [
    'deleted out/a',
    'modified out/b',
  ]);
});

test('bytes that are not UTF-8 in a name are compared like any other', async (context) => {
  const root = tempRepository(context, { a: 'a' });
  execFileSync('sh', ['-c', 'printf x > "$(printf \'n\\377\')"'], { cwd: root });
  commitAll(root, 'second');
  assert.deepEqual(await since(root, 'HEAD'), []);
  execFileSync('sh', ['-c', 'printf yy > "$(printf \'n\\377\')"'], { cwd: root });
  assert.deepEqual(await since(root, 'HEAD'), ['modified n\\xff']);
});

test('dirty is what differs from HEAD, in the index or in the work tree', async (context) => {
  const root = tempRepository(context, { a: 'a' });
  const dirty = async (): Promise<boolean> => {
    const target = await openTarget(root);
    const options = { ...all, maxFiles: 10, maxDepth: 10, timeMs: 60_000 };
    return isDirty(target, (await collectFiles(target, options)).files);
  };
  put(root, 'untracked', 'x');
  assert.equal(await dirty(), false);
  put(root, 'a', 'b');
  assert.equal(await dirty(), true);
  runGit(root, 'add', 'a');
  assert.equal(await dirty(), true);
});

async function refusal(at: string, ref: string): Promise<string> {
  try {
    await since(at, ref);
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return `${error.code}: ${error.message} | ${error.repair ?? ''}`;
  }
  return 'no error';
}

test('a ref that is unknown, or looks like an option, is refused with what to do', async (context) => {
  const root = tempRepository(context, { a: 'a' });
  assert.match(await refusal(root, 'mian'), /^git: .*"mian" \| Did you mean main\?/);
  assert.match(await refusal(root, 'origin/main'), /Fetch it: git fetch origin main/);
  assert.match(await refusal(root, '--output=x'), /^git: "--output=x" is not the name of a commit/);
  assert.match(await refusal(root, 'a b'), /is not the name of a commit/);
  assert.match(await refusal(root, ''), /is not the name of a commit/);
});

test('no repository, no commit and no common ancestor each have their message', async (context) => {
  assert.match(
    await refusal(tempTree(context, { a: 'a' }), 'main'),
    /^git: .* is not in a git repository/,
  );
  const unborn = tempTree(context, { a: 'a' });
  runGit(unborn, 'init', '-q');
  assert.match(await refusal(unborn, 'main'), /no commit to compare with/);
  const root = tempRepository(context, { a: 'a' });
  runGit(root, 'checkout', '-q', '--orphan', 'other');
  commitAll(root, 'unrelated');
  assert.match(await refusal(root, 'main'), /no common ancestor/);
});

test('a shallow clone says how to fetch the history that is missing', async (context) => {
  const origin = tempRepository(context, { a: 'a' });
  const first = runGit(origin, 'rev-parse', 'HEAD');
  put(origin, 'a', 'b');
  commitAll(origin, 'second');
  const root = path.join(tempTree(context), 'clone');
  runGit(origin, 'clone', '-q', '--depth=1', `file://${origin}`, root);
  assert.match(await refusal(root, first), /shallow.*fetch-depth: 0/);
  assert.deepEqual(await since(root, 'HEAD'), []);
});

test('a detached head and a linked work tree are compared like any other', async (context) => {
  const root = tempRepository(context, { a: 'a' });
  runGit(root, 'checkout', '-q', '--detach');
  const linked = path.join(tempTree(context), 'linked');
  runGit(root, 'worktree', 'add', '-q', linked, 'main');
  put(linked, 'a', 'b');
  assert.deepEqual(await since(linked, 'HEAD'), ['modified a']);
  assert.deepEqual(await since(root, 'main'), []);
});
