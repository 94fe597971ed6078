import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, test } from 'node:test';
import { commitAll, put, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import {
  assertCode,
  blockingPolicy,
  leak,
  leakOf,
  parseReport,
  User,
  type End,
} from './lockstep.ts';

const policy = { 'lockstep.yaml': blockingPolicy };

function pathsFound(end: End): readonly string[] {
  return parseReport(end.stdout).findings.map(({ location }) => location.path);
}

/** What acts on a terminal, besides line breaks: control characters, and those that turn the direction of text. */
const acting = /(?!\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\p{Surrogate}]/u;

describe('file names', { concurrency: 2 }, () => {
  const names = [
    'new\nline.py',
    'clear\u001b[2J\u001b]0;title\u0007.py',
    '\u202efdp.py',
    ':: error.py',
  ];

  test('with line breaks and escape sequences are found and act on nothing', async (context) => {
    const files = Object.fromEntries(names.map((name) => [name, leak]));
    const root = tempTree(context, { ...files, ...policy });
    const user = new User(context);
    const json = await user.run(root, 'check', '-f', 'json');
    assertCode(json, 1);
    assert.deepEqual(new Set(pathsFound(json)), new Set(names));
    for (const format of ['terminal', 'github', 'markdown', 'junit', 'html', 'sarif']) {
      const end = await user.run(root, 'check', '-v', '-f', format);
      assertCode(end, 1);
      assert.doesNotMatch(end.stdout, acting, format);
      assert.equal(end.stderr, '');
    }
  });

  test('with line breaks are found in git, too', async (context) => {
    const root = tempRepository(context, policy);
    // Each another secret: the history tells of each secret once.
    for (const [seed, name] of names.entries()) put(root, name, leakOf(seed));
    const user = new User(context);
    const since = await user.run(root, 'check', '--since', 'main', '-f', 'json');
    assert.deepEqual(new Set(pathsFound(since)), new Set(names));
    commitAll(root, 'leak');
    const history = await user.run(root, 'secrets', '--history', '-f', 'json');
    assert.deepEqual(new Set(pathsFound(history)), new Set(names));
  });

  test('that are not UTF-8 are examined', async (context) => {
    const root = tempTree(context, policy);
    const folder = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0x64, 0xff, 0x2f])]);
    mkdirSync(folder);
    writeFileSync(Buffer.concat([folder, Buffer.from([0xfe, 0x2e, 0x70, 0x79])]), leak);
    const user = new User(context);
    for (const format of ['terminal', 'json', 'sarif']) {
      const end = await user.run(root, 'check', '-f', format);
      assertCode(end, 1);
      assert.equal(end.stderr, '');
    }
    // Node removes a folder by its text, and this one has none.
    execFileSync('rm', ['-rf', root]);
  });
});

describe('what is no file', { concurrency: 2 }, () => {
  test('a FIFO, a socket and links to devices are passed over and told', async (context) => {
    const root = tempTree(context, { ...policy, 'app.py': leak });
    execFileSync('mkfifo', [path.join(root, 'pipe.py')]);
    symlinkSync('/dev/zero', path.join(root, 'zero.py'));
    symlinkSync('/dev/tty', path.join(root, 'tty.py'));
    const socket = createServer().listen(path.join(root, 'socket.py'));
    context.after(() => socket.close());
    const end = await new User(context).run(root, 'check', '-v');
    assertCode(end, 1);
    assert.match(end.stdout, /special-file/u);
    assert.match(end.stdout, /symbolic-link/u);
    assert.equal(end.stderr, '');
  });

  test('a device in the tree is not read', async (context) => {
    const root = tempTree(context, { ...policy, 'app.py': leak });
    try {
      execFileSync('mknod', [path.join(root, 'zero.py'), 'c', '1', '5'], { stdio: 'ignore' });
    } catch {
      context.skip('only root can make a device');
      return;
    }
    const end = await new User(context).run(root, 'check', '-v');
    assertCode(end, 1);
    assert.match(end.stdout, /special-file/u);
  });

  test('a FIFO named on the command line is refused at once', async (context) => {
    const root = tempTree(context);
    execFileSync('mkfifo', [path.join(root, 'pipe')]);
    const user = new User(context);
    const named = await user.run(root, 'check', 'pipe');
    assertCode(named, 2);
    assert.match(named.stderr, /pipe is neither a directory nor a regular file\n.*--stdin/u);
    const asPolicy = await user.run(root, 'check', '--policy', 'pipe');
    assertCode(asPolicy, 2);
    assert.match(asPolicy.stderr, /not a regular file/u);
  });

  test('a link out of the root is not followed', async (context) => {
    const outside = tempTree(context, { 'app.py': leak });
    const root = tempTree(context, policy);
    symlinkSync(outside, path.join(root, 'folder'));
    symlinkSync(path.join(outside, 'app.py'), path.join(root, 'app.py'));
    symlinkSync('.', path.join(root, 'loop'));
    const end = await new User(context).run(root, 'check', '-f', 'json');
    assertCode(end, 0);
    assert.deepEqual(pathsFound(end), []);
  });

  test('a policy or a baseline that is a link out of the root is not followed', async (context) => {
    const outside = tempTree(context, { 'other.yaml': 'version: 1\nproduct: shop\n' });
    const root = tempTree(context, { 'app.py': leak });
    symlinkSync(path.join(outside, 'other.yaml'), path.join(root, 'lockstep.yaml'));
    const end = await new User(context).run(root, 'check');
    assertCode(end, 2);
    assert.match(end.stderr, /lockstep\.yaml: it is a symbolic link/u);
  });

  test('a file that is a hole of many gigabytes is not read', async (context) => {
    const root = tempTree(context, { ...policy, 'hole.py': '' });
    truncateSync(path.join(root, 'hole.py'), 2 ** 36);
    const end = await new User(context).run(root, 'check', '-f', 'json');
    assertCode(end, 0);
    assert.deepEqual(parseReport(end.stdout).skipped, [
      { reason: 'binary', count: 1, examples: ['hole.py'] },
    ]);
  });
});

