import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { tempTree } from '../../src/io/tests/temp-tree.ts';
import { assertCode, blockingPolicy, lacking, leak, User } from './lockstep.ts';

const files = { 'app.py': leak, 'lockstep.yaml': blockingPolicy };
const escape = '\u001b';
const skip = lacking('script');

describe('bad input: no TTY', { concurrency: 2 }, () => {
  const quiet: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['what is not a terminal gets no escape codes', {}],
    ['NO_COLOR means none, also beside FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }],
    ['TERM=dumb means none', { TERM: 'dumb' }],
  ];
  for (const [name, env] of quiet) {
    test(name, async (context) => {
      const end = await new User(context).runWith({ env }, tempTree(context, files), 'check');
      assertCode(end, 1);
      assert.ok(!end.stdout.includes(escape), end.stdout);
      // Node itself warns of both variables from version 24 on.
      assert.equal(end.stderr.replace(/^\(.*\n/gmu, ''), '');
    });
  }

  test('FORCE_COLOR and --color=always colour what is not a terminal', async (context) => {
    const [user, root] = [new User(context), tempTree(context, files)];
    const forced = await user.runWith({ env: { FORCE_COLOR: '1' } }, root, 'check');
    assert.ok(forced.stdout.includes(escape));
    const asked = await user.run(root, 'check', '--color', 'always');
    assert.ok(asked.stdout.includes(escape));
    const plain = await user.run(root, 'check', '--color', 'never');
    assert.equal(withoutTimes(stripVTControlCharacters(asked.stdout)), withoutTimes(plain.stdout));
  });

  test('a file never gets escape codes', async (context) => {
    const [user, root] = [new User(context), tempTree(context, files)];
    const words = ['--color', 'always', '-f', 'terminal', '-o', '/dev/stderr'];
    const end = await user.shell(
      `"$NODE" "$PROGRAM" check ${words.join(' ')} 2>&1 >/dev/null | cat`,
      root,
    ).ended;
    assert.match(end.stdout, /BLOCKED/u);
    assert.ok(!end.stdout.includes(escape));
  });
});

/** Times and what is cached differ from run to run, and with them the breaks of their lines. */
function withoutTimes(text: string): string {
  return text.replace(/ in\s+\d+\s+ms,[^.]*?(?=BLOCKED)/u, ' ');
}

describe('in a terminal', { concurrency: 2, skip }, () => {
  test('there is colour, and the progress line is gone at the end', async (context) => {
    const root = tempTree(context, files);
    const run = new User(context).startInTerminal(root, 80, ['check']);
    const end = await run.ended;
    assertCode(end, 1);
    assert.ok(end.stdout.includes(`${escape}[31m`));
    const [, ...afterProgress] = end.stdout.split(/examined \d+ of \d+ files/u);
    for (const text of afterProgress) assert.ok(text.startsWith(`\r${escape}[2K`), text);
  });

  test('NO_COLOR means no colour there either', async (context) => {
    const root = tempTree(context, files);
    const run = new User(context).startInTerminal(root, 80, ['check', '-q'], { NO_COLOR: '1' });
    const end = await run.ended;
    assertCode(end, 1);
    assert.ok(!end.stdout.includes(escape), end.stdout);
  });
});

describe('bad input: very narrow terminal', { concurrency: 2, skip }, () => {
  for (const columns of [1, 20, 30]) {
    test(`${columns} columns: it ends as ever, and no line is longer than 20 or that`, async (context) => {
      const root = tempTree(context, files);
      const run = new User(context).startInTerminal(root, columns, ['check', '-q', '-v']);
      const end = await run.ended;
      assertCode(end, 1);
      const longest = Math.max(
        ...stripVTControlCharacters(end.stdout)
          .split(/\r?\n/u)
          .map((line) => line.length),
      );
      assert.ok(longest <= Math.max(20, columns), `${longest} columns\n${end.stdout}`);
      assert.match(end.stdout, /BLOCK/u);
    });
  }

  test('a width that is no number is 80', async (context) => {
    const [user, root] = [new User(context), tempTree(context, files)];
    const normal = await user.run(root, 'check');
    for (const COLUMNS of ['-1', '1e9']) {
      const end = await user.runWith({ env: { COLUMNS } }, root, 'check');
      assertCode(end, 1);
      assert.equal(withoutTimes(end.stdout), withoutTimes(normal.stdout));
    }
  });
});
