import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { conceal } from './conceal.ts';

/** Put together, so that nobody takes them for real. */
const gitlab = ['glpat', 'x9A8b7C6d5E4f3G2h1J0'].join('-');
const key = [
  '-----BEGIN RSA PRIVATE KEY-----',
  ...Array.from({ length: 12 }, (_, line) =>
    createHash('sha512').update(`${line}`).digest('base64').slice(0, 64),
  ),
  '-----END RSA PRIVATE KEY-----',
].join('\n');

describe('conceal', () => {
  test('secrets are masked, and what is around them is as it was', () => {
    assert.deepEqual(
      conceal(['über', `a ${gitlab} b`, '', 'password = "x9A8b7C6d5E4f3G2" ü', 'plain']),
      ['über', 'a glpa******** b', '', 'password = "x9A********" ü', 'plain'],
    );
  });

  test('a key of several lines is masked whole', () => {
    const [masked = ''] = conceal([`before\n${key}\nafter`]);
    for (const line of key.split('\n').slice(1, -1)) assert.ok(!masked.includes(line), masked);
    assert.match(masked, /^before\n/u);
    assert.match(masked, /\nafter$/u);
  });

  test('a text of more secrets than are counted is shown to nobody, the texts beside it are', () => {
    const many = Array.from({ length: 6000 }, () => gitlab).join(' ');
    assert.deepEqual(conceal(['a', many, 'b']), ['a', '', 'b']);
  });

  test('texts without secrets are as they were, however they are cut', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 20 });
    fc.assert(
      fc.property(words, fc.nat(19), (texts, at) => {
        const shown = conceal([...texts.slice(0, at), `x ${gitlab} y`, ...texts.slice(at)]);
        assert.equal(shown.length, texts.length + 1);
        assert.ok(shown.every((text) => !text.includes(gitlab)));
        assert.deepEqual(
          conceal(texts),
          texts.map((text) => Buffer.from(text).toString()),
        );
      }),
    );
  });
});