describe('a tree of huge depth', { concurrency: 2 }, () => {
  test('is examined as deep as the policy says, and the rest is told', async (context) => {
    const root = tempTree(context, { ...policy, 'top.txt': 'text\n' });
    const deep = Array.from({ length: 900 }, () => 'd').join('/');
    put(root, `${deep}/app.py`, leak);
    const user = new User(context);
    const end = await user.run(root, 'check', '-f', 'json');
    assertCode(end, 2);
    const [missed] = parseReport(end.stdout).incomplete;
    assert.equal(missed?.reason, 'limit');
    put(root, 'lockstep.yaml', `${blockingPolicy}limits: { max-depth: 1000 }\n`);
    const whole = await user.run(root, 'check', '-f', 'json');
    assertCode(whole, 1);
    assert.deepEqual(pathsFound(whole), [`${deep}/app.py`]);
  });

  test('deeper than a path of the system can be: it ends, and tells', async (context) => {
    const root = tempTree(context, { ...policy, 'top.txt': 'text\n' });
    const script = 'for i in $(seq 60); do mkdir "$NAME"; cd "$NAME"; done; echo x > app.py';
    const env = { ...process.env, NAME: 'n'.repeat(200) };
    execFileSync('bash', ['-c', script], { cwd: root, env });
    const end = await new User(context).run(root, 'check', '-f', 'json');
    assertCode(end, 2);
    assert.equal(parseReport(end.stdout).incomplete[0]?.reason, 'unreadable');
    execFileSync('rm', ['-rf', root]);
  });
});

describe('what is left out', { concurrency: 2 }, () => {
  test('.lockstepignore hides files of its folder and below, and says so with -v', async (context) => {
    const root = tempTree(context, {
      ...policy,
      'a/.lockstepignore': '*.py\n!kept.py\n',
      'a/b/hidden.py': leak,
      'a/b/kept.py': leak,
      'shown.py': leak,
    });
    const user = new User(context);
    const end = await user.run(root, 'check', '-f', 'json');
    assert.deepEqual(new Set(pathsFound(end)), new Set(['a/b/kept.py', 'shown.py']));
    const told = await user.run(root, 'check', '-v');
    assert.match(told.stdout, /ignored/u);
  });

  test('.lockstepignore that is hostile takes no time', async (context) => {
    const line = `${'*a'.repeat(200)}b\n`;
    const root = tempTree(context, {
      ...policy,
      '.lockstepignore': line.repeat(200),
      [`${'a'.repeat(200)}.py`]: leak,
    });
    assertCode(await new User(context).run(root, 'check'), 1);
  });

  test('a file that git ignores is left out, one that it tracks is not', async (context) => {
    const root = tempRepository(context, { ...policy, '.env': `KEY=1\n${leak}` });
    put(root, '.gitignore', '.env\n*.log\n');
    put(root, 'debug.log', leak);
    const end = await new User(context).run(root, 'check', '-f', 'json');
    assert.deepEqual(pathsFound(end), ['.env']);
  });

  test('a path narrows the run, and the policy of the root holds', async (context) => {
    const root = tempRepository(context, { ...policy, 'a/app.py': leak, 'b/app.py': leak });
    const end = await new User(context).run(path.join(root, 'a'), 'check', '.', '-f', 'json');
    assertCode(end, 1);
    assert.deepEqual(pathsFound(end), ['a/app.py']);
  });
});

test('a target that vanishes from under the program is told', async (context) => {
  const root = tempTree(context);
  const gone = path.join(root, 'gone');
  mkdirSync(gone);
  const line = 'rmdir "$GONE"; "$NODE" "$PROGRAM" check; echo "code $?"';
  const end = await new User(context).shell(line, gone, { GONE: gone }).ended;
  assert.match(end.stdout, /code 2\n$/u);
  assert.match(end.stderr, /^lockstep: the current directory does not exist any more\n/u);
});
