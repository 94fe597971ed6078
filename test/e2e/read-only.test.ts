import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { put, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import {
  assertCode,
  assertRefused,
  blockingPolicy,
  giveAway,
  leak,
  leakOf,
  parseReport,
  plainUserId,
  User,
  type Options,
} from './lockstep.ts';

const files: Record<string, string> = { 'lockstep.yaml': blockingPolicy };
for (let n = 0; n < 50; n++) files[`f${n}.py`] = leakOf(n);

interface PlainUser {
  readonly user: User;
  /** What makes a process theirs. */
  readonly as: Options;
  /** Takes the right to write to a tree, until the test ends. */
  readonly lock: (root: string) => void;
}

/** A user for whom permissions hold. To be made before any tree: what is locked must be open again to be removed. */
function plainUser(context: TestContext): PlainUser {
  const locked: string[] = [];
  context.after(() => locked.forEach((folder) => chmodSync(folder, 0o755)));
  const user = new User(context);
  giveAway(user.home);
  const userId = plainUserId();
  return {
    user,
    as: process.getuid?.() === 0 && userId !== undefined ? { userId } : {},
    lock(root) {
      const below = readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => path.join(entry.parentPath, entry.name));
      for (const folder of [root, ...below]) chmodSync(folder, 0o555);
      locked.push(root, ...below);
    },
  };
}

/** A tree that anyone may read. */
function openTree(context: TestContext, content: Readonly<Record<string, string>>): string {
  const root = tempTree(context, content);
  chmodSync(root, 0o755);
  return root;
}

describe('bad input: read-only target', { concurrency: 2 }, () => {
  test('is examined as any other, and stays as it is', async (context) => {
    const { user, as, lock } = plainUser(context);
    const root = tempTree(context, files);
    lock(root);
    const end = await user.runWith(as, root, 'check', '-f', 'json');
    assertCode(end, 1);
    assert.equal(parseReport(end.stdout).findings.length, 50);
    assert.equal(end.stderr, '');
    assert.deepEqual(readdirSync(root).toSorted(), Object.keys(files).toSorted());
  });

  for (const [words, file] of [
    ['baseline', '.lockstep'],
    ['init --force', 'lockstep.yaml'],
    ['check -o report.json', 'report.json'],
  ] as const) {
    test(`${words} says what it cannot write, and how to mend it`, async (context) => {
      const { user, as, lock } = plainUser(context);
      const root = tempTree(context, files);
      lock(root);
      const end = await user.runWith(as, root, ...words.split(' '));
      assertRefused(end, `cannot write ${path.join(root, file)}`, 'permission denied', 'writable');
      assert.equal(readFileSync(path.join(root, 'lockstep.yaml'), 'utf8'), blockingPolicy);
    });
  }

  test('a file and a folder that cannot be read are incomplete, not passed over', async (context) => {
    const { user, as } = plainUser(context);
    const root = openTree(context, { ...files, 'secret/x.py': leak });
    chmodSync(path.join(root, 'f1.py'), 0o000);
    chmodSync(path.join(root, 'secret'), 0o000);
    const end = await user.runWith(as, root, 'check', '-f', 'json');
    chmodSync(path.join(root, 'secret'), 0o755);
    assert.deepEqual(
      parseReport(end.stdout).incomplete.map(({ what, reason }) => [what, reason]),
      [
        ['secret', 'unreadable'],
        ['f1.py', 'unreadable'],
      ],
    );
  });

  test('a target that may not be entered is refused', async (context) => {
    const { user, as } = plainUser(context);
    const root = openTree(context, { 'closed/x.py': leak });
    chmodSync(path.join(root, 'closed'), 0o000);
    const end = await user.runWith(as, root, 'check', 'closed');
    chmodSync(path.join(root, 'closed'), 0o755);
    assertRefused(
      end,
      `cannot open ${path.join(root, 'closed')}: permission denied`,
      'can be read',
    );
  });

  test('a repository of another user: git refuses, the tree is examined, and why is said', async (context) => {
    const { user, as } = plainUser(context);
    const root = tempRepository(context, files);
    chmodSync(root, 0o755);
    if (as.userId === undefined) {
      context.skip('only root can make a repository of another user');
      return;
    }
    const end = await user.runWith(as, root, 'check');
    assertCode(end, 1);
    assert.match(end.stdout.replaceAll(/\s+/gu, ' '), /another user owns it.*safe\.directory/u);
    const since = await user.runWith(as, root, 'check', '--since', 'main');
    assertRefused(since, 'another user owns it', 'safe.directory');
  });
});

