import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { javascript } from '../../languages/javascript/index.ts';
import { compilePattern } from './compile-pattern.ts';
import { SearchedModule } from './find-pattern.ts';
import { ModuleView } from './module-view.ts';

/** The texts of the code that the pattern is found at, each once, with what its metavariables stand for. */
function found(pattern: string, code: string): readonly string[] {
  const compiled = compilePattern(pattern, javascript);
  assert.ok('shape' in compiled, 'what' in compiled ? `${pattern}: ${compiled.what}` : '');
  const { module, trouble } = javascript.lower('a.ts', code);
  assert.equal(trouble, undefined);
  const searched = new SearchedModule(new ModuleView(module, code));
  const texts = searched.find(compiled).map(({ start, end, bindings }) => {
    const names = [...bindings].map(([name, { text }]) => `${name}=${text}`);
    return [code.slice(start, end), ...names].join(' | ');
  });
  return [...new Set(texts)];
}

interface Case {
  readonly pattern: string;
  /** Code that is found, with what is found where it is not the whole. */
  readonly hit: readonly (string | readonly [string, ...string[]])[];
  readonly ok: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'a call with any arguments': {
    pattern: 'exec(...)',
    hit: ['exec()', 'exec(a, b)', ['f(exec(1))', 'exec(1)'], ['if (exec(a)) b()', 'exec(a)']],
    ok: ['execute()', 'a.exec()', 'new exec()', 'exec'],
  },
  'arguments by place': {
    pattern: 'f($X, ..., 1)',
    hit: [
      ['f(a, 1)', 'f(a, 1) | $X=a'],
      ['f(a, b, c, 1)', 'f(a, b, c, 1) | $X=a'],
    ],
    ok: ['f(1)', 'f(a, 2)', 'f(a, 1, b)'],
  },
  'the same thing twice': {
    pattern: '$X === $X',
    hit: [['a.b === a . b', 'a.b === a . b | $X=a.b']],
    ok: ['a === b', 'a == a', 'x => { let y; { let y; z(y) } return x === y }'],
  },
  'a full name, however it is imported': {
    pattern: 'child_process.exec($C, ...)',
    hit: [
      ['import { exec as run } from "node:child_process"; run(c)', 'run(c) | $C=c'],
      ['import cp from "child_process"; function f() { cp.exec(c) }', 'cp.exec(c) | $C=c'],
      ['const { exec } = require("child_process"); exec(c)', 'exec(c) | $C=c'],
      ['child_process.exec(c)', 'child_process.exec(c) | $C=c'],
      ['require("child_process").exec(c)', 'require("child_process").exec(c) | $C=c'],
    ],
    ok: [
      'import { exec } from "other"; exec(c)',
      'let exec = child_process.exec; exec = 1; exec(c)',
    ],
  },
  'any string, or one': {
    pattern: 'f("...", "b")',
    hit: ['f("a", "b")', "f('', `b`)", ['const c = "x"; f(c, "b")', 'f(c, "b")']],
    ok: ['f(a, "b")', 'f("a", "c")', 'f("a" + x, "b")', 'f(1, "b")'],
  },
  'what a string holds': {
    pattern: 'f("$S")',
    hit: [['f("abc")', 'f("abc") | $S=abc']],
    ok: ['f(a)'],
  },
  'a string that is put together': {
    pattern: '"..." + $X',
    hit: [
      ['"a" + b', '"a" + b | $X=b'],
      ['"a" + b + c', '"a" + b + c | $X=b + c'],
      ['`a${b}`', '`a${b}` | $X=b'],
    ],
    ok: ['a + b', '"a"', 'a - b'],
  },
  'a template with anything around': {
    pattern: '`...${$X}...`',
    hit: [
      ['`${a} b`', '`${a} b` | $X=a'],
      ['`a ${b} c`', '`a ${b} c` | $X=b'],
    ],
    ok: ['`a`'],
  },
  'an assignment to anything': {
    pattern: '$X = f(...)',
    hit: [
      ['a = f()', 'a = f() | $X=a'],
      ['const b = f(1)', 'b = f(1) | $X=b'],
      ['this.c.d = f()', 'this.c.d = f() | $X=this.c.d'],
    ],
    ok: ['f()', 'a = g()'],
  },
  'a member that is written': {
    pattern: '$X.innerHTML = $Y',
    hit: [['a.b.innerHTML = c + d', 'a.b.innerHTML = c + d | $X=a.b | $Y=c + d']],
    ok: ['a.b.innerHTML', 'a.outerHTML = b'],
  },
  'a member that is read': {
    pattern: '$REQ.query.$P',
    hit: [['f(req.query.id)', 'req.query.id | $P=id | $REQ=req']],
    ok: ['req.query', 'req.body.id'],
  },
  'a computed member': {
    pattern: '$X[$K]',
    hit: [['a[b]', 'a[b] | $K=b | $X=a']],
    ok: ['a.b'],
  },
  'a constructor': {
    pattern: 'new $C("...")',
    hit: [['new a.B("x")', 'new a.B("x") | $C=a.B']],
    ok: ['B("x")', 'new B()', 'new B("x", y)'],
  },
  'a record with more in it': {
    pattern: '{..., secure: $V, ...}',
    hit: [
      ['f({ a: 1, secure: false, b })', '{ a: 1, secure: false, b } | $V=false'],
      ['f({ "secure": c })', '{ "secure": c } | $V=c'],
    ],
    ok: ['f({ a: 1 })', 'f(secure)'],
  },
  'a record with nothing else': {
    pattern: 'f({ a: 1 })',
    hit: ['f({ a: 1 })', "f({ 'a': 1 })"],
    ok: ['f({ a: 1, b: 2 })', 'f({})'],
  },
  'a list': {
    pattern: '[$X, ...]',
    hit: [['[a, b]', '[a, b] | $X=a']],
    ok: ['[]', '({ a })'],
  },
  'something deep in an argument': {
    pattern: 'f(<... $R.body ...>)',
    hit: [['f(g({ a: [req.body] }))', 'f(g({ a: [req.body] })) | $R=req']],
    ok: ['f(a)', 'req.body'],
  },
  'a chain of calls': {
    pattern: '$X. ... .end()',
    hit: [
      [
        'a.b().c.end()',
        'a.b().c.end() | $X=a.b().c',
        'a.b().c.end() | $X=a.b()',
        'a.b().c.end() | $X=a.b',
        'a.b().c.end() | $X=a',
      ],
    ],
    ok: ['end()'],
  },
  'a list of arguments': {
    pattern: 'f($...ALL)',
    hit: [
      ['f(a, b)', 'f(a, b) | $...ALL=a, b'],
      ['f()', 'f() | $...ALL='],
    ],
    ok: ['g(a)'],
  },
  'a function as an argument': {
    pattern: 'app.$M($P, ($REQ, $RES) => { ... })',
    hit: [
      [
        'app.get("/a", function (req, res) { res.send(1); })',
        'app.get("/a", function (req, res) { res.send(1); }) | $M=get | $P="/a" | $REQ=req | $RES=res',
      ],
    ],
    ok: ['app.get("/a", h)', 'app.get("/a", (a) => 1)'],
  },
  'statements in order': {
    pattern: '$X = open(...)\n...\n$X.close()',
    hit: [['const a = open(1);\nb();\na.close();', 'a = open(1);\nb();\na.close() | $X=a']],
    ok: [
      'const a = open(1); const b = 2; b.close();',
      'a.close(); const a = open(1);',
      'if (x) { y = open() } else { y.close() }',
    ],
  },
  'statements next to each other': {
    pattern: 'f();\ng();',
    hit: ['f();\ng()'],
    ok: ['f(); h(); g();', 'g(); f();'],
  },
  'a function that is declared': {
    pattern: 'function $F($A, ...) { ... return $A; }',
    hit: [
      ['function f(a, b) { g(); return a; }', 'function f(a, b) { g(); return a; } | $F=f | $A=a'],
    ],
    ok: ['function f(a) { return b; }', 'function f(a) { }'],
  },
  'what is returned': {
    pattern: 'return $X;',
    hit: [['function f() { return a.b; }', 'return a.b; | $X=a.b']],
    ok: ['function f() { return; }', 'a.b'],
  },
  'a type test': {
    pattern: 'typeof $X == "string"',
    hit: [['typeof a == "string"', 'typeof a == "string" | $X=a']],
    ok: ['typeof a == "number"'],
  },
  'a module that is loaded': {
    pattern: 'require($M)',
    hit: [
      ['require("fs")', 'require("fs") | $M=fs'],
      ['require(a)', 'require(a) | $M=a'],
    ],
    ok: ['f("fs")'],
  },
  'a name by itself': {
    pattern: 'md5',
    hit: [
      ['f(md5)', 'md5'],
      ['md5(x)', 'md5'],
    ],
    ok: ['a.md5'],
  },
};

describe('a pattern of JavaScript', () => {
  for (const [name, { pattern, hit, ok }] of Object.entries(cases)) {
    it(`finds ${name}`, () => {
      for (const each of hit) {
        const [code, ...texts] = typeof each === 'string' ? [each, each] : each;
        assert.deepEqual(found(pattern, code), texts, code);
      }
      for (const code of ok) assert.deepEqual(found(pattern, code), [], code);
    });
  }
});
