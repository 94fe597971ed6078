import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FINGERPRINT_VERSION, beginningOf, digest, normalise } from './digest.ts';
import { findingsOf } from './toy-check.fake.ts';

const docs = readFileSync(new URL('../../docs/fingerprints.md', import.meta.url), 'utf8');

test('the worked example of docs/fingerprints.md is what the code computes', () => {
  const input = /^22:lockstep-fingerprint\/1,.*$/mu.exec(docs)?.[0] ?? '';
  const [finding] = findingsOf({ 'a.ts': 'in main\nconst a = danger(b);\n' });
  const bytes = createHash('sha256').update(input).digest();
  let bits = [...bytes.subarray(0, 13)].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) >> 4n;
  let digits = '';
  for (let place = 0; place < 20; place++) {
    digits = '0123456789abcdefghijklmnopqrstuv'.charAt(Number(bits % 32n)) + digits;
    bits /= 32n;
  }
  assert.equal(finding?.fingerprint, `${digits}:0`);
  assert.ok(docs.includes(`\`${digits}:0\``), `${digits}:0`);
  assert.ok(docs.includes(`\`${FINGERPRINT_VERSION}\``));
});

test('two lists of fields never read the same', () => {
  assert.notEqual(digest('primary', ['a', 'b']), digest('primary', ['a,1:b']));
  assert.notEqual(digest('primary', ['a', '']), digest('primary', ['a']));
  assert.notEqual(digest('moved', ['a']), digest('loose', ['a']));
});

test('a statement is normalised to its first 4096 units that are no white space', () => {
  assert.equal(normalise('\ufeff a\u00a0=\t"B c"\r\n // d\u2028\u0085'), 'a="Bc"//d');
  assert.equal(normalise('ab '.repeat(4096)).length, 4096);
});

test('a beginning ends with the first bracket, equals sign or colon, and says at least three units', () => {
  assert.equal(beginningOf('constkey=danger(b)'), 'constkey=');
  assert.equal(beginningOf('f(danger(b))'), 'f(danger(b))');
  assert.equal(beginningOf(`${'x'.repeat(70)}=1`), 'x'.repeat(64));
});
