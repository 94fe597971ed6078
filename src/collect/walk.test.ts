import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { put, runGit, tempTree } from '../io/tests/temp-tree.ts';
import { openTarget } from './target.ts';
import { collectFiles, type CollectOptions, type Inventory } from './walk.ts';

const defaults: CollectOptions = {
  include: [],
  exclude: [],
  maxFiles: 1000,
  maxDepth: 100,
  timeMs: 60_000,
};

async function collect(at: string, options: Partial<CollectOptions> = {}): Promise<Inventory> {
  return collectFiles(await openTarget(at), { ...defaults, ...options });
}

function paths({ files }: Inventory): readonly string[] {
  return files.map((file) => file.path);
}

function skipped(inventory: Inventory): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(inventory.skipped.map(({ reason, examples }) => [reason, examples]));
}

test('files come in the order of their paths, with size and stamp', async (context) => {
  const root = tempTree(context, { 'b/a.ts': 'x', 'b.ts': 'xy', 'b-c/d.ts': 'x', 'a/z': 'x' });
  for (const name of ['b/a.ts', 'b.ts', 'b-c/d.ts', 'a/z']) utimesSync(path.join(root, name), 1, 1);
  const inventory = await collect(root);
  assert.deepEqual(paths(inventory), ['a/z', 'b-c/d.ts', 'b.ts', 'b/a.ts']);
  assert.equal(inventory.files[2]?.sizeBytes, 2);
});

test('a file that changed just now has no stamp that a cache could believe', async (context) => {
  const inventory = await collect(tempTree(context, { a: 'x' }));
  assert.equal(inventory.files[0]?.stamp, '');
});

test('outside of git, .gitignore and .lockstepignore hold, also in folders below', async (context) => {
  const root = tempTree(context, {
    '.gitignore': '*.log\n/out/\n',
    'a.log': 'x',
    'out/x': 'x',
    'sub/.gitignore': '!keep.log\nsecret\n',
    'sub/keep.log': 'x',
    'sub/secret/x': 'x',
    'sub/.lockstepignore': 'fixtures/\n',
    'sub/fixtures/x': 'x',
    'sub/ok': 'x',
  });
  const inventory = await collect(root);
  assert.deepEqual(paths(inventory), [
    '.gitignore',
    'sub/.gitignore',
    'sub/.lockstepignore',
    'sub/keep.log',
    'sub/ok',
  ]);
  assert.deepEqual(skipped(inventory), { ignored: ['a.log', 'out', 'sub/fixtures', 'sub/secret'] });
});

test('in git a tracked file is examined although it is ignored, its ignored neighbours are not', async (context) => {
  const root = tempTree(context, {
    '.gitignore': '.env\nout/\n',
    '.env': 'x',
    'out/tracked/a': 'x',
    'out/b': 'x',
    'src/.env': 'x',
  });
  runGit(root, 'init', '-q');
  runGit(root, 'add', '-f', '.env', 'out/tracked/a');
  const inventory = await collect(root);
  assert.deepEqual(paths(inventory), ['.env', '.gitignore', 'out/tracked/a']);
  assert.deepEqual(skipped(inventory), { ignored: ['out/b', 'src/.env'] });
});

test('.lockstepignore hides tracked files as well', async (context) => {
  const root = tempTree(context, { '.lockstepignore': 'a', a: 'x', b: 'x' });
  runGit(root, 'init', '-q');
  runGit(root, 'add', '.');
  assert.deepEqual(paths(await collect(root)), ['.lockstepignore', 'b']);
});

test('git excludes of the user and of the repository hold', async (context) => {
  const root = tempTree(context, { a: 'x', b: 'x' });
  runGit(root, 'init', '-q');
  put(root, '.git/info/exclude', 'a\n');
  assert.deepEqual(paths(await collect(root)), ['b']);
});

test('include narrows, exclude removes, a folder stands for all in it', async (context) => {
  const root = tempTree(context, {
    'src/a.ts': 'x',
    'src/gen/b.ts': 'x',
    'doc/c.md': 'x',
    'd.ts': 'x',
  });
  const inventory = await collect(root, { include: ['/src/', '*.md'], exclude: ['gen/'] });
  assert.deepEqual(paths(inventory), ['doc/c.md', 'src/a.ts']);
  assert.deepEqual(skipped(inventory), { excluded: ['d.ts', 'src/gen'] });
});

test('a file or folder named by the user is examined, even an ignored one, with paths from the root', async (context) => {
  const root = tempTree(context, { '.gitignore': 'out/\n', 'out/a': 'x', 'out/b/c': 'x', d: 'x' });
  runGit(root, 'init', '-q');
  assert.deepEqual(paths(await collect(path.join(root, 'out'))), ['out/a', 'out/b/c']);
  assert.deepEqual(paths(await collect(path.join(root, 'out/b/c'))), ['out/b/c']);
});

