import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { languageOf } from '../languages/all.ts';
import { compileRules, type CompiledRules } from './compile-rules.ts';
import { matchModule, type ModuleMatches } from './match-module.ts';

/** Compiles one rule of JavaScript, given what it matches as YAML. */
async function compiled(match: string, more = ''): Promise<CompiledRules> {
  const body = match
    .trim()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');
  const text = `version: 1\nrules:\n  - id: r\n    title: A rule\n    languages: [javascript]\n${more}    match:\n${body}\n`;
  const { compiled: rules, problems } = await compileRules([{ path: 'r.yaml', text }]);
  assert.deepEqual(problems, []);
  return rules;
}

function search(rules: CompiledRules, code: string, path = 'src/a.ts'): ModuleMatches {
  const language = languageOf(path);
  assert.ok(language !== undefined);
  const { module, trouble } = language.lower(path, code);
  assert.equal(trouble, undefined);
  return matchModule(rules, module, code);
}

async function found(match: string, code: string): Promise<readonly string[]> {
  const { matches, incomplete } = search(await compiled(match), code);
  assert.deepEqual(incomplete, []);
  return matches.map(({ start, end }) => code.slice(start, end));
}

const cases: Readonly<
  Record<string, readonly [match: string, code: string, found: readonly string[]]>
> = {
  'a pattern alone': ['pattern: exec($X)', 'exec(a); exec(b, c)', ['exec(a)']],
  'any of several': [
    'any:\n  - exec($X)\n  - spawn($X, ...)',
    'exec(a); spawn(b, c); fork(d)',
    ['exec(a)', 'spawn(b, c)'],
  ],
  'what is not another pattern': [
    'all:\n  - exec($X)\n  - not: exec("...")',
    'const c = "ls"; exec(a); exec("b"); exec(c); exec(`ls ${a}`)',
    ['exec(a)', 'exec(`ls ${a}`)'],
  ],
  'what is inside another': [
    'all:\n  - $R.send($X)\n  - inside: "app.get($P, ($Q, $R) => { ... })"',
    'app.get("/", (q, r) => { r.send(q.a); s.send(1) }); r.send(2)',
    ['r.send(q.a)'],
  ],
  'what is inside statements that follow': [
    'all:\n  - $C.query(...)\n  - inside: |\n      $C = connect(...);\n      ...',
    'function f() { x.query(0); const c = connect(); c.query(1); g(() => c.query(2)); } function h() { c.query(3) }',
    ['c.query(1)', 'c.query(2)'],
  ],
  'what is not inside another': [
    'all:\n  - f($X)\n  - not-inside: safe(...)',
    'f(a); safe(f(b)); safe(g(f(c)))',
    ['f(a)'],
  ],
  'the inner one of two': ['all:\n  - f(...)\n  - pattern: f(g($X))', 'f(g(a)); f(b)', ['f(g(a))']],
  text: ['regex: (?i)todo.{0,20}security', '// TODO: security\nf()', ['TODO: security']],
  'text of a place': ['all:\n  - f(...)\n  - regex: f\\(\\s*\\)', 'f( ); f(1)', ['f( )']],
  'a metavariable with a text': [
    'pattern: $M.$F($X)\nwhere:\n  - metavariable: $F\n    regex: ^(md5|sha1)$\n  - metavariable: $X\n    not-regex: (?i)salt',
    'c.md5(a); c.sha1(b); c.sha256(d); c.md5(SALTED)',
    ['c.md5(a)', 'c.sha1(b)'],
  ],
  'a metavariable in which something is found': [
    'pattern: f($X)\nwhere:\n  - metavariable: $X\n    match: req.body.$Y',
    'f(g(req.body.a)); f(b); req.body.c',
    ['f(g(req.body.a))'],
  ],
  'a metavariable that is compared': [
    'pattern: key($N, ...)\nwhere:\n  - comparison: $N < 2048 and not $N == 1',
    'const size = 1024; key(512); key(4096); key(1); key(size, a); key(x)',
    ['key(512)', 'key(size, a)'],
  ],
  'a string that is compared': [
    'pattern: hash($N)\nwhere:\n  - comparison: $N == "md5"',
    "hash('md5'); hash('sha'); const a = 'md5'; hash(a)",
    ["hash('md5')", 'hash(a)'],
  ],
  'what a metavariable stands for': [
    'pattern: f(..., $X, 1)\nwhere:\n  - focus: $X',
    'f(a, b.c, 1)',
    ['b.c'],
  ],
  'the same metavariable around and inside': [
    'all:\n  - return $X\n  - inside: function $F($X) { ... }',
    'function f(a) { g(); return a } function h(b) { return c }',
    ['return a'],
  ],
  'a member by any name that was imported': [
    'all:\n  - http.get(...)\n  - not: http.$F(..., 1)',
    "import { get } from 'http'; import * as http from 'http'; get(a); get(a, 1); http.get(b, 1)",
    ['get(a)'],
  ],
  'a module where it is written': [
    "pattern: |\n  require('http');\n  ...\n  $X.go()",
    "function f() { const h = require('http'); h.a(); h.go() }",
    ["require('http'); h.a(); h.go()"],
  ],
  'alternatives with conditions of their own': [
    'any:\n  - pattern: f($X)\n    where:\n      - metavariable: $X\n        regex: ^a\n  - all:\n      - g($X)\n      - not: g(1)',
    'f(ab); f(b); g(1); g(2)',
    ['f(ab)', 'g(2)'],
  ],
};

/** A rule that is found nowhere. */
function absentRule(index: number): string {
  return `  - { id: r${index}, title: T, languages: [javascript], match: "absent${index}($X).gone" }\n`;
}

describe('a rule of a user', () => {
  for (const [name, [match, code, expected]] of Object.entries(cases)) {
    it(`finds ${name}`, async () => {
      assert.deepEqual(await found(match, code), expected);
    });
  }

  it('says what its metavariables stand for, and where it was found', async () => {
    const rules = await compiled('exec($CMD)', '    message: "$CMD goes to a shell, not $OTHER"\n');
    const code = 'class A { run(c) { exec(c.\n  name) } }';
    const [match] = search(rules, code).matches;
    assert.equal(match?.message, 'c. name goes to a shell, not $OTHER');
    assert.deepEqual(match.scope, ['A', 'run']);
  });

  it('looks at the files that it is for', async () => {
    const rules = await compiled(
      'f()',
      '    paths: { include: [src/**], exclude: ["*.test.ts"] }\n',
    );
    const count = (path: string): number => search(rules, 'f()', path).matches.length;
    assert.deepEqual([count('src/a.ts'), count('lib/a.ts'), count('src/a.test.ts')], [1, 0, 0]);
  });

  it('costs nothing where none of its words stands', async () => {
    const code = Array.from(
      { length: 50 },
      (_, index) => `function f${index}(a) { g${index}(a.b${index}) }`,
    ).join('\n');
    const hit = '  - { id: hit, title: T, languages: [javascript], match: "g7($X)" }\n';
    for (const count of [1, 100, 1_000]) {
      const text = `version: 1\nrules:\n${Array.from({ length: count }, (_, index) => absentRule(index)).join('')}${hit}`;
      const { compiled: rules, problems } = await compileRules([{ path: 'r.yaml', text }]);
      assert.deepEqual(problems, []);
      const { tried, matches } = search(rules, code);
      assert.deepEqual([tried, matches.length], [1, 1]);
    }
  });
});
