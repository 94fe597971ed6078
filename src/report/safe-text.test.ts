import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { code, prose } from './markdown-text.ts';
import { cut, markup, toJson, visible } from './safe-text.ts';

describe('visible', () => {
  it('shows controls, reordering and invisible characters as what they are', () => {
    assert.equal(visible('a\nb\tc\r'), 'a\\nb\\tc\\r');
    assert.equal(visible('\u001b[31m\u009b\u007f'), '\\x1b[31m\\x9b\\x7f');
    assert.equal(visible('\u202eabc\u2066\u200b\ufeff'), '\\u{202e}abc\\u{2066}\\u{200b}\\u{feff}');
    assert.equal(visible('\ud800x\udfff\u{e0041}\uffff'), '\\u{d800}x\\u{dfff}\\u{e0041}\\u{ffff}');
  });

  it('leaves alone what is only unusual', () => {
    for (const text of ['名前', 'naïve', '👩‍👩‍👧', 'می‌خواهم', 'é', '']) {
      assert.equal(visible(text), text);
    }
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => visible(visible(text)) === visible(text),
      ),
    );
  });
});

describe('cut', () => {
  it('keeps to the limit and never halves a character', () => {
    assert.equal(cut('abc', 3), 'abc');
    assert.equal(cut('abcd', 3), 'ab…');
    assert.equal(cut('a😀😀', 3), 'a…');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 9 }),
        (text, limit) => {
          const short = cut(text, limit);
          return short.length <= limit && !/\p{Surrogate}/u.test(short);
        },
      ),
    );
  });
});

describe('toJson', () => {
  it('parses back to the same value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, flat) => {
        assert.deepEqual(JSON.parse(toJson({ [text]: [text] }, flat ? 0 : 2)), { [text]: [text] });
      }),
    );
  });
});

describe('markup, prose and code', () => {
  it('leave no character that opens an element, ends an attribute or starts Markdown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.doesNotMatch(markup(text), /[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
        assert.doesNotMatch(prose(text), /[<>"'`*_[\]()|\\~!@]|&(?!#\d+;)|^[-+=]/);
        assert.match(code(text), /^<code>[^<>`*_[\]|\\@]*<\/code>$/);
      }),
    );
  });
});
