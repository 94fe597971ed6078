import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileRegex, isRegex } from './linear-regex.ts';

function find(source: string, text: string): string | undefined {
  const regex = compileRegex(source);
  assert.ok(isRegex(regex), source);
  const match = regex.find(text);
  assert.notEqual(match, 'gave-up');
  return match === undefined || match === 'gave-up'
    ? undefined
    : text.slice(match.start, match.end);
}

const sources = [
  'abc',
  'a|bc|',
  'a*b+?c??',
  '(?:ab){2,3}',
  '[^a-c]+',
  '\\bfoo\\b',
  '^b',
  'c$',
  '(?=a)a.',
  '(?<=b)c',
  '(?<!b)c',
  'a(?!b)',
  '\\d{2,}',
  '[\\w.-]+@',
  '(?:a|ab)(?:c|bcd)',
  '\\x61|\\u0062',
  '.{0,3}c',
  'a{,2}',
];

describe('a regular expression of a user', () => {
  for (const source of sources) {
    it(`finds what the language's own engine finds: ${source}`, () => {
      const own = new RegExp(source.replace('{,', '{0,'), '');
      const alphabet = fc.constantFrom('a', 'b', 'c', 'd', '1', '2', ' ', '.', '@', 'foo', 'A');
      fc.assert(
        fc.property(fc.array(alphabet, { maxLength: 12 }), (parts) => {
          const text = parts.join('');
          assert.equal(find(source, text), own.exec(text)?.[0]);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('ignores case, takes lines and line breaks where flags say so', () => {
    assert.equal(find('(?i)Foo[a-c]', 'xFOOB'), 'FOOB');
    assert.equal(find('(?i)[^A]', 'aAb'), 'b');
    assert.equal(find('(?m)^b$', 'a\nb\nc'), 'b');
    assert.equal(find('(?s)a.b', 'a\nb'), 'a\nb');
    assert.equal(find('(?x) a  b # c\n c', 'abc'), 'abc');
    assert.equal(find('\\Aa\\Z', 'a\n'), 'a');
    assert.equal(find('[[:alpha:]]+', '12ab'), 'ab');
    assert.equal(find('(?P<x>a)(?<y>b)', 'ab'), 'ab');
  });

  for (const [source, what] of [
    ['(a)\\1', 'back references are not supported'],
    ['a**', 'a repetition of a repetition'],
    ['(a', 'a group that is not closed'],
    ['a)', 'a ")" that closes nothing'],
    ['[a', 'a "[" that is not closed'],
    ['+', '"+" repeats nothing'],
    ['a++', 'possessive repetition is not supported'],
    ['(?>a)', 'a kind of group that is not supported'],
    ['[b-a]', 'a range that ends before it begins'],
    ['(a{1000}){1000}', 'the repetitions in it are too many'],
    ['('.repeat(60), 'nested deeper than 50 levels'],
    ['a'.repeat(2_001), 'longer than 2000 characters'],
    ['\\q', 'the escape "\\q" is not supported'],
  ] as const) {
    it(`is refused with a reason: ${source.slice(0, 20)}`, () => {
      const compiled = compileRegex(source);
      assert.ok('problem' in compiled);
      assert.equal(compiled.problem.what, what);
    });
  }

  it('takes time linear in the text where other engines take years', () => {
    const text = `${'a'.repeat(20_000)}!`;
    for (const source of ['(a+)+$', '(a|a)*b', '(a*)*b', '(?:a|aa)+$', '(\\w+\\s?)*!!']) {
      const regex = compileRegex(source);
      assert.ok(isRegex(regex));
      assert.equal(regex.find(text), undefined);
    }
  });

  it('gives up, and says so, where looking around takes too long', () => {
    const regex = compileRegex('(?=c*b)c');
    assert.ok(isRegex(regex));
    assert.equal(regex.find('c'.repeat(20_000)), 'gave-up');
  });

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab(|)[]{}*+?^$\\.-,:<=!12Pi#'.split('')) }),
        (source) => {
          const compiled = compileRegex(source);
          if (isRegex(compiled)) compiled.find('aab1(b)');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
