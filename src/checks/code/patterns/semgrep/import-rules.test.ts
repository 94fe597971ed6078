import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileRules } from '../compile-rules.ts';
import { importSemgrep } from './import-rules.ts';

const head =
  'rules:\n- id: Our.Rule_1\n  message: Do not. Really.\n  severity: ERROR\n  languages: [js, ts]\n';

async function imported(rest: string): Promise<string> {
  const result = await importSemgrep(`${head}${rest}`);
  assert.ok('text' in result);
  const [outcome] = result.outcomes;
  assert.equal(outcome?.state, 'imported', outcome?.state === 'not-imported' ? outcome.why : '');
  const { problems } = await compileRules([{ path: 'a.yaml', text: result.text }]);
  assert.deepEqual(problems, []);
  return result.text.slice(
    result.text.indexOf('    match:') + 1 || result.text.indexOf('    taint:') + 1,
  );
}

async function leftOut(rest: string): Promise<string | undefined> {
  const result = await importSemgrep(`${head}${rest}`);
  assert.ok('text' in result);
  assert.equal(result.text, '');
  const [outcome] = result.outcomes;
  return outcome?.state === 'not-imported' ? outcome.why : undefined;
}

describe('rules in the syntax of Semgrep', () => {
  it('become rules of ours, with what they say of themselves', async () => {
    const result = await importSemgrep(
      `${head}  pattern: exec($X)\n  fix: safe($X)\n  metadata: { cwe: "CWE-78: Command", confidence: HIGH, references: [https://a.example] }\n  paths: { exclude: ["*.test.js"] }\n`,
    );
    assert.deepEqual(result, {
      text: `version: 1
rules:
  - id: our-rule-1
    title: Do not
    message: Do not. Really.
    severity: high
    languages: [javascript, typescript]
    confidence: high
    cwe: [78]
    references: ["https://a.example"]
    paths:
      include: []
      exclude: ["*.test.js"]
    match: "exec($X)"
`,
      outcomes: [
        { state: 'imported', id: 'our-rule-1', from: 'Our.Rule_1', notes: ['its fix is left out'] },
      ],
    });
  });

  const cases: Readonly<Record<string, readonly [theirs: string, ours: string]>> = {
    alternatives: [
      '  pattern-either:\n  - pattern: f($X)\n  - patterns:\n    - pattern: g($X)\n    - pattern-not: g(1)\n',
      '   match:\n      any:\n        - "f($X)"\n        - all:\n            - "g($X)"\n            - not: "g(1)"\n',
    ],
    'what is around, and conditions': [
      '  patterns:\n  - pattern-inside: |\n      $C = connect(...)\n      ...\n  - pattern: $C.query($Q)\n  - metavariable-regex: { metavariable: $Q, regex: ".*a" }\n  - metavariable-comparison: { comparison: $Q > 1 }\n  - focus-metavariable: $Q\n',
      '   match:\n      all:\n        - inside: |-\n            $C = connect(...)\n            ...\n        - "$C.query($Q)"\n      where:\n        - metavariable: "$Q"\n          regex: ".*a"\n        - comparison: "$Q > 1"\n        - focus: "$Q"\n',
    ],
    'alternatives of what is around': [
      '  patterns:\n  - pattern-either:\n    - pattern-inside: f(...)\n    - pattern-inside: g(...)\n  - pattern: h()\n',
      '   match:\n      all:\n        - inside:\n            any: ["f(...)", "g(...)"]\n        - "h()"\n',
    ],
    text: ['  pattern-regex: ^todo\n', '   match:\n      regex: "(?m)^todo"\n'],
    'records with further entries': [
      '  pattern: "f({a: 1, b: { c: $X }}, $O = {d: 2})"\n',
      '   match: "f({..., a: 1, b: {..., c: $X }}, $O = {..., d: 2})"\n',
    ],
    'alternatives that only say what is around': [
      '  patterns:\n  - pattern-either:\n    - pattern-inside: f(...)\n    - patterns:\n      - pattern-inside: g($X)\n      - metavariable-regex: { metavariable: $X, regex: ^a }\n  - pattern: h()\n',
      '   match:\n      all:\n        - inside:\n            any:\n              - "f(...)"\n              - all: ["g($X)"]\n                where:\n                  - metavariable: "$X"\n                    regex: "^a"\n        - "h()"\n',
    ],
    'side effects of sources': [
      '  mode: taint\n  pattern-sources: [{ pattern: fill($X), by-side-effect: true }]\n  pattern-sinks: [{ pattern: run($X) }]\n',
      '   taint:\n      sources:\n        - pattern: "fill($X)"\n          lasting: true\n      sinks: ["run($X)"]\n',
    ],
    'rules that follow data': [
      '  mode: taint\n  pattern-sources: [{ pattern: input() }]\n  pattern-sinks: [{ pattern: run($X) }]\n  pattern-sanitizers: [{ pattern: clean(...) }]\n  pattern-propagators: [{ pattern: $A.add($B), from: $B, to: $A }]\n',
      '   taint:\n      sources: ["input()"]\n      sinks: ["run($X)"]\n      sanitisers: ["clean(...)"]\n      propagators:\n        - match: "$A.add($B)"\n          from: "$B"\n          to: "$A"\n',
    ],
  };
  for (const [name, [theirs, ours]] of Object.entries(cases)) {
    it(`are imported: ${name}`, async () => {
      assert.equal(await imported(theirs), ours);
    });
  }

  const refused: Readonly<Record<string, readonly [rule: string, why: string]>> = {
    'a loop': ['  pattern: "for (...) { f() }"\n', 'this pattern cannot be read as javascript'],
    'a condition': [
      '  pattern: "if ($X) { f() }"\n',
      'this pattern holds a condition, loop or other thing that cannot be compared',
    ],
    'an unknown operator': [
      '  patterns:\n  - pattern: f()\n  - pattern-not-regex: a\n',
      '"pattern-not-regex" is not supported',
    ],
    labels: [
      '  mode: taint\n  pattern-sources: [{ pattern: f(), label: A }]\n  pattern-sinks: [{ pattern: g() }]\n',
      '"label" in a condition',
    ],
    'a back reference': [
      '  pattern-regex: (a)\\1\n',
      'regular expression, character 4 ("\\\\1"): back references are not supported',
    ],
    'a place that is exact': [
      '  mode: taint\n  pattern-sources: [{ pattern: f() }]\n  pattern-sinks: [{ pattern: g(), exact: true }]\n',
      'an exact place',
    ],
    'what is around beside a place': [
      '  patterns:\n  - pattern: h()\n  - pattern-either:\n    - pattern-inside: f(...)\n    - pattern: g()\n',
      'places and what is around them in one list of alternatives',
    ],
    'another analysis': ['  mode: join\n  pattern: f()\n', 'mode "join"'],
    'nothing but what is around': [
      '  patterns:\n  - pattern-inside: f()\n',
      'nothing but what is around is searched',
    ],
    'a key of a later version': [
      '  r2c-internal: 1\n  pattern: f()\n',
      '"r2c-internal" is not supported',
    ],
  };
  for (const [name, [rule, why]] of Object.entries(refused)) {
    it(`are left out with the reason: ${name}`, async () => {
      assert.equal(await leftOut(rule), why);
    });
  }

  it('of another language are left out', async () => {
    const result = await importSemgrep(
      'rules:\n- { id: a, message: m, severity: INFO, languages: [ruby], pattern: f() }\n',
    );
    assert.deepEqual('outcomes' in result ? result.outcomes : [], [
      { state: 'not-imported', from: 'a', line: 2, why: 'language "ruby"' },
    ]);
  });

  it('are no reason to throw, whatever the file holds', async () => {
    const words = fc.constantFrom(
      'rules:\n',
      '- id: a\n',
      '  pattern: f()\n',
      '  patterns:\n',
      '  - pattern: $X\n',
      '  message: m\n',
      '  languages: [js]\n',
      '  mode: taint\n',
      '- ',
      '[',
      '{',
      'pattern-either: ',
      '\n',
      '  pattern-sources:\n',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 30 }), async (parts) => {
        await importSemgrep(parts.join(''));
      }),
      { numRuns: 200 },
    );
  });
});
