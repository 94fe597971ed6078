import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountOf } from './aws.ts';
import { fill } from './fill.ts';

test('an access key id names its account', () => {
  // The id and its account as printed by Tal Be'ery, "A short note on AWS KEY ID" (2023).
  assert.equal(accountOf(['ASIAQNZGKIQY', '56JQ7WML'].join('')), '029608264753');
});

test('older ids and impossible accounts name none', () => {
  assert.equal(accountOf(`AKIAI${fill(15, 'base32')}`), undefined);
  assert.equal(accountOf(`AKIAJ${fill(15, 'base32')}`), undefined);
  assert.equal(accountOf(`AKIA${'7'.repeat(16)}`), undefined);
});