describe('bad input: cache folder not writable', { concurrency: 2 }, () => {
  test('permission denied is a note, and the run is whole', async (context) => {
    const { user, as, lock } = plainUser(context);
    const root = openTree(context, files);
    mkdirSync(user.cacheDir, { recursive: true });
    lock(user.cacheDir);
    const end = await user.runWith(as, root, 'check');
    assertCode(end, 1);
    const said = end.stdout.replaceAll(/\s+/gu, ' ');
    assert.ok(said.includes(`cache folder ${user.cacheDir} cannot be written`), said);
    assert.match(said, /--cache-dir|--no-cache/u);
  });

  test('a file or nothing that can be made in its place is a note', async (context) => {
    const root = tempTree(context, files);
    for (const place of ['f0.py', '/proc/none', 'f0.py/below']) {
      const end = await new User(context).run(root, 'check', '--cache-dir', place);
      assertCode(end, 1);
      assert.match(end.stdout.replaceAll(/\s+/gu, ' '), /cache folder \S+ cannot be written/u);
    }
  });

  test('a home that is not there is no obstacle', async (context) => {
    const root = tempTree(context, files);
    const nowhere = { HOME: '', XDG_CACHE_HOME: '', XDG_CONFIG_HOME: '' };
    const end = await new User(context).runWith({ env: nowhere }, root, 'check', '-f', 'json');
    assertCode(end, 1);
    assert.equal(parseReport(end.stdout).findings.length, 50);
  });

  test('a key that cannot be stored is a note', async (context) => {
    const { user, as, lock } = plainUser(context);
    lock(user.home);
    const end = await user.runWith(as, openTree(context, files), 'check');
    assertCode(end, 1);
    assert.match(end.stdout.replaceAll(/\s+/gu, ' '), /Set LOCKSTEP_KEY/u);
  });

  test('a key that is too short, or a folder, is refused', async (context) => {
    const [user, root] = [new User(context), tempTree(context, files)];
    const short = await user.runWith({ env: { LOCKSTEP_KEY: 'short' } }, root, 'check');
    assertRefused(short, 'LOCKSTEP_KEY is shorter than 16 characters', 'openssl rand -hex 32');
    mkdirSync(path.join(user.home, 'config/lockstep/key'), { recursive: true });
    const folder = await user.run(root, 'check');
    assertRefused(folder, 'cannot use the key file', 'not a regular file', 'remove the file');
  });
});

describe('the cache', { concurrency: 2 }, () => {
  test('two runs at once on the same cache: both are right, and so is the next', async (context) => {
    const [user, root] = [new User(context), tempTree(context, files)];
    const ends = await Promise.all(
      Array.from({ length: 3 }, () => user.run(root, 'check', '-f', 'json')),
    );
    ends.push(await user.run(root, 'check', '-f', 'json'));
    for (const end of ends) {
      assertCode(end, 1);
      assert.equal(end.stderr, '');
      assert.equal(parseReport(end.stdout).findings.length, 50);
    }
    assert.ok(readdirSync(user.cacheDir).every((name) => !name.endsWith('.tmp')));
    assert.equal(readdirSync(path.join(user.home, 'config/lockstep')).length, 1);
  });

  test('is for its owner only', async (context) => {
    const user = new User(context);
    assertCode(await user.run(tempTree(context, files), 'check'), 1);
    assert.equal(statSync(user.cacheDir).mode & 0o777, 0o700);
    for (const name of readdirSync(user.cacheDir)) {
      assert.equal(statSync(path.join(user.cacheDir, name)).mode & 0o777, 0o600);
    }
    assert.equal(statSync(path.join(user.home, 'config/lockstep/key')).mode & 0o777, 0o600);
  });

  test('that lies in the target and was tampered with is not believed', async (context) => {
    const [user, root] = [new User(context), tempTree(context, files)];
    const cached = ['check', '--cache-dir', '.cache', '-f', 'json'];
    await user.run(root, ...cached);
    for (const name of readdirSync(path.join(root, '.cache'))) {
      const file = path.join(root, '.cache', name);
      writeFileSync(
        file,
        readFileSync(file, 'latin1').replaceAll('github-token', 'gathub-token'),
        'latin1',
      );
    }
    put(root, 'new.txt', 'text\n');
    const end = await user.run(root, ...cached);
    assertCode(end, 1);
    const own = parseReport(end.stdout).findings.filter(({ location }) =>
      location.path.startsWith('f'),
    );
    assert.deepEqual(new Set(own.map(({ rule }) => rule)), new Set(['secrets/github-token']));
  });
});
