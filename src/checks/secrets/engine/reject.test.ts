import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill } from '../rules/fill.ts';
import type { Rejection } from './reject.ts';
import { identifierReason, placeholderReason, rejections } from './reject.ts';

const placeholders: Partial<Record<Rejection, readonly string[]>> = {
  'documented example': [['AKIA', 'IOSFODNN7', 'EXAMPLE'].join('')],
  'placeholder word': [
    'your-api-key',
    'YOUR_TOKEN_HERE',
    'changeme',
    'sk-example-key',
    'replace-with-your-key',
    'ghp_xxxxxxxxxxxx',
    'not-a-real-key',
  ],
  'template expression': [
    '${TOKEN}',
    '$TOKEN',
    '{{ token }}',
    '<your token>',
    '%TOKEN%',
    '#{token}',
    '$(cat token)',
    '@token@',
    "process.env['TOKEN']",
  ],
  'repeated characters': ['aaaaaaaaaaaa', 'abababababababab', '111111222222'],
  sequence: ['bcdefghijklm', '98765432'],
  masked: ['ghp_****', 'abc...xyz', 'sk-…'],
};

for (const [reason, texts] of Object.entries(placeholders)) {
  test(`a value is told apart by reason: ${reason}`, () => {
    for (const text of texts) assert.equal(placeholderReason(text), reason, text);
  });
}

test('digests and identifiers have reasons of their own', () => {
  assert.equal(identifierReason('f81d4fae-7dec-11d0-a765-00a0c91e6bf6'), 'UUID');
  assert.equal(identifierReason(`sha512-${fill(86, 'base64')}==`), 'hash');
  assert.equal(identifierReason(`$2b$12$${fill(53)}`), 'hash');
  assert.equal(identifierReason(fill(40)), undefined);
});

test('a short word inside letters drawn by lot is no placeholder word', () => {
  for (const word of ['fake', 'FAKE', 'todo', 'sample', 'dummy', 'lorem', 'xxxx', 'foobar']) {
    assert.equal(placeholderReason(`${fill(9)}7${word}Q${fill(12)}`), undefined, word);
  }
});

test('a short word is a placeholder where it begins or ends a word, or where there are only words', () => {
  const texts = ['fake_k3y_91', 'k3y-fake', 'myFakeKey1', 'thisisfakeyes', 'sk_test_todo1234'];
  for (const text of texts) {
    assert.equal(placeholderReason(text), 'placeholder word', text);
  }
});

test('every reason is tested', () => {
  const tested = [...Object.keys(placeholders), 'UUID', 'hash'];
  assert.deepEqual(tested.toSorted(), rejections.toSorted());
});

test('nothing speaks against a value drawn by lot', () => {
  for (let seed = 1; seed < 2000; seed += 1) {
    for (const alphabet of ['base62', 'hex', 'base32'] as const) {
      const value = fill(32, alphabet, seed);
      assert.equal(placeholderReason(value), undefined, value);
    }
  }
});
