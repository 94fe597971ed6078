import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fill } from '../rules/fill.ts';
import { KnownTexts } from './known-texts.ts';

function known(texts: readonly string[]): KnownTexts<string> {
  return new KnownTexts(new Map(texts.map((text) => [text, text])));
}

test('the longest of the texts that begin at a place is found', () => {
  const texts = fc.array(
    fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 6 }),
  );
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
  fc.assert(
    fc.property(texts, text, fc.nat(12), (each, where, at) => {
      const expected = each
        .filter((one) => where.startsWith(one, at))
        .toSorted((a, b) => b.length - a.length)[0];
      assert.equal(
        known(each).longestAt(where, at)?.value,
        at > where.length ? undefined : expected,
      );
    }),
  );
});

test('a hundred times as many texts cost a place less than three times the reads', () => {
  const where = `sk_live_${fill(24, 'base62', 7)}`;
  const reads = [100, 10_000].map((count) => {
    let counted = 0;
    const text = {
      charCodeAt(index: number) {
        counted += 1;
        return where.charCodeAt(index);
      },
    };
    const texts = known(
      Array.from({ length: count }, (_, n) => `sk_live_${fill(24, 'base62', n)}`),
    );
    assert.equal(texts.longestAt(text, 0)?.value, where);
    return counted;
  });
  assert.ok((reads[1] ?? 0) < 3 * (reads[0] ?? 0), reads.join());
});