test('no link is followed: not to a file, not to a folder, not in place of a tracked folder', async (context) => {
  const outside = tempTree(context, { 'secret/a': 'x' });
  const root = tempTree(context, { 'dir/a': 'x' });
  runGit(root, 'init', '-q');
  runGit(root, 'add', '.');
  renameSync(path.join(root, 'dir'), path.join(root, 'moved'));
  symlinkSync(path.join(outside, 'secret'), path.join(root, 'dir'));
  symlinkSync(path.join(outside, 'secret/a'), path.join(root, 'file'));
  symlinkSync('.', path.join(root, 'loop'));
  const inventory = await collect(root);
  assert.deepEqual(paths(inventory), ['moved/a']);
  assert.deepEqual(skipped(inventory), { 'symbolic-link': ['dir', 'file', 'loop'] });
});

test('FIFOs and sockets are counted and never opened; empty files need no look', async (context) => {
  const root = tempTree(context, { a: 'x', empty: '' });
  execFileSync('mkfifo', [path.join(root, 'fifo'), path.join(root, '.gitignore')]);
  const server = createServer().listen(path.join(root, 'socket'));
  await new Promise((resolve) => server.once('listening', resolve));
  const inventory = await collect(root);
  server.close();
  assert.deepEqual(paths(inventory), ['a']);
  assert.deepEqual(skipped(inventory), {
    'special-file': ['.gitignore', 'fifo', 'socket'],
    empty: ['empty'],
  });
});

test('names with line breaks and bytes that are not UTF-8 are found and can be opened again', async (context) => {
  const root = tempTree(context, { 'new\nline': 'x', ü: 'x' });
  const folder = Buffer.from([0x66, 0xff]);
  mkdirSync(Buffer.concat([Buffer.from(`${root}/`), folder]));
  const name = Buffer.concat([folder, Buffer.from('/a')]);
  writeFileSync(Buffer.concat([Buffer.from(`${root}/`), name]), 'x');
  for (const inGit of [false, true]) {
    if (inGit) {
      runGit(root, 'init', '-q');
      runGit(root, 'add', '.');
    }
    const inventory = await collect(root);
    assert.deepEqual(paths(inventory), ['f\\xff/a', 'new\nline', 'ü']);
    assert.equal(inventory.files[0]?.rawPath, name.toString('base64'));
    assert.equal(inventory.files[1]?.rawPath, undefined);
  }
});

test('a submodule and another repository inside are left out and counted', async (context) => {
  const root = tempTree(context, { a: 'x', 'nested/b': 'x' });
  runGit(path.join(root, 'nested'), 'init', '-q');
  runGit(root, 'init', '-q');
  assert.deepEqual(skipped(await collect(root)), { submodule: ['nested'] });
});

test('too many files and too deep folders are told as incomplete, the rest is examined', async (context) => {
  const root = tempTree(context, { 'a/b/c/d': 'x', 'a/x': 'x', b: 'x', c: 'x' });
  const deep = await collect(root, { maxDepth: 2 });
  assert.deepEqual(paths(deep), ['a/x', 'b', 'c']);
  assert.deepEqual(
    deep.incomplete.map(({ what, reason }) => [what, reason]),
    [['a/b/c', 'limit']],
  );
  const many = await collect(root, { maxFiles: 2 });
  assert.deepEqual(paths(many), ['a/b/c/d', 'a/x']);
  assert.deepEqual(
    many.incomplete.map(({ what, reason }) => [what, reason]),
    [['b', 'limit']],
  );
  const exact = await collect(root, { maxFiles: 4 });
  assert.deepEqual(exact.incomplete, []);
});

test('a walk out of time or cancelled says where it stopped', async (context) => {
  const target = await openTarget(tempTree(context, { a: 'x', b: 'x' }));
  const late = await collectFiles(target, { ...defaults, timeMs: -1 });
  assert.deepEqual(
    late.incomplete.map(({ what, reason }) => [what, reason]),
    [['a', 'timeout']],
  );
  const cancelled = await collectFiles(target, defaults, AbortSignal.abort());
  assert.equal(cancelled.incomplete[0]?.reason, 'cancelled');
});

test('ten thousand nested folders do no harm: what lies deeper than a path can be is incomplete', async (context) => {
  const root = tempTree(context, { a: 'x' });
  // Relative steps: no absolute path reaches this deep.
  const script = `process.chdir(process.argv[1]);
    for (let n = 0; n < 10_000; n++) { require('fs').mkdirSync('d'); process.chdir('d'); }`;
  execFileSync(process.execPath, ['-e', script, root]);
  const inventory = await collect(root, { maxDepth: 20_000 });
  assert.deepEqual(paths(inventory), ['a']);
  assert.equal(inventory.incomplete[0]?.reason, 'unreadable');
  assert.match(inventory.incomplete[0]?.detail ?? '', /path is longer/);
  execFileSync('rm', ['-rf', root]);
});
