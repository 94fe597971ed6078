import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { languageOf } from '../languages/all.ts';
import { compileRules } from './compile-rules.ts';
import { followerOf } from './follow-file.ts';

/** The lines where a rule finds something, given what it says under `taint` as YAML. */
async function linesOf(taint: string, code: string, path = 'src/a.js'): Promise<string> {
  const [extension = ''] = /\.\w+$/u.exec(path) ?? [];
  const id = languageOf(path)?.id ?? '';
  assert.notEqual(id, '', extension);
  const body = taint
    .trim()
    .split('\n')
    .map((line) => `      ${line.trim()}`)
    .join('\n');
  const text = `version: 1\nrules:\n  - id: r\n    title: T\n    languages: [${id}]\n    taint:\n${body}\n`;
  const { compiled, problems } = await compileRules([{ path: 'r.yaml', text }]);
  assert.deepEqual(problems, []);
  const lowered = languageOf(path)?.lower(path, code);
  assert.ok(lowered !== undefined);
  assert.equal(lowered.trouble, undefined);
  const found = followerOf(compiled)(lowered.module, code);
  const lines = found.map(({ start }) => code.slice(0, start).split('\n').length);
  return lines.join(' ');
}

const plain = 'sources: [input(...)]\nsinks: [run(...)]\nsanitisers: [quote(...)]';

/** What a rule says, a program, and the lines that are found. */
const cases: Readonly<
  Record<string, readonly [taint: string, code: string, lines: string, path?: string]>
> = {
  'a source in a sink': [plain, 'run(input());\nrun(other());', '1'],
  'a way through variables and strings': [
    plain,
    'const a = input();\nlet b = `ls ${a}`;\nrun(1, b);\nb = "ls";\nrun(b);',
    '3',
  ],
  'a record that holds it': [
    plain,
    'const a = input();\nrun({ a: { b: a } });\nrun({ b: 1 });',
    '2',
  ],
  'a sanitiser': [plain, 'const a = quote(input());\nrun(a);\nrun(quote(a), input());', '3'],
  'a sanitiser on one of two ways': [
    plain,
    'let a = input();\nif (c) a = quote(a);\nrun(a);\nif (d) a = quote(a); else a = quote(a);\nrun(a);',
    '3',
  ],
  'a way through functions': [
    plain,
    'function go(x) {\n  run(x);\n}\nfunction safe(x) { return quote(x) }\ngo(safe(input()));\nfunction get() { return input() }\ngo(get());',
    '2',
  ],
  'a sanitiser inside a function': [plain, 'function go(x) { run(quote(x)) }\ngo(input());', ''],
  'a number, which is safe': [plain, 'run(Number(input()));\nrun(+input());', ''],
  'a value that is one of a list': [
    plain,
    "const a = input();\nif (!['x', 'y'].includes(a)) throw new Error();\nrun(a);",
    '',
  ],
  'a sanitiser that is a record': [
    'sources: [input()]\nsinks: [run(...)]\nsanitisers: ["{...}"]',
    'run({ a: input() });\nrun([input()]);',
    '2',
  ],
  'the argument in focus': [
    "sources: [input()]\nsinks: [{ pattern: 'run($A, $B)', where: [{ focus: $B }] }]",
    'run(input(), 1);\nrun(1, input());\nrun(1,\n  { a: input() });',
    '2 4',
  ],
  'a parameter in focus': [
    "sources: [{ pattern: 'function $F($EVENT, ...) { ... }', where: [{ focus: $EVENT }] }]\nsinks: [run(...)]",
    'function handle(event, other) {\n  run(event.body);\n  run(other);\n}',
    '2',
  ],
  'a source of ours': [
    'kinds: [remote]\nsinks: [ours.run(...)]',
    "const app = require('express')();\nconst ours = require('ours');\napp.get('/', (req, res) => {\n  ours.run(req.query.a);\n  ours.run(res);\n});",
    '4',
  ],
  'sanitisers of ours for a family': [
    'sources: [input()]\nsinks: [show(...)]\nfamily: html',
    'show(encodeURIComponent(input()));\nshow(input());',
    '2',
  ],
  'a propagator into a variable': [
    "sources: [input()]\nsinks: [run(...)]\npropagators: [{ match: 'fill($TO, $FROM)', from: $FROM, to: $TO }]",
    'const b = make();\nrun(b);\nfill(b, input());\nrun(b);\nrun(c);',
    '4',
  ],
  'a propagator into what is filled': [
    "sources: [input()]\nsinks: [run(...)]\npropagators: [{ match: '$TO.put($FROM)', from: $FROM, to: $TO }]",
    'function f(box) {\n  box.put(input());\n  run(box);\n}\nconst c = new Box();\nc.put(input());\nrun(c.all());',
    '3 7',
  ],
  'a member that is written': [
    'sources: [input()]\nsinks: [$X.html = $Y]',
    'a.html = input();\na.text = input();\na.html = "b";',
    '1',
  ],
  'what is returned': [
    'sources: [input()]\nsinks: [return $X]',
    'function f() {\n  return input();\n}\nfunction g() { return 1 }',
    '2',
  ],
  'a string that is put together': [
    'sources: [input()]\nsinks: [{ pattern: \'"=~/^SELECT/" + $X\' }]',
    'a("SELECT 1" + input());\na("DELETE " + input());',
    '1',
  ],
  'a lasting source': [
    "sources: [{ pattern: 'fill($X)', where: [{ focus: $X }], lasting: true }]\nsinks: [run(...)]",
    'run(a);\nlet b = 1;\nfill(b);\nrun(b);',
    '4',
  ],
  'a lasting sanitiser': [
    "sources: [input()]\nsinks: [run(...)]\nsanitisers: [{ pattern: 'check($X)', where: [{ focus: $X }], lasting: true }]",
    'let b = input();\nrun(b);\ncheck(b);\nrun(b);',
    '2',
  ],
  'a closure': [plain, 'const a = input();\nlist.forEach((x) => {\n  run(x, a);\n});', '3'],
  Python: [
    'sources: [queue.receive(...)]\nsinks: ["report.run(..., cmd=$X, ...)"]\nsanitisers: [report.quote(...)]',
    'import queue\nimport report\na = queue.receive()\nreport.run(1, cmd=f"ls {a}")\nreport.run(1, cmd=report.quote(a))\n',
    '4',
    'a.py',
  ],
  Java: [
    'sources: ["(Queue $Q).receive()"]\nsinks: ["$R.run($X)"]',
    'class A {\n  void f(Queue q, Other o, Report r) {\n    r.run("a" + q.receive());\n    r.run(o.receive());\n  }\n}\n',
    '3',
    'A.java',
  ],
  Go: [
    'sources: [queue.Receive()]\nsinks: [report.Run(...)]',
    'package a\nimport ("x/queue"; "x/report")\nfunc f() {\n  m, err := queue.Receive()\n  if err != nil { return }\n  report.Run("a", m)\n  report.Run("a")\n}\n',
    '6',
    'a.go',
  ],
};

describe('a rule that follows data', () => {
  for (const [name, [taint, code, lines, path]] of Object.entries(cases)) {
    it(`finds or passes ${name}`, async () => {
      assert.equal(await linesOf(taint, code, path), lines);
    });
  }
});
