import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Budget } from './decoding.ts';
import { percentPieces } from './percent.ts';

function decoded(text: string): readonly string[] {
  return [...percentPieces(Buffer.from(text), new Budget())].map(({ bytes }) =>
    Buffer.from(bytes).toString(),
  );
}

test('only components with an escape are decoded, one level deep', () => {
  assert.deepEqual(decoded('u=postgres%3A%2F%2Fme&v=100%&w=aaaaaaaaaaaaaaa'), ['postgres://me']);
  assert.deepEqual(decoded('twice%2525encoded'), ['twice%25encoded']);
  assert.deepEqual(decoded('100%zz-not-an-escape %4'), []);
});

test('what was encoded is decoded, and every part is placed where it stands', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.nat(40), (value, cut) => {
      const text = `x ${encodeURIComponent(`${value}=====`)} y`;
      const [piece, ...rest] = [...percentPieces(Buffer.from(text), new Budget())];
      if (piece === undefined) return;
      const whole = Buffer.from(piece.bytes).toString();
      if (rest.length === 0 && !/['()]/.test(value)) assert.equal(whole, `${value}=====`);
      const from = Math.min(cut, piece.bytes.length);
      const { start, end } = piece.place(from, piece.bytes.length);
      const part = decodeBytes(Buffer.from(text).toString('latin1', start, end));
      assert.equal(part, Buffer.from(piece.bytes).toString('latin1', from));
    }),
  );
});

/** Latin-1 in and out: one character a byte. */
function decodeBytes(text: string): string {
  return text.replace(/%([0-9A-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
