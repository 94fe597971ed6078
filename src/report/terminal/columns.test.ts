import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
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
