import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { compileRules } from '../../src/checks/code/patterns/compile-rules.ts';
import { ruleFileSchema } from '../../src/checks/code/patterns/rule-file.ts';

const head = 'version: 1\nrules:\n  - id: r\n    title: T\n    languages: [javascript]\n';

const good: Readonly<Record<string, string>> = {
  'a rule': `${head}    match: f($X)\n`,
  'a rule with all it can have': `${head}    severity: high
    confidence: low
    message: "$X"
    cwe: [78]
    owasp: ["A05:2025"]
    why: w
    fix: f
    references: [https://example.com]
    tags: [a]
    version: 2
    paths: { include: [src/**] }
    match:
      all:
        - any: [f($X), { regex: a+ }]
        - inside: g(...)
        - not: f(1)
        - not-inside: { pattern: h($Y), where: [{ comparison: $Y > 1 }] }
      where:
        - { metavariable: $X, not-regex: b }
        - { metavariable: $X, match: k(...) }
        - { focus: $X }
    examples:
      hit: ["g(f(2))", { text: a, path: b.ts }]
      ok: ["f(1)"]
`,
  'a rule that follows data': `${head}    taint: { kinds: [remote], sources: [a()], sinks: [b($X)], sanitisers: [c(...)], propagators: [{ match: '$A.d($B)', from: $B, to: $A }], family: sql }\n`,
  models: `version: 1
models:
  - id: ours
    languages: [typescript, python]
    about: our database
    paths:
      ours.db.query(): { sinks: [{ rule: sql-injection, at: ['0'], when: [{ at: '0', dynamic: true }] }] }
      ours.input(): { source: { kind: remote, what: our queue }, type: ours.Message }
      ours.escape(): { cleans: [sql], flows: [['0', result]] }
      ours.isName(): { guards: [{ at: '0', cleans: all }] }
      ours.weak(): { misuses: [{ rule: weak-hash, when: [{ at: '0', is: [md5, 1] }], shows: it is weak }] }
    extends: { ours.Message: [string] }
    aliases: { their: ours }
`,
};

describe('the published schema of rule files', () => {
  const schema = ruleFileSchema();

  it('is what the readers say', () => {
    const file = new URL('../../schema/rules.schema.json', import.meta.url);
    const text = `${JSON.stringify(schema, undefined, 2)}\n`;
    if (process.env['UPDATE_SNAPSHOTS'] === '1') writeFileSync(file, text);
    assert.equal(readFileSync(file, 'utf8'), text);
  });

  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
  });
  const isRuleFile = ajv.compile(schema);
  for (const [name, text] of Object.entries(good)) {
    it(`accepts what the reader accepts: ${name}`, async () => {
      assert.deepEqual(await problemsOf(text), []);
      assert.equal(isRuleFile(await parsed(text)), true, ajv.errorsText(isRuleFile.errors));
    });
  }

  const wrong: Readonly<Record<string, string>> = {
    'no version': 'rules: []',
    'another version': 'version: 2',
    'an unknown key': `${head}    mach: f()\n`,
    'nothing to look for': head,
    'a bad id': `${head.replace('id: r', 'id: My_Rule')}    match: f()\n`,
    'a condition that is none': `${head}    match: { pattern: f($X), where: [{ metavariable: $X }] }\n`,
    'two kinds at once': `${head}    match: { pattern: f(), regex: a }\n`,
    'a list without a word': `${head}    match: [f()]\n`,
    'a language that is none': `${head.replace('javascript', 'cobol')}    match: f()\n`,
  };
  for (const [name, text] of Object.entries(wrong)) {
    it(`refuses what the reader refuses: ${name}`, async () => {
      assert.notDeepEqual(await problemsOf(text), []);
      assert.equal(isRuleFile(await parsed(text)), false);
    });
  }
});

async function parsed(text: string): Promise<unknown> {
  const yaml = await import('yaml');
  return yaml.parse(text);
}

async function problemsOf(text: string): Promise<readonly string[]> {
  const { problems } = await compileRules([{ path: 'a.yaml', text }]);
  return problems.map(({ what }) => what);
}
