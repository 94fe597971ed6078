import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isMet } from './conditions.ts';

describe('conditions on claims', () => {
  test('a star stands for any text, and everything else for itself', () => {
    const pieces = fc.array(fc.constantFrom('a', 'b', '/', '.', '*'), { maxLength: 8 });
    const texts = fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 10 });
    fc.assert(
      fc.property(pieces, texts, (pattern, text) => {
        const expression = pattern.map((each) => (each === '*' ? '.*' : `[${each}]`)).join('');
        const expected = new RegExp(`^${expression}$`, 'su').test(text.join(''));
        assert.equal(isMet({ ref: pattern.join('') }, { ref: text.join('') }), expected);
      }),
    );
  });

  test('all must hold, of claims that are there and plain', () => {
    assert.ok(isMet({ a: '1', b: 'true' }, { a: 1, b: true }));
    assert.ok(!isMet({ a: '1', b: 'true' }, { a: 1 }));
    assert.ok(!isMet({ a: '*' }, { a: null }));
    assert.ok(!isMet({ a: '*' }, { a: { b: 1 } }));
    assert.ok(!isMet({ constructor: '*' }, {}));
  });
});
