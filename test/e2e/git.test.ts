import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, test } from 'node:test';
import { commitAll, put, runGit, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import {
  assertCode,
  assertRefused,
  blockingPolicy,
  leak,
  parseReport,
  User,
  type End,
} from './lockstep.ts';

const policy = { 'lockstep.yaml': blockingPolicy };

function found(end: End): readonly string[] {
  return parseReport(end.stdout)
    .findings.map(({ location, state }) => `${location.path} ${state}`)
    .toSorted();
}

describe('--since', { concurrency: 2 }, () => {
  test('only what the branch brings blocks, staged or not', async (context) => {
    const root = tempRepository(context, { ...policy, 'old.py': leak });
    runGit(root, 'checkout', '-q', '-b', 'feature');
    put(root, 'new.py', leak);
    const end = await new User(context).run(root, 'check', '--since', 'main', '-f', 'json');
    assertCode(end, 1);
    assert.deepEqual(found(end), ['new.py new']);
  });

  test('a branch that brings nothing passes with 0, not 3', async (context) => {
    const root = tempRepository(context, { ...policy, 'old.py': leak });
    assertCode(await new User(context).run(root, 'check', '--since', 'main'), 0);
  });

  test('the policy of the base judges, and the change of the policy is told', async (context) => {
    const root = tempRepository(context, policy);
    put(root, 'lockstep.yaml', blockingPolicy.replace('block', 'observe'));
    put(root, 'new.py', leak);
    const end = await new User(context).run(root, 'check', '--since', 'main');
    assertCode(end, 1);
    assert.match(end.stdout, /This change alters lockstep\.yaml/u);
  });
});

describe('bad input: git', { concurrency: 2 }, () => {
  for (const words of ['check --since main', 'check --staged', 'secrets --history']) {
    test(`not a git repository: ${words}`, async (context) => {
      const root = tempTree(context, { 'a.txt': 'text\n' });
      const end = await new User(context).run(root, ...words.split(' '));
      assertRefused(end, `${root} is not in a git repository`, 'Leave out --since');
    });
  }

  test('a ref that git does not know, with the nearest one', async (context) => {
    const root = tempRepository(context, policy);
    runGit(root, 'branch', 'release');
    const end = await new User(context).run(root, 'check', '--since', 'relase');
    assertRefused(end, 'git knows no commit by the name "relase"', 'Did you mean release?');
  });

  test('a ref that is an option', async (context) => {
    const root = tempRepository(context, policy);
    const end = await new User(context).run(root, 'check', '--since=--output=stolen');
    assertRefused(end, '"--output=stolen" is not the name of a commit', '--since origin/main');
  });

  test('a repository without a commit', async (context) => {
    const root = tempTree(context, { 'app.py': leak, ...policy });
    runGit(root, 'init', '-q');
    const user = new User(context);
    const since = await user.run(root, 'check', '--since', 'main');
    assertRefused(since, 'no commit to compare with', 'Commit first');
    assertCode(await user.run(root, 'check'), 1);
  });

  test('git that is not installed: the tree is examined, --since says what to do', async (context) => {
    const root = tempRepository(context, { ...policy, 'app.py': leak });
    const [user, options] = [new User(context), { env: { PATH: '/nowhere' } }];
    const tree = await user.runWith(options, root, 'check');
    assertCode(tree, 1);
    assert.match(tree.stdout, /git is not installed/u);
    const since = await user.runWith(options, root, 'check', '--since', 'main');
    assertRefused(since, 'git is not installed', 'Install git');
  });

  test('a damaged repository: the tree is examined, --since says what to do', async (context) => {
    const root = tempRepository(context, { ...policy, 'app.py': leak });
    rmSync(`${root}/.git/objects`, { recursive: true });
    const user = new User(context);
    assertCode(await user.run(root, 'check'), 1);
    assertRefused(await user.run(root, 'check', '--since', 'main'), 'git');
  });

  test('the inside of .git, and a bare repository', async (context) => {
    const root = tempRepository(context, policy);
    const user = new User(context);
    assertRefused(await user.run(root, 'check', '.git'), 'lies inside of a .git directory');
    runGit(root, 'clone', '-q', '--bare', '.', 'bare.git');
    assertRefused(await user.run(root, 'check', 'bare.git'), 'bare git repository', 'git clone');
  });
});

describe('secrets', { concurrency: 2 }, () => {
  test('--staged: what the next commit brings, not what lies beside it', async (context) => {
    const root = tempRepository(context, { ...policy, 'old.py': leak });
    put(root, 'staged.py', leak);
    runGit(root, 'add', 'staged.py');
    put(root, 'unstaged.py', leak);
    const end = await new User(context).run(root, 'secrets', '--staged', '-f', 'json');
    assertCode(end, 1);
    assert.deepEqual(found(end), ['staged.py new']);
  });

  test('--staged as a pre-commit hook stops the commit', async (context) => {
    const root = tempRepository(context, policy);
    const user = new User(context);
    put(root, 'new.py', leak);
    const hook = '#!/bin/sh\nexec "$NODE" "$PROGRAM" secrets --staged -q\n';
    const line = `printf '%s' "$HOOK" > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit
git add -A; git -c user.name=a -c user.email=a@example.test commit -qm new; echo "git: $?"`;
    const end = await user.shell(line, root, { HOOK: hook }).ended;
    assert.match(end.stdout, /git: 1\n$/u);
    assert.match(end.stdout + end.stderr, /new\.py:1:10/u);
  });

  test('--history: also what was removed since, with the commit that brought it', async (context) => {
    const root = tempRepository(context, { ...policy, 'gone.py': leak });
    const brought = runGit(root, 'rev-parse', '--short=12', 'HEAD');
    rmSync(`${root}/gone.py`);
    commitAll(root, 'remove');
    const user = new User(context);
    assertCode(await user.run(root, 'check'), 0);
    const end = await user.run(root, 'secrets', '--history');
    assertCode(end, 1);
    assert.match(end.stdout, /gone\.py:1:10/u);
    assert.ok(end.stdout.includes(brought.slice(0, 7)), end.stdout);
  });

  test('--diff: only the lines that the diff adds', async (context) => {
    const root = tempRepository(context, { ...policy, 'a.py': `${leak}one\n` });
    put(root, 'a.py', `${leak}two\n`);
    const user = new User(context);
    const harmless = await user.runWith({ input: runGit(root, 'diff') }, root, 'secrets', '--diff');
    assertCode(harmless, 0);
    put(root, 'a.py', `${leak}two\n${leak}`);
    const diff = `${runGit(root, 'diff')}\n`;
    const end = await user.runWith({ input: diff }, root, 'secrets', '--diff');
    assertCode(end, 1);
    assert.match(end.stdout, /a\.py:3:10/u);
  });

  test('--diff of what is no diff is refused', async (context) => {
    const root = tempTree(context);
    const end = await new User(context).runWith({ input: 'hello\n' }, root, 'secrets', '--diff');
    assertRefused(end, 'diff', 'git diff');
  });

  test('--stdin: one text, under its name', async (context) => {
    const root = tempTree(context, policy);
    const words = ['secrets', '--stdin', '--name', 'deploy/app.py'];
    const end = await new User(context).runWith({ input: leak }, root, ...words);
    assertCode(end, 1);
    assert.match(end.stdout, /deploy\/app\.py:1:10/u);
  });

  test('--stdin of nothing is nothing to examine', async (context) => {
    assertCode(await new User(context).run(tempTree(context), 'secrets', '--stdin'), 3);
  });

  test('--stdin of bytes that are no text is examined all the same', async (context) => {
    const input = Buffer.concat([Buffer.from([0x80, 0xff, 0xc3, 0x28, 0x0a]), Buffer.from(leak)]);
    const root = tempTree(context, policy);
    const end = await new User(context).runWith({ input }, root, 'secrets', '--stdin');
    assertCode(end, 1);
  });
});
