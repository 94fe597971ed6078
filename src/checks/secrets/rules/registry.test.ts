import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crcChecked, withCrc } from './checksum.ts';
import { secretRules } from './registry.ts';

/** Quantifiers without an upper bound, outside character classes and escapes. */
function unbounded(source: string): readonly string[] {
  const bare = source
    .replace(/\\./g, 'x')
    .replace(/\[[^\]]*\]/g, 'c')
    .replace(/\(\?(?:<[A-Za-z]+>|[:=!]|<[=!])/g, '(');
  return bare.match(/[*+]|\{\d*,\}/g) ?? [];
}

test('the search for unbounded quantifiers finds them and nothing else', () => {
  assert.deepEqual(unbounded(String.raw`a*b+[*+]\*c{2,}(?<x>d){1,3}?`), ['*', '+', '{2,}']);
});

test('no pattern can run over user text without bound', () => {
  for (const rule of secretRules) {
    assert.deepEqual(unbounded(rule.pattern.source), [], rule.id);
    if (rule.items !== undefined) assert.deepEqual(unbounded(rule.items.source), [], rule.id);
  }
});

test('every pattern names its secret', () => {
  for (const { items, pattern, id } of secretRules) {
    assert.match((items ?? pattern).source, /\(\?<secret>/, id);
  }
});

test('keywords are lower-case ASCII of at least two characters', () => {
  for (const rule of secretRules) {
    assert.ok(rule.keywords.length > 0, rule.id);
    for (const keyword of rule.keywords) assert.match(keyword, /^[\x20-\x40[-~]{2,60}$/, rule.id);
  }
});

test('there are at least 130 kinds', () => {
  assert.ok(secretRules.length >= 130, `${secretRules.length}`);
});

test('a token with another checksum is none', () => {
  const token = withCrc('ghp_', 'R4nd0mR4nd0mR4nd0mR4nd0mR4nd0m');
  assert.deepEqual(crcChecked(token), { accepted: ['checksum'] });
  assert.deepEqual(crcChecked(`${token.slice(0, -1)}!`), { rejected: 'checksum does not match' });
});

test('the checksum is that of GitHub', () => {
  // 30 characters and their checksum as printed in several public rule sets; revoked long ago.
  const body = ['zQWBuTSOoRi4A9', 'spHcVY5ncnsDkxkJ'].join('');
  assert.equal(withCrc('', body).slice(-6), '0mLq17');
});
