import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { finding } from './tests/fixture.ts';
import { compileWhen } from './when.ts';
import { MAX_WHEN_CHARACTERS } from './when-limits.ts';

const context = {
  product: { name: 'shop', tier: 1, exposure: 'internet', data: ['personal'] },
  target: { kind: 'directory', branch: 'main' },
  today: '2026-11-24',
} as const;

/** `character: what; repair` of an expression that cannot be used. */
async function problemOf(source: string): Promise<string> {
  const compiled = await compileWhen(source);
  if (!('problem' in compiled)) return 'none';
  const { offset, what, repair } = compiled.problem;
  return `${offset + 1}: ${what}${repair === undefined ? '' : `; ${repair}`}`;
}

const fields = 'fields: rule, check, severity, confidence, path, line, endpoint, state, tags, cwe';

describe('compileWhen: refused when the policy is loaded', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'an unknown variable',
      'findng.line == 1',
      '1: unknown name "findng"; did you mean "finding"?',
    ],
    [
      'a variable that is like none',
      'user == "x"',
      '1: unknown name "user"; known: finding, component, product, target, today',
    ],
    [
      'an unknown field',
      'finding.paht == "x"',
      '8: unknown field "finding.paht"; did you mean "path"?',
    ],
    [
      'an unknown field on the second line',
      'true ||\n finding.nope == 1',
      `17: unknown field "finding.nope"; ${fields}`,
    ],
    [
      'an unknown field behind a test for it',
      'has(finding.nope)',
      `1: unknown field "finding.nope"; ${fields}`,
    ],
    [
      'an unknown field on a side that is not evaluated',
      'true || finding.nope == 1',
      `16: unknown field "finding.nope"; ${fields}`,
    ],
    [
      'a number compared with a text',
      'product.tier == "1"',
      '14: "product.tier" is a number; leave out the quotes',
    ],
    [
      'a text compared with a number',
      '5 != finding.path',
      '2: "finding.path" is a text; put the value in quotes',
    ],
    [
      'a word that the field never is',
      'finding.severity == "hihg"',
      '18: "finding.severity" is never "hihg"; did you mean "high"?',
    ],
    [
      'a list compared with a text',
      'finding.tags == "x"',
      '14: "finding.tags" is a list; write it like: "x" in finding.tags',
    ],
    [
      'a field that is looked up',
      'true || finding["nope"] == 1',
      '16: a field cannot be looked up; write it like finding.rule',
    ],
    [
      'a field of a field',
      'finding.path.length == 1',
      '13: "length" is not a field of anything here',
    ],
    [
      'a field of a loop variable',
      'finding.tags.all(t, t.x == 1)',
      '22: "x" is not a field of anything here',
    ],
    [
      'matches',
      'finding.path.matches("a*")',
      '13: "matches" is not supported; use glob(finding.path, "src/**"), startsWith or contains',
    ],
    [
      'an unknown function',
      'finding.path.startWith("a")',
      '13: unknown function "startWith"; did you mean "startsWith"?',
    ],
    [
      'a function of the language that is not needed',
      'type(1) == int',
      '1: unknown function "type"; functions: size, contains, startsWith, endsWith, string, int, double, glob',
    ],
    [
      'a pattern that is computed',
      'glob(finding.path, finding.rule)',
      '1: the pattern of "glob" must be written out',
    ],
    ['a map', '{"a": 1}.size() == 1', '1: maps and messages are not supported in "when"'],
    [
      'a message',
      'google.protobuf.Duration{} == 1',
      '1: maps and messages are not supported in "when"',
    ],
    ['an unfinished expression', 'true &&', '7: found & but expecting end of input'],
    ['an unfinished second line', 'true\n&& (', '7: found & but expecting end of input'],
    ['a number', 'finding.line', '1: the result is not true or false'],
    [
      'an operand of the wrong type',
      'finding.line + "a" == "b"',
      "1: found no matching overload for '_+_' applied to '(int, string)'",
    ],
    ['a division by zero', '1 / 0 == 1', '1: int divide by zero'],
    [
      'three loops inside each other',
      'finding.tags.all(a, finding.tags.all(b, finding.tags.all(c, true)))',
      '53: more than 2 loops inside each other',
    ],
    [
      'a loop over what a loop made',
      'finding.tags.map(t, [t, t]).all(p, true)',
      '13: can only loop over a list that is written out, or over a field',
    ],
    [
      'a loop that is too long',
      `[${'1,'.repeat(699)}1].all(a, [1, 2].all(b, true))`,
      '1416: loops more than 2048 times',
    ],
    [
      'many short loops',
      Array.from({ length: 3 }, () => 'product.data.all(a, product.data.all(b, a == b))').join(
        ' && ',
      ),
      '85: loops more than 2048 times',
    ],
    [
      'a pattern in a loop',
      'finding.tags.all(t, glob(t, "a"))',
      '21: "glob" cannot stand in a loop',
    ],
    [
      'brackets that are nested too deeply',
      `${'('.repeat(900)}true${')'.repeat(900)}`,
      '1: nested too deeply',
    ],
    [
      'lists that are nested too deeply',
      `${'['.repeat(900)}${']'.repeat(900)} == []`,
      '1: nested too deeply',
    ],
    ['a sum that is nested too deeply', `1${' + 1'.repeat(100)} == 101`, '158: nested too deeply'],
    [
      'more than 2048 characters',
      'x'.repeat(MAX_WHEN_CHARACTERS + 1),
      '1: longer than 2048 characters',
    ],
    ['nothing', ' ', '2: found end of input'],
  ];
  for (const [name, source, expected] of cases) {
    it(name, async () => assert.equal(await problemOf(source), expected));
  }
});

