import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isOneEdit, nameIndex } from './name-index.ts';

const letters = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', '-'),
  minLength: 1,
  maxLength: 9,
});

/** The definition, as a table of distances. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      rows[i]?.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same, swap));
    }
  }
  return at(a.length, b.length);
}

test('one edit is a Damerau–Levenshtein distance of one', () => {
  fc.assert(
    fc.property(letters, letters, (a, b) => {
      assert.equal(isOneEdit(a, b), distance(a, b) === 1);
    }),
    { numRuns: 3000, seed: 4 },
  );
});

test('the index finds a known name one edit away exactly where there is one', () => {
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 12 }), letters, (names, name) => {
      const found = nameIndex(names).oneEditFrom(name);
      assert.equal(
        found !== undefined,
        names.some((known) => isOneEdit(known, name)),
      );
      if (found !== undefined) assert.ok(names.includes(found) && isOneEdit(found, name));
    }),
    { numRuns: 2000, seed: 4 },
  );
});
