import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeRules } from '../rules/index.ts';
import { tokenFindings } from './token-findings.ts';
import { tokenRules } from './token-rules.ts';

function rulesIn(path: string, text: string): readonly string[] {
  return tokenFindings(path, text).map(({ rule }) => rule);
}

test('what a line says by itself is found', () => {
  assert.deepEqual(rulesIn('a.js', 'f(((\neval(input);\nconst o = { rejectUnauthorized: false'), [
    'eval-use',
    'tls-verification-off',
  ]);
  assert.deepEqual(rulesIn('a.py', 'run(x, shell=True\nget(u, verify = False)\nyaml.load(f)'), [
    'shell-true',
    'tls-verification-off',
    'unsafe-yaml-load',
  ]);
  assert.deepEqual(rulesIn('A.java', 'MessageDigest.getInstance("MD5")'), ['weak-hash']);
  assert.deepEqual(rulesIn('a.go', 'h := md5.New()'), ['weak-hash']);
});

test('literals, safe loaders, comments and other languages are not', () => {
  assert.deepEqual(rulesIn('a.js', "eval('1 + 1'); model.eval(); evaluate(x); eval()"), []);
  assert.deepEqual(rulesIn('a.py', 'yaml.load(f, Loader=yaml.SafeLoader)'), []);
  assert.deepEqual(rulesIn('a.py', '# requests.get(u, verify=False)'), []);
  assert.deepEqual(rulesIn('a.js', 'shell=True'), []);
});

test('a finding names its place', () => {
  const text = 'a\n  eval(x)';
  const [found] = tokenFindings('a.js', text);
  assert.equal(text.slice(found?.start, found?.end), 'eval(');
});

test('every slug is that of a rule', () => {
  const known = new Set(codeRules.map(({ id }) => id));
  assert.deepEqual(
    tokenRules.filter(({ rule }) => !known.has(`code/${rule}`)).map(({ rule }) => rule),
    [],
  );
});