describe('compileWhen: evaluated', () => {
  const cases: readonly (readonly [string, boolean | string])[] = [
    ['product.exposure == "internet" && product.tier <= 2', true],
    ['finding.severity in ["critical", "high"]', true],
    ['finding.cwe.exists(c, c == 798)', true],
    ['finding.tags.all(t, finding.cwe.exists(c, c == 1 || t == "cloud"))', true],
    ['glob(finding.path, "src/**") && !glob(finding.path, "**/*.md")', true],
    ['finding.path.startsWith("test/")', false],
    ['"personal" in product.data', true],
    ['target.kind == "directory" && target.branch != "main"', false],
    ['today < "2027-01-01"', true],
    ['size(finding.path) > 3 ? true : false', true],
    ['10 / (finding.line - 3) == 1', 'int divide by zero'],
  ];
  for (const [source, expected] of cases) {
    it(`${source} is ${String(expected)}`, async () => {
      const compiled = await compileWhen(source);
      assert.ok('when' in compiled, JSON.stringify(compiled, undefined, 1));
      const result = compiled.when(finding(), context);
      assert.equal(typeof result === 'boolean' ? result : result.failed, expected);
    });
  }

  it('lists are cut, so that a loop has a bound', async () => {
    const compiled = await compileWhen('size(finding.tags) == 32');
    assert.ok('when' in compiled);
    const tags = Array.from({ length: 1_000 }, (_, index) => String(index));
    assert.equal(compiled.when(finding({ tags }), context), true);
  });

  it('never throws, whatever the expression and the finding', async () => {
    const piece = fc.constantFrom(...pieces);
    const source = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(piece, { maxLength: 15 }).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(source, fc.array(fc.string(), { maxLength: 2 }), async (text, tags) => {
        const compiled = await compileWhen(text);
        if ('when' in compiled) {
          const result = compiled.when(finding({ tags }), context);
          assert.ok(typeof result === 'boolean' || result.failed !== '');
        } else {
          assert.ok(compiled.problem.offset >= 0 && compiled.problem.offset <= text.length);
        }
      }),
      { seed: 20_261_124, numRuns: 500 },
    );
  });
});

// oxfmt-ignore
const pieces = [
  'true', 'false', ' && ', ' || ', '!', '(', ')', ' == ', ' < ', '1', '"a"', 'finding', '.line', '.tags', '.path', '[0]',
  '.all(x, ', '.map(x, ', 'x', ')', ', ', '[', ']', ' ? ', ' : ', 'size(', ' in ', ' + ', '-', '\n', 'has(', 'product',
] as const;
