import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { put, tempTree } from '../../src/io/tests/temp-tree.ts';
import { assertRefused, User } from './lockstep.ts';

const rule = (match: string): string =>
  `version: 1\nrules:\n  - { id: no-f, title: T, languages: [javascript], match: "${match}" }\n`;
const code = '// ruleid: no-f\nf(1)\n// ok: no-f\ng(1)\n';

test('rules are tested on the code beside them', async (context) => {
  const root = tempTree(context);
  put(root, '.lockstep/rules/no-f.yaml', rule('f($X)'));
  put(root, '.lockstep/rules/no-f.js', code);
  const end = await new User(context).run(root, 'rules', 'test', '--strict');
  assert.equal(
    end.stdout,
    'ok        code/custom-no-f  1 hit, 1 ok\n\n1 passed, 0 failed, 0 untested\n',
  );
  assert.equal(end.code, 0);
});

test('a rule that does not do what its tests say fails', async (context) => {
  const root = tempTree(context);
  put(root, 'no-f.yml', rule('g($X)'));
  put(root, 'no-f.test.js', code);
  const end = await new User(context).run(root, 'rules', 'test', 'no-f.yml');
  assert.equal(end.code, 1);
  assert.match(
    end.stdout,
    /no-f\.test\.js:2 is not found\n.*no-f\.test\.js:4 is found, and must not be/u,
  );
});

test('a rule without tests passes, unless tests are asked for', async (context) => {
  const root = tempTree(context);
  put(root, 'a.yaml', rule('f($X)'));
  const user = new User(context);
  assert.equal((await user.run(root, 'rules', 'test', '.')).code, 0);
  assert.equal((await user.run(root, 'rules', 'test', '.', '--strict')).code, 1);
});

test('a rule file that cannot be used is told with its places', async (context) => {
  const root = tempTree(context);
  put(root, 'a.yaml', rule('f('));
  const user = new User(context);
  assertRefused(
    await user.run(root, 'rules', 'test', '.'),
    'the rules cannot be used',
    'a.yaml:3:59',
  );
  assertRefused(await user.run(root, 'rules', 'test', 'nothing'), 'nothing cannot be read');
  assertRefused(await user.run(root, 'rules', 'frobnicate'), 'what is to be done?');
  const empty = tempTree(context);
  assert.equal((await user.run(empty, 'rules', 'test', '.')).code, 3);
});

test('rules of Semgrep are imported, and what cannot be is listed', async (context) => {
  const root = tempTree(context);
  put(
    root,
    'theirs.yaml',
    'rules:\n- { id: a.b, message: M, severity: INFO, languages: [js], pattern: f($X) }\n- { id: c, message: M, severity: INFO, languages: [ruby], pattern: f() }\n',
  );
  const user = new User(context);
  const end = await user.run(root, 'rules', 'import', 'theirs.yaml', '-o', 'ours.yaml');
  assert.equal(end.code, 1);
  assert.equal(
    end.stderr,
    'imported  a.b as code/custom-a-b\nleft out  theirs.yaml:3: c: language "ruby"\n1 of 2 rules imported\n',
  );
  assert.match(readFileSync(path.join(root, 'ours.yaml'), 'utf8'), /match: "f\(\$X\)"/u);
  assert.equal((await user.run(root, 'rules', 'test', 'ours.yaml')).code, 0);
});
