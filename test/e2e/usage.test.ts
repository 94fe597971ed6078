import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { commands } from '../../src/cli/commands.ts';
import { tempTree } from '../../src/io/tests/temp-tree.ts';
import { version } from '../../src/model/version.ts';
import { assertCode, assertRefused, blockingPolicy, leak, User } from './lockstep.ts';

describe('bad input: unknown flag or check', { concurrency: 2 }, () => {
  const refusals: readonly (readonly [words: string, ...said: readonly (string | RegExp)[]])[] = [
    [
      'check --formt json',
      'unknown flag --formt',
      'did you mean --format?',
      'lockstep check --help',
    ],
    ['check -z', 'unknown flag -z', 'see lockstep check --help'],
    ['chek', 'unknown command "chek"', 'did you mean "check"?'],
    [
      'frobnicate',
      'unknown command "frobnicate"',
      'commands: check, ci, code, secrets, components, tls, sbom, advisories, init',
    ],
    ['--formt', 'unknown flag "--formt"', 'lockstep --help'],
    ['check --only secrts', 'unknown check "secrts"', 'secrets'],
    ['check --only secrets,', '--only takes check ids separated by commas'],
    ['check -f jsn', 'unknown format "jsn"', 'did you mean "json"?'],
    ['check -f', '--format needs a value'],
    ['check -f -q', '--format needs a value'],
    ['check --quiet=yes', '--quiet takes no value'],
    ['check --threads 0', '--threads takes a whole number from 1 to 64, not "0"'],
    ['check --color sometimes', '--color takes always, never or auto'],
    ['check --since a --since b', '--since is given twice'],
    ['check --since main --staged', '--since and --staged exclude each other'],
    ['check one two', 'unexpected argument "two"'],
    ['check -f json -f sarif', 'two formats for standard output', '--output FILE'],
    ['check -o report', 'cannot tell the format of', '--format NAME before --output'],
    ['check -f json -o a -f sarif -o a', 'two reports for the file'],
    ['secrets --history --staged', '--staged and --history exclude each other'],
    ['secrets --name x', '--name needs --stdin'],
    [
      'explain secrets/github-tokn',
      'unknown rule "secrets/github-tokn"',
      'did you mean "secrets/github-token"?',
    ],
    [
      'explain nothing/like-it',
      'unknown rule "nothing/like-it"',
      'lockstep explain lists all rules',
    ],
    ['verify', 'verify needs the file of a decision record', 'lockstep verify decision.json'],
  ];
  for (const [words, ...said] of refusals) {
    test(`lockstep ${words}`, async (context) => {
      const end = await new User(context).run(tempTree(context), ...words.split(' '));
      assertRefused(end, ...said);
    });
  }

  for (const words of [
    ['check', ''],
    ['check', '--since', ''],
    ['check', '--cache-dir='],
    ['secrets', '--stdin', '--name', ''],
  ]) {
    test(`what a variable that is not set leaves: ${JSON.stringify(words)}`, async (context) => {
      const root = tempTree(context, { 'app.py': leak });
      const end = await new User(context).run(root, ...words);
      assertRefused(end, 'is empty', 'is a variable not set?');
    });
  }

  test('an unknown flag with escape sequences does not reach the terminal', async (context) => {
    const end = await new User(context).run(tempTree(context), 'check', '--\u001b[2J');
    assertRefused(end, 'unknown flag --\\u{1b}[2J');
    assert.ok(!end.stderr.includes('\u001b'));
  });
});

test('bad input: a path that does not exist', async (context) => {
  const root = tempTree(context);
  const end = await new User(context).run(root, 'check', 'no/such/folder');
  assertRefused(
    end,
    `${path.join(root, 'no/such/folder')} does not exist`,
    'Name a directory or a file',
  );
});

test('bad input: a path that is longer than the system can open', async (context) => {
  const end = await new User(context).run(tempTree(context), 'check', 'x'.repeat(5000));
  assertRefused(
    end,
    'cannot open',
    'longer than the system can open',
    'Name a directory or a file',
  );
});

describe('exit codes', { concurrency: 2 }, () => {
  test('0: nothing that the policy minds', async (context) => {
    const root = tempTree(context, { 'a.txt': 'text\n', 'lockstep.yaml': blockingPolicy });
    const end = await new User(context).run(root, 'check');
    assertCode(end, 0);
    assert.match(end.stdout, /PASS/u);
    assert.equal(end.stderr, '');
  });

  test('1: the policy blocks', async (context) => {
    const root = tempTree(context, { 'app.py': leak, 'lockstep.yaml': blockingPolicy });
    const end = await new User(context).run(root, 'check');
    assertCode(end, 1);
    assert.match(end.stdout, /BLOCK/u);
    assert.equal(end.stderr, '');
  });

  test('2: incomplete where a rule of the check blocks', async (context) => {
    const limits = 'limits: { max-file-size: 1KiB }\n';
    const files = { 'big.txt': 'text\n'.repeat(1000), 'lockstep.yaml': blockingPolicy + limits };
    const end = await new User(context).run(tempTree(context, files), 'check');
    assertCode(end, 2);
    assert.match(end.stdout, /big\.txt/u);
    assert.match(end.stdout, /limits\.max-file-size/u);
  });

  test('3: nothing to examine', async (context) => {
    const root = tempTree(context, { 'empty.txt': '' });
    const end = await new User(context).run(root, 'check');
    assertCode(end, 3);
    assert.ok(end.stderr.startsWith(`lockstep: nothing to examine in ${root}\n`), end.stderr);
    assert.match(end.stderr, /--verbose/u);
  });

  test('2: no command at all, with the list of commands', async (context) => {
    const end = await new User(context).run(tempTree(context));
    assertCode(end, 2);
    assert.match(end.stderr, /Usage: lockstep <command>/u);
  });
});

describe('help', { concurrency: 2 }, () => {
  const pages = [['--help'], ...Object.keys(commands).map((name) => [name, '--help'])];
  for (const words of pages) {
    test(`lockstep ${words.join(' ')} fits 100 columns and ends with 0`, async (context) => {
      const end = await new User(context).run(tempTree(context), ...words);
      assertCode(end, 0);
      assert.equal(end.stderr, '');
      for (const line of end.stdout.split('\n')) assert.ok(line.length <= 100, line);
    });
  }

  test('help of an unknown command is refused with the nearest one', async (context) => {
    const end = await new User(context).run(tempTree(context), 'help', 'chek');
    assertRefused(end, 'unknown command "chek"', 'did you mean "check"?');
  });

  test('an example of "explain" names a rule that exists', async (context) => {
    const user = new User(context);
    const page = await user.run(tempTree(context), 'explain', '--help');
    const rule = /lockstep explain (?<rule>\S+\/\S+)/u.exec(page.stdout)?.groups?.['rule'] ?? '';
    assertCode(await user.run(user.home, 'explain', rule), 0);
  });

  test('--version says the version', async (context) => {
    const end = await new User(context).run(tempTree(context), '--version');
    assert.deepEqual(end, { code: 0, signal: null, stdout: `${version}\n`, stderr: '' });
  });
});
