import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isExponential } from './exponential.ts';
import { permissiveRange } from './permissive-range.ts';

const slow = [
  '^(a+)+$',
  '^(a*)*$',
  '(a|a)*b',
  String.raw`^(\w+\s?)*$`,
  String.raw`^(\d|\w)+$`,
  '^(?:a|ab|b)+$',
  '(?:.|\\s)*x',
  '^(?:a{1,3})+$',
  '(x+x+)+y',
  '^([a-zA-Z0-9])(([-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+$',
];
const quick = [
  '^a+$',
  '(a+)+',
  String.raw`^(?:\w+\s)*$`,
  String.raw`^(?:[^"\\]|\\.)*"`,
  String.raw`^(?:(?!\\).|\\.)*"`,
  '^(?:a{3})+$',
  '^(?:a{1,3}b)+$',
  String.raw`^\d{1,3}(?:,\d{3})*$`,
  String.raw`^(?:\w+\b\s*)+$`,
  String.raw`^[a-z\d]+(?:-[a-z\d]+)*$`,
  String.raw`^(?:[^])*$`,
  '(unclosed',
];

for (const source of slow) {
  test(`${source} takes exponential time`, () => {
    assert.equal(isExponential(source, '', false), true);
  });
}

for (const source of quick) {
  test(`${source} does not take exponential time`, () => {
    assert.equal(isExponential(source, '', false), false);
  });
}

test('where the whole text has to match, a repetition at the end can fail', () => {
  assert.equal(isExponential('(a+)+', '', true), true);
});

test('case is not looked at where the pattern says so', () => {
  assert.equal(isExponential('^(?:a|A)*$', '', false), false);
  assert.equal(isExponential('^(?:a|A)*$', 'i', false), true);
});

test('any text is answered, in bounded time', () => {
  const part = fc.constantFrom(
    ...Array.from('ab.*+?|()[]{}^$\\'),
    '(?:',
    '{1,9}',
    '\\w',
    '\\s',
    '(?!',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      assert.equal(typeof isExponential(parts.join(''), 'i', true), 'boolean');
    }),
  );
});

test('a range from an upper to a lower letter holds more than letters', () => {
  assert.equal(permissiveRange('^[A-z]+$'), 'A-z');
  assert.equal(permissiveRange('^[0-z]+$'), '0-z');
  assert.equal(permissiveRange(String.raw`[A-Za-z0-9+/=-]\[A-z`), undefined);
});
