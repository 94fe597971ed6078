import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { automaton } from './automaton.ts';

function found(keywords: readonly string[], text: string): readonly string[] {
  const hits: string[] = [];
  automaton(keywords).scan(Buffer.from(text, 'latin1'), (keyword, end) => {
    hits.push(`${keywords[keyword]}@${end}`);
  });
  return hits.toSorted();
}

function expected(keywords: readonly string[], text: string): readonly string[] {
  const folded = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return keywords
    .flatMap((keyword) =>
      Array.from(folded, (_, start) => start)
        .filter((start) => folded.startsWith(keyword, start))
        .map((start) => `${keyword}@${start + keyword.length}`),
    )
    .toSorted();
}

test('overlapping keywords and keywords inside others are all found', () => {
  assert.deepEqual(found(['he', 'she', 'hers'], 'uSHErs'), ['he@4', 'hers@6', 'she@4']);
});

test('it finds what a search for each keyword finds', () => {
  const letters = fc.constantFrom('a', 'b', '-');
  const keyword = fc.string({ unit: letters, minLength: 1, maxLength: 5 });
  const text = fc.string({
    unit: fc.constantFrom('a', 'B', 'b', 'A', '-', '\u00e9'),
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(keyword, { minLength: 1, maxLength: 8 }),
      text,
      (keywords, where) => {
        assert.deepEqual(found(keywords, where), expected(keywords, where));
      },
    ),
  );
});
