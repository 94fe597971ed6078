import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileRules } from './compile-rules.ts';

const head = 'version: 1\nrules:\n  - id: r\n    title: T\n    languages: [javascript]\n';

async function problemsOf(text: string): Promise<readonly string[]> {
  const { problems } = await compileRules([{ path: 'a.yaml', text }]);
  return problems.map(({ path, at, what, repair }) =>
    [`${path}:${at.line}:${at.column}: ${what}`, ...(repair === undefined ? [] : [repair])].join(
      '; ',
    ),
  );
}

const wrong: Readonly<Record<string, readonly [text: string, problem: string]>> = {
  'no version': ['rules: []', 'a.yaml:1:1: the key "version" is missing here'],
  'another version': [
    'version: 2',
    'a.yaml:1:10: this Lockstep reads version 1 of rule files; write version: 1',
  ],
  'an unknown key': [
    `${head}    mach: f()\n`,
    'a.yaml:6:5: unknown key "mach"; did you mean "match"?',
  ],
  'nothing to look for': [
    head,
    'a.yaml:3:5: this rule looks for nothing; give it either "match" or "taint"',
  ],
  'a bad id': [
    head.replace('id: r', 'id: My_Rule'),
    'a.yaml:3:9: "My_Rule" is no id of a rule; use lower case letters, digits and single hyphens',
  ],
  'code that is none': [
    `${head}    match: "f("\n`,
    'a.yaml:6:12: this pattern cannot be read as javascript; write an expression, statements, or a function of that language',
  ],
  'what cannot be compared': [
    `${head}    match: "if ($X) { f() }"\n`,
    'a.yaml:6:12: this pattern holds a condition, loop or other thing that cannot be compared; write the expressions in it as patterns of their own',
  ],
  'a class': [
    `${head}    match: "class A extends B { ... }"\n`,
    'a.yaml:6:12: this pattern holds a condition, loop or other thing that cannot be compared; write the expressions in it as patterns of their own',
  ],
  'a regular expression that is none': [
    `${head}    match: { regex: "a(b" }\n`,
    'a.yaml:6:21: regular expression, character 4: a group that is not closed',
  ],
  'a condition on nothing': [
    `${head}    match: { pattern: f($X), where: [{ metavariable: $Y, regex: a }] }\n`,
    'a.yaml:6:65: $Y stands in no pattern before this condition; known here: $X',
  ],
  'a condition that is none': [
    `${head}    match: { pattern: f($X), where: [{ metavariable: $X }] }\n`,
    'a.yaml:6:38: this is no condition; write { metavariable, regex }, { metavariable, not-regex }, { metavariable, match }, { comparison } or { focus }',
  ],
  'a comparison that is none': [
    `${head}    match: { pattern: f($X), where: [{ comparison: "$X <" }] }\n`,
    'a.yaml:6:38: comparison: something is missing at the end',
  ],
  'two kinds at once': [
    `${head}    match: { pattern: f(), regex: a }\n`,
    'a.yaml:6:28: "pattern" and "regex" stand beside each other; put both into the list of all: or any:',
  ],
  'only what is around': [
    `${head}    match: { all: [{ inside: f() }] }\n`,
    'a.yaml:6:19: nothing here says what is found; add a pattern that is found at the place itself',
  ],
  'a list without a word': [
    `${head}    match: [f()]\n`,
    'a.yaml:6:12: a pattern, or a mapping, is needed here; write all: or any: before the list',
  ],
  'no source': [
    `${head}    taint: { sinks: [f()] }\n`,
    'a.yaml:3:5: this rule has no source; add "sources", or "kinds: [remote]"',
  ],
  'a propagator of something else': [
    `${head}    taint: { kinds: [remote], sinks: [f()], propagators: [{ match: g($A), from: $A, to: $B }] }\n`,
    'a.yaml:6:68: $B stands in no pattern of this propagator',
  ],
  'a language that is none': [
    head.replace('javascript', 'cobol'),
    'a.yaml:5:17: "cobol" is not one of javascript, typescript, python, java, go',
  ],
  'a model of nothing': [
    'version: 1\nmodels:\n  - { id: m, languages: [go], paths: { "a.b()": { sinks: [{ rule: x, at: ["1st"] }] } } }\n',
    'a.yaml:3:75: "1st" is no place of a call; write 0 (the first argument), 1+, *, this, result or key:name, and members: 0.sql',
  ],
};

describe('a rule file', () => {
  for (const [name, [text, problem]] of Object.entries(wrong)) {
    it(`tells where ${name} stands, and how to mend it`, async () => {
      assert.deepEqual((await problemsOf(text))[0], problem);
    });
  }

  it('keeps its good rules where others are bad', async () => {
    const text = `${head}    match: f(\n  - id: s\n    title: T\n    languages: [javascript]\n    match: g()\n`;
    const { compiled, problems } = await compileRules([{ path: 'a.yaml', text }]);
    assert.deepEqual(
      compiled.rules.map(({ id }) => id),
      ['s'],
    );
    assert.deepEqual(
      problems.map(({ rule }) => rule),
      ['r'],
    );
  });

  it('has no two rules of one id, even in two files', async () => {
    const text = `${head}    match: f()\n`;
    const { problems } = await compileRules([
      { path: 'b.yaml', text },
      { path: 'a.yaml', text },
    ]);
    assert.deepEqual(
      problems.map(({ path, what }) => `${path}: ${what}`),
      ['b.yaml: the id "r" stands in the rules twice'],
    );
  });

  it('never makes the reader throw, whatever stands in it', async () => {
    const words = fc.constantFrom(
      'version: 1\n',
      'rules:\n',
      '  - ',
      'id: a\n',
      '    match: ',
      'all: ',
      '[',
      ']',
      '{',
      '}',
      'f($X)',
      '...',
      '\n',
      '    ',
      'where: ',
      'regex: ',
      '"',
      '&a',
      '*a',
      '!!x',
      'taint: ',
      'models: ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 40 }), async (parts) => {
        await compileRules([{ path: 'a.yaml', text: parts.join('') }]);
      }),
      { numRuns: 300 },
    );
  });

  it('never makes the compiler throw, whatever its patterns are', async () => {
    const bits = fc.constantFrom(
      'f',
      '(',
      ')',
      '$X',
      '...',
      ',',
      '{',
      '}',
      '"',
      "'",
      '`',
      '${',
      '=',
      ';',
      '\n',
      'function ',
      '=> ',
      '<...',
      '...>',
      '.',
      '[',
      ']',
      '$...A',
      'if ',
      'return ',
      'class ',
      'new ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(bits, { maxLength: 15 }), async (parts) => {
        const text = `${head}    match: { pattern: ${JSON.stringify(parts.join(''))} }\n`;
        await compileRules([{ path: 'a.yaml', text }]);
      }),
      { numRuns: 300 },
    );
  });
});
