import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { packNumbers, unpackNumbers } from './packing.ts';

test('numbers that are packed come back as they were', () => {
  const words = fc.oneof(fc.integer({ min: -70, max: 70 }), fc.integer());
  fc.assert(
    fc.property(fc.int32Array(), fc.array(words), (whole, mixed) => {
      for (const list of [whole, Int32Array.from(mixed)]) {
        assert.deepEqual(unpackNumbers(packNumbers(list), list.length), list);
      }
    }),
  );
});

test('small numbers take one byte', () => {
  assert.equal(packNumbers(Int32Array.of(0, -1, 63, -64)).byteLength, 4);
});
