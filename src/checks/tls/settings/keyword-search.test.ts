import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { searchFor } from './keyword-search.ts';

const seed = 5;

test('a word is found wherever it stands, also at both ends', () => {
  const hasWord = searchFor(['ssl_protocols', 'ciphers']);
  for (const text of [
    'ciphers',
    'xxciphers',
    'ciphersxx',
    'the ssl_protocols',
    'ssl_protocolsciphers',
  ]) {
    assert.equal(hasWord(Buffer.from(text)), true, text);
  }
  for (const text of ['', 'c', 'cipher', 'ssl_protocol', 'iphers', 'ssl_protocolciphe']) {
    assert.equal(hasWord(Buffer.from(text)), false, text);
  }
});

test('it says the same as looking for each word by itself', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 60 });
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 3, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), letters, (words, text) => {
      const expected = words.some((each) => text.includes(each));
      assert.equal(searchFor(words)(Buffer.from(text)), expected);
    }),
    { seed, numRuns: 2_000 },
  );
});
