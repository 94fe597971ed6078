import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineCounter } from './line-counter.ts';

test('lines are the same whatever order they are asked in', () => {
  const texts = fc.array(fc.constantFrom('a', '\n', '\r\n'), { maxLength: 30 });
  fc.assert(
    fc.property(texts, fc.array(fc.nat(40)), (pieces, offsets) => {
      const text = pieces.join('');
      const lines = new LineCounter(text);
      for (const offset of offsets) {
        assert.equal(lines.at(offset), text.slice(0, offset).split('\n').length);
      }
    }),
  );
});
