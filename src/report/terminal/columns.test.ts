import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { eastAsianWidth } from 'get-east-asian-width';
import { visible } from '../safe-text.ts';
import { columns, takeColumns, takeColumnsFromEnd, wrap } from './columns.ts';

describe('columns', () => {
  it('counts what a terminal shows', () => {
    const widths = {
      abc: 3,
      名前: 4,
      ｱ: 1,
      é: 1,
      'e\u0301': 1,
      '😀': 2,
      '👩‍👩‍👧': 2,
      '🇩🇪': 2,
      '⚠️': 2,
      '': 0,
    };
    for (const [text, width] of Object.entries(widths)) assert.equal(columns(text), width, text);
  });
});

describe('what we draw with', () => {
  it('has one column by the table of Unicode too', () => {
    const ranges = [
      [0x2010, 0x2027],
      [0x2190, 0x2193],
      [0x2500, 0x259f],
      [0x2713, 0x2713],
      [0x2717, 0x2717],
    ] as const;
    for (const [from, to] of ranges) {
      for (let code = from; code <= to; code++) {
        const character = String.fromCodePoint(code);
        assert.equal(columns(character), eastAsianWidth(code), character);
      }
    }
  });
});

describe('takeColumns', () => {
  it('never takes half a character', () => {
    assert.equal(takeColumns('a名前', 2), 'a');
    assert.equal(takeColumns('a名前', 3), 'a名');
    assert.equal(takeColumnsFromEnd('名前b', 2), 'b');
    assert.equal(takeColumnsFromEnd('名前b', 3), '前b');
  });
});

describe('wrap', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 }).map(visible);

  it('keeps every line within the width, the first within its own', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 2, max: 40 }),
        (words, width, first) => {
          for (const [index, line] of wrap(words, width, first).entries()) {
            assert.ok(columns(line) <= (index === 0 ? first : width), JSON.stringify(line));
          }
        },
      ),
    );
  });

  it('loses nothing but spaces', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (words, width) => {
        assert.equal(wrap(words, width).join('').replaceAll(' ', ''), words.replaceAll(' ', ''));
      }),
    );
  });
});
