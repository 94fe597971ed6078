import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { tempTree } from '../../io/tests/temp-tree.ts';
import { examineInstalled } from './installed-packages.ts';

const bad = `require('https');eval(atob('MQ=='));`;

test('packages of npm, pnpm and Python are looked into, each under its own name', (context) => {
  const root = tempTree(context, {
    'node_modules/a/package.json': '{"name":"a","version":"1.2.3"}',
    'node_modules/a/lib/x.js': bad,
    'node_modules/a/node_modules/@s/b/package.json': '{"name":"@s/b","version":"0.1.0"}',
    'node_modules/a/node_modules/@s/b/x.js': bad,
    'sub/node_modules/.pnpm/c@2.0.0/node_modules/c/index.js': bad,
    'venv/lib/python3.12/site-packages/d/__init__.py':
      'import requests\nexec(requests.get(u).text)',
    'venv/lib/python3.12/site-packages/d-4.5.dist-info/METADATA': 'Name: d',
    'venv/lib/python3.12/site-packages/e.pth':
      'import subprocess, base64; exec(base64.b64decode("MQ=="))',
    'src/own.js': bad,
  });
  const { packages, threats, missed } = examineInstalled(root);
  assert.equal(packages, 5);
  assert.deepEqual(missed, []);
  assert.deepEqual(
    threats.map((each) => `${each.ecosystem} ${each.name}@${each.version} ${each.path}`).toSorted(),
    [
      'PyPI d@4.5 venv/lib/python3.12/site-packages/d/__init__.py',
      'PyPI e@ venv/lib/python3.12/site-packages/e.pth',
      'npm @s/b@0.1.0 node_modules/a/node_modules/@s/b/x.js',
      'npm a@1.2.3 node_modules/a/lib/x.js',
      'npm c@ sub/node_modules/.pnpm/c@2.0.0/node_modules/c/index.js',
    ],
  );
});

test('no link is followed out of the target, and a target without packages has none', (context) => {
  const outside = tempTree(context, { 'node_modules/a/x.js': bad, 'x.js': bad });
  const root = tempTree(context, {
    'node_modules/b/package.json': '{"name":"b"}',
    'src/a.js': bad,
  });
  symlinkSync(path.join(outside, 'node_modules', 'a'), path.join(root, 'node_modules', 'a'));
  symlinkSync(path.join(outside, 'x.js'), path.join(root, 'node_modules', 'b', 'x.js'));
  symlinkSync(path.join(outside, 'node_modules'), path.join(root, 'src', 'node_modules'));
  const { packages, threats, missed } = examineInstalled(root);
  assert.deepEqual([packages, threats, missed], [1, [], []]);
});

test('a text that is too large is told, and a torn package.json is not', (context) => {
  const root = tempTree(context, {
    'node_modules/a/package.json': '{"name":',
    'node_modules/a/x.js': ' '.repeat(17 * 2 ** 20),
  });
  const { packages, missed } = examineInstalled(root);
  assert.equal(packages, 1);
  assert.deepEqual(
    missed.map(({ what, reason }) => `${what} ${reason}`),
    ['node_modules/a/x.js too-large'],
  );
});

test('rules of YARA look at the same texts', (context) => {
  const root = tempTree(context, { 'node_modules/a/x.js': 'odd', 'node_modules/b/x.js': 'even' });
  const { threats } = examineInstalled(root, (text) => (text === 'odd' ? ['odd_text'] : []));
  assert.deepEqual(
    threats.map(({ name, path: file, finding }) => `${name} ${file} ${finding.reasons.join()}`),
    ['a node_modules/a/x.js the YARA rule odd_text matches'],
  );
});
