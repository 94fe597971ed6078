import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decrypted, encrypted } from './encrypted.ts';

const key = Buffer.alloc(32, 7);
const body = Buffer.from('const password = "not in the cache"');

test('what was written under a key comes back under it, and shows nothing of itself', () => {
  const content = encrypted('units', key, body);
  assert.deepEqual(decrypted('units', key, content), body);
  assert.ok(!content.includes('password'));
});

test('another key, another purpose, a changed or cut off content is not believed', () => {
  const content = encrypted('units', key, body);
  const changed = Buffer.from(content);
  changed[40] = (changed[40] ?? 0) ^ 1;
  assert.equal(decrypted('units', Buffer.alloc(32, 8), content), undefined);
  assert.equal(decrypted('program', key, content), undefined);
  assert.equal(decrypted('units', key, changed), undefined);
  for (const length of [0, 20, content.length - 1]) {
    assert.equal(decrypted('units', key, content.subarray(0, length)), undefined);
  }
});
