import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { put, runGit, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import { assertCode, assertRefused, parseReport, User } from './lockstep.ts';

const app = `const express = require('express');
const { finger } = require('./users');
const app = express();
app.get('/users/:id', (req, res) => {
  const name = req.query.name;
  res.json(finger(name));
});
`;
const safeUsers = `const { execFile } = require('child_process');
exports.finger = (name) => execFile('finger', ['--', name]);
`;
const users = `const { exec } = require('child_process');
exports.finger = (name) => exec('finger ' + name);
`;
const blocking = 'version: 1\nrules: { "code/command-injection": block }\n';

describe('code', { concurrency: 2 }, () => {
  test('shows every step from the request to the shell, and observes', async (context) => {
    const root = tempTree(context, { 'src/app.js': app, 'src/users.js': users });
    const end = await new User(context).run(root, 'code', '--color', 'never');
    assertCode(end, 0);
    assert.match(end.stdout, /critical code\/command-injection/u);
    assert.match(end.stdout, /1 {2}src\/app\.js:5 .*query parameter/u);
    assert.match(end.stdout, /src\/users\.js:2 .*reaches exec\(\)/u);
    assert.match(end.stdout, /reachable by GET \/users\/:id \(src\/app\.js:4\)/u);
    assert.match(end.stdout, /2 files examined by code/u);
  });

  test('blocks the branch that takes the safe call away, whose caller is another file', async (context) => {
    const files = { 'lockstep.yaml': blocking, 'src/app.js': app, 'src/users.js': safeUsers };
    const [user, root] = [new User(context), tempRepository(context, files)];
    runGit(root, 'checkout', '-q', '-b', 'feature');
    put(root, 'README.md', 'nothing\n');
    assertCode(await user.run(root, 'code', '--since', 'main'), 0);
    put(root, 'src/users.js', users);
    const end = await user.run(root, 'check', '--since', 'main', '-f', 'json');
    assertCode(end, 1);
    const { findings } = parseReport(end.stdout);
    assert.deepEqual(
      findings.map(({ rule, state }) => [rule, state]),
      [['code/command-injection', 'new']],
    );
    runGit(root, 'add', '-A');
    assertCode(await user.run(root, 'code', '--staged'), 1);
  });

  test('says the same again out of the cache, and after a change what the change makes of it', async (context) => {
    const root = tempTree(context, { 'src/app.js': app, 'src/users.js': users });
    const user = new User(context);
    const first = parseReport((await user.run(root, 'code', '-f', 'json')).stdout);
    const second = parseReport((await user.run(root, 'code', '-f', 'json')).stdout);
    assert.deepEqual(second.findings, first.findings);
    put(root, 'src/users.js', safeUsers);
    assert.deepEqual(parseReport((await user.run(root, 'code', '-f', 'json')).stdout).findings, []);
  });

  test('heeds a comment with a reason, and a waiver', async (context) => {
    const comment =
      '// lockstep-ignore-next-line code/command-injection -- names are checked before\n';
    const [first = '', second = ''] = users.split(/(?<=\n)/u);
    const root = tempTree(context, {
      'lockstep.yaml': blocking,
      'src/app.js': app,
      'src/users.js': first + comment + second,
    });
    const user = new User(context);
    assertCode(await user.run(root, 'code'), 0);
    put(root, 'src/users.js', users);
    assertCode(await user.run(root, 'code'), 1);
  });

  test('of a text the name tells the language', async (context) => {
    const [user, root] = [new User(context), tempTree(context)];
    assertRefused(await user.run(root, 'code', '--stdin'), '--stdin needs --name');
    assertRefused(await user.run(root, 'code', '--since', 'x', '--staged'), 'exclude each other');
  });

  test('a folder without code is nothing to examine', async (context) => {
    const root = tempTree(context, { 'notes.md': '# Notes\n' });
    assertCode(await new User(context).run(root, 'code'), 3);
  });

  test('a literal that may be a secret is not shown', async (context) => {
    const password = ['hunter', '2Zq9', 'Xw'].join('');
    const line = `exports.finger = (name) => exec('finger -p ${password} ' + name, { key: 'a${password}B7c8D9' });\n`;
    const text = `const { exec } = require('child_process');\n${line}`;
    const root = tempTree(context, { 'src/app.js': app, 'src/users.js': text });
    const end = await new User(context).run(root, 'code', '-f', 'json');
    assertCode(end, 0);
    assert.ok(!end.stdout.includes(`a${password}B7`), end.stdout);
  });

  test('makes the safe changes, examines again, and leaves the rest', async (context) => {
    const head = "const { exec } = require('child_process');\n";
    const more =
      "exports.list = (name) => exec('ls ' + name);\nexports.any = (line) => exec(line);\n";
    const files = {
      'src/app.js': `${app}app.get('/b', (req) => require('./users').list(req.query.a));\napp.get('/c', (req) => require('./users').any(req.query.a));\n`,
      'src/users.js': `${head}exports.finger = (name) => exec('finger ' + name);\n${more}`,
    };
    const [user, root] = [new User(context), tempTree(context, files)];
    const shown = await user.run(root, 'code', '--fix', '--dry-run');
    assertCode(shown, 0);
    assert.match(
      shown.stdout,
      /^\+exports\.finger = \(name\) => execFile\('finger', \[name\]\);$/mu,
    );
    assert.equal(read(root, 'src/users.js'), files['src/users.js']);
    const end = await user.run(root, 'code', '--fix');
    assertCode(end, 0);
    assert.match(end.stdout, /^2 findings mended in 1 file, and not found again\.$/mu);
    assert.match(end.stdout, /^1 finding left\.$/mu);
    assert.equal(
      read(root, 'src/users.js'),
      `const { exec, execFile } = require('child_process');
exports.finger = (name) => execFile('finger', [name]);
exports.list = (name) => execFile('ls', [name]);
exports.any = (line) => exec(line);
`,
    );
    assert.match(
      (await user.run(root, 'code', '--fix')).stdout,
      /^No finding has a safe change\.$/mu,
    );
  });

  test('decides on what is left after the changes', async (context) => {
    const root = tempTree(context, {
      'lockstep.yaml': blocking,
      'src/app.js': app,
      'src/users.js': users,
    });
    const user = new User(context);
    assertCode(await user.run(root, 'code', '--fix', '--dry-run'), 1);
    assertCode(await user.run(root, 'code', '--fix'), 0);
    assertRefused(await user.run(root, 'code', '--fix', '--staged'), /--fix changes files/u);
    assertRefused(await user.run(root, 'code', '--dry-run'), /--dry-run needs --fix/u);
  });
});

function read(root: string, name: string): string {
  return readFileSync(path.join(root, name), 'utf8');
}
