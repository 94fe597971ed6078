import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { languages } from '../../languages/all.ts';
import { compilePattern } from './compile-pattern.ts';
import { SearchedModule } from './find-pattern.ts';
import { ModuleView } from './module-view.ts';

type Case = readonly [pattern: string, code: string, found: readonly string[]];

const cases: Readonly<Record<string, readonly Case[]>> = {
  python: [
    [
      'subprocess.run(..., shell=True, ...)',
      'from subprocess import run as go\ngo(a, check=False, shell=True)\ngo(a)\n',
      ['go(a, check=False, shell=True)'],
    ],
    ['$X = open(...)', 'class A:\n    f = open(a)\n', ['f = open(a)']],
    ['f(f"...")', 'f(f"a{b}")\nf("a")\n', ['f(f"a{b}")']],
    ['{..., "a": $V, ...}', 'x = {"b": 1, "a": c}\ny = {"b": 1}\n', ['{"b": 1, "a": c}']],
    [
      'def $F($SELF, $A): ...',
      'class A:\n    def m(self, a):\n        pass\n',
      ['def m(self, a):\n        pass'],
    ],
    [
      '@app.route(...)\ndef $F(...): ...',
      '@app.route("/")\ndef f():\n    pass\n',
      ['@app.route("/")\ndef f():\n    pass'],
    ],
  ],
  java: [
    [
      'Runtime.getRuntime().exec($C)',
      'class A { void f(String c) throws Exception { Runtime.getRuntime().exec(c); } }',
      ['Runtime.getRuntime().exec(c)'],
    ],
    ['new $T("...")', 'class A { Object o = new java.io.File("a"); }', ['new java.io.File("a")']],
    [
      '(HttpServletRequest $R).getParameter(...)',
      'import javax.servlet.http.HttpServletRequest;\nclass A { void f(HttpServletRequest a, B b) { a.getParameter("x"); b.getParameter("x"); } }',
      ['a.getParameter("x")'],
    ],
    [
      '$X = f(...);\n...\ng($X);',
      'class A { void m() { String a = f(1); h(); g(a); } }',
      ['a = f(1); h(); g(a)'],
    ],
  ],
  go: [
    [
      'exec.Command("...", $A)',
      'package p\nimport e "os/exec"\nfunc f(a string) { e.Command("sh", a) }\n',
      ['e.Command("sh", a)'],
    ],
    ['$X := f(...)', 'package p\nfunc g() { a := f(1); _ = a }\n', ['a := f(1)']],
    [
      'import "crypto/md5"\n...',
      'package p\nimport "crypto/md5"\nvar A = md5.New\n',
      ['"crypto/md5"\nvar A = md5.New', 'md5.New'],
    ],
  ],
};

for (const language of languages) {
  describe(`patterns of ${language.id}`, () => {
    for (const [pattern, code, expected] of cases[language.id] ?? []) {
      it(`find what they say: ${pattern.replaceAll('\n', ' ')}`, () => {
        const compiled = compilePattern(pattern, language);
        assert.ok('shape' in compiled, 'what' in compiled ? compiled.what : '');
        const [extension = ''] = language.extensions;
        const { module, trouble } = language.lower(`a${extension}`, code);
        assert.equal(trouble, undefined);
        const found = new SearchedModule(new ModuleView(module, code)).find(compiled);
        assert.deepEqual(
          found.map(({ start, end }) => code.slice(start, end).trim()),
          expected,
        );
      });
    }
  });
}
