import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { LockstepError } from '../model/error.ts';
import { checkWritable, readBounded, makeFolder, writeAllWhole, writeWhole } from './files.ts';
import { tempTree } from './tests/temp-tree.ts';

function text(outcome: ReturnType<typeof readBounded>): string {
  return outcome.state === 'read' ? Buffer.from(outcome.bytes).toString() : outcome.state;
}

test('a file is read whole up to the bound, and not at all above it', (context) => {
  const root = tempTree(context, { a: 'abc', empty: '' });
  assert.equal(text(readBounded(path.join(root, 'a'), 3)), 'abc');
  assert.deepEqual(readBounded(path.join(root, 'a'), 2), { state: 'too-large', sizeBytes: 3 });
  assert.equal(text(readBounded(path.join(root, 'empty'), 0)), '');
  assert.equal(text(readBounded(Buffer.from(path.join(root, 'a')), 3)), 'abc');
});

test('a file that tells no size, as those of /proc, is read to its end or its bound', (context) => {
  if (!existsSync('/proc/self/status')) {
    context.skip('there is no /proc here');
    return;
  }
  assert.match(text(readBounded('/proc/self/status', 100_000)), /^Name:[^]*voluntary/);
  assert.equal(readBounded('/proc/self/status', 100).state, 'too-large');
});

test('a file of two gigabytes costs no memory', (context) => {
  const file = path.join(tempTree(context, { large: '' }), 'large');
  truncateSync(file, 2 ** 31);
  assert.deepEqual(readBounded(file, 1000), { state: 'too-large', sizeBytes: 2 ** 31 });
});

function detail(file: string): string {
  const outcome = readBounded(file, 10);
  return outcome.state === 'unreadable' ? outcome.detail : outcome.state;
}

test('links, pipes, folders and devices are not opened, and say what they are', (context) => {
  const root = tempTree(context, { a: 'x', 'folder/b': 'x' });
  symlinkSync('a', path.join(root, 'link'));
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  assert.equal(detail(path.join(root, 'link')), 'it is a symbolic link');
  assert.equal(detail(path.join(root, 'pipe')), 'not a regular file');
  assert.equal(detail(path.join(root, 'folder')), 'not a regular file');
  assert.equal(detail('/dev/zero'), 'not a regular file');
  assert.equal(detail(path.join(root, 'none')), 'it does not exist any more');
  assert.equal(
    detail(path.join(root, 'a/b')),
    'a folder on the way to it is not a folder any more',
  );
  assert.match(detail(path.join(root, 'n'.repeat(300))), /path is longer/);
});

test('what is written replaces the file whole, and leaves nothing else', (context) => {
  const root = tempTree(context, { out: 'before' });
  chmodSync(path.join(root, 'out'), 0o600);
  writeWhole(path.join(root, 'out'), 'after');
  writeWhole(path.join(root, 'new'), Buffer.from('new'));
  assert.equal(readFileSync(path.join(root, 'out'), 'utf8'), 'after');
  assert.equal(lstatSync(path.join(root, 'out')).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(root), ['new', 'out']);
});

test('of several files none is changed when one cannot be written', (context) => {
  const root = tempTree(context, { one: 'before', 'folder/x': 'x' });
  const contents = ['one', 'new', 'folder'].map((name) => ({
    file: path.join(root, name),
    content: 'after',
  }));
  assert.throws(() => writeAllWhole(contents), /folder: it is a directory/);
  assert.equal(readFileSync(path.join(root, 'one'), 'utf8'), 'before');
  assert.deepEqual(readdirSync(root), ['folder', 'one']);
  writeAllWhole(contents.slice(0, 2));
  assert.equal(readFileSync(path.join(root, 'one'), 'utf8'), 'after');
  assert.deepEqual(readdirSync(root), ['folder', 'new', 'one']);
});

test(
  'a folder where none can be made is refused at once',
  { skip: !existsSync('/proc/self') },
  () => {
    assert.throws(() => makeFolder('/proc/none'), {
      message: 'cannot write /proc/none: the system takes no files there',
    });
  },
);

test('folders are made as deep as asked, and a file in the way is told', (context) => {
  const root = tempTree(context, { file: 'x' });
  makeFolder(path.join(root, 'a/b/c'));
  makeFolder(path.join(root, 'a/b'));
  assert.deepEqual(readdirSync(path.join(root, 'a/b')), ['c']);
  assert.throws(() => makeFolder(path.join(root, 'file')), /something else is there/);
  assert.throws(() => makeFolder(path.join(root, 'file/a')), /not a directory|something else/);
});

test('a file that clearly cannot be written is refused beforehand', (context) => {
  const root = tempTree(context, { file: 'x' });
  checkWritable(path.join(root, 'file'));
  checkWritable(path.join(root, 'new'));
  for (const name of ['none/out', 'file/out', '.']) {
    assert.throws(() => checkWritable(path.join(root, name)), { code: 'output' });
  }
});

test('a link in place of the output is replaced, what it names stays as it is', (context) => {
  const root = tempTree(context, { precious: 'precious' });
  symlinkSync('precious', path.join(root, 'out'));
  writeWhole(path.join(root, 'out'), 'report');
  assert.equal(readFileSync(path.join(root, 'precious'), 'utf8'), 'precious');
  assert.equal(readFileSync(path.join(root, 'out'), 'utf8'), 'report');
});

function refused(file: string, pattern: RegExp): void {
  assert.throws(
    () => writeWhole(file, 'x'.repeat(10_000)),
    (error) =>
      error instanceof LockstepError &&
      error.code === 'output' &&
      pattern.test(`${error.message} | ${error.repair ?? ''}`),
  );
}

test('what cannot be written says where, why and how to mend it, and leaves the old file', (context) => {
  const root = tempTree(context, { file: 'x' });
  mkdirSync(path.join(root, 'folder'));
  refused(
    path.join(root, 'folder'),
    /cannot write .*folder: it is a directory \| Name a file in it/,
  );
  refused(path.join(root, 'none/out'), /does not exist \| Create it: mkdir -p/);
  refused(path.join(root, 'file/out'), /is not a directory/);
  refused(path.join(root, 'n'.repeat(300)), /path is too long/);
  assert.deepEqual(readdirSync(root), ['file', 'folder']);
});

test(
  'a full disk is told as such, in place and beside the file',
  { skip: !existsSync('/dev/full') },
  (context) => {
    assert.throws(() => writeWhole('/dev/full', 'x'), /cannot write \/dev\/full: the disk is full/);
    // A bound on the size of files stands in for a disk that fills up while the temporary file is written.
    const root = tempTree(context, { out: 'before' });
    const script = `
    import { writeWhole } from ${JSON.stringify(new URL('files.ts', import.meta.url).href)};
    process.on('SIGXFSZ', () => {});
    try { writeWhole(process.argv[1], 'x'.repeat(1e6)); } catch (error) { process.stdout.write(error.message); }`;
    writeFileSync(
      path.join(root, 'write.mjs'),
      script.replace('process.argv[1]', 'process.argv[2]'),
    );
    const command = `ulimit -f 100; exec "$0" --import tsx "$1" "$2"`;
    const said = execFileSync(
      'bash',
      ['-c', command, process.execPath, path.join(root, 'write.mjs'), path.join(root, 'out')],
      {
        encoding: 'utf8',
        cwd: process.cwd(),
      },
    );
    assert.match(said, /^cannot write .*out: /);
    assert.equal(readFileSync(path.join(root, 'out'), 'utf8'), 'before');
    assert.deepEqual(readdirSync(root), ['out', 'write.mjs']);
  },
);
