import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dump, dumpBody } from '../../ir/dump.ts';
import { decode } from '../../ir/encoding.ts';
import type { ModuleIr, Op } from '../../ir/ir.ts';
import { languageOf } from '../all.ts';
import { python } from './index.ts';

function lower(text: string): ModuleIr {
  return python.lower('a.py', text).module;
}

function opsOf(module: ModuleIr): readonly Op[] {
  return module.functions.flatMap(({ blocks }) => blocks.flatMap((at) => [...decode(module, at)]));
}

/** In the order of the text. */
function namesCalled(module: ModuleIr): readonly string[] {
  const calls = opsOf(module).flatMap((op) => (op.op === 'call' ? [op] : []));
  return calls.toSorted((a, b) => a.start - b.start).map(({ name }) => name);
}

/** The operations of a function around the statements, without margins and blocks that nothing leads to. */
function body(statements: string, params = 'a, b, c, d'): string {
  const indented = statements.replaceAll('\n', '\n  ');
  return dumpBody(lower(`def f(${params}):\n  ${indented}\n`), 1)
    .split('\n')
    .map((line) => line.trim())
    .join('; ');
}

describe('the front end of Python', () => {
  const cases: readonly (readonly [why: string, source: string, operations: string])[] = [
    [
      'a sum is put together once',
      "x = a + 'q' + b",
      '%0 = a; %1 = "q"; %2 = b; %3 = concat %0 %1 %2; x = %3; stop',
    ],
    [
      'another operator ends a sum',
      'a + b - c',
      '%0 = a; %1 = b; %2 = concat %0 %1; %3 = c; %4 = - %2 %3; stop',
    ],
    [
      'an f-string is its parts',
      "f'x{a!r:>{b}}y' 'z'",
      '%0 = "x"; %1 = a; %2 = b; %3 = "yz"; %4 = concat %0 %1 %2 %3; stop',
    ],
    [
      'what is formatted as a number is one',
      "f'{a:05d}'",
      '%0 = a; %1 = + %0; %2 = concat %1; stop',
    ],
    ['strings that stand side by side are one', "('a' 'b' r'\\n' b'c')", '%0 = "ab\\\\nc"; stop'],
    [
      'percent puts values between texts',
      "'p=%s 100%% %d' % (a, b)",
      '%0 = a; %1 = b; %2 = "p="; %3 = " 100% "; %4 = + %1; %5 = concat %2 %0 %3 %4; stop',
    ],
    [
      'percent takes values by name',
      "'x%(k)s' % a",
      '%0 = a; %1 = "x"; %2 = %0.k; %3 = concat %1 %2; stop',
    ],
    [
      'percent of anything but a text is an operator',
      'a % b',
      '%0 = a; %1 = b; %2 = % %0 %1; stop',
    ],
    [
      'arguments keep their names and their stars',
      'a(b, *c, k=d, **b)',
      '%0 = a; %1 = b; %2 = c; %3 = d; %4 = b; %5 = call %0 a(%1, ...%2, k: %3, **: %4); stop',
    ],
    [
      'a slice is a call of the same thing',
      'a[1:]',
      '%0 = a; %1 = number 1; %2 = %0.slice; %3 = call %2 slice(%1) on %0; stop',
    ],
    [
      'a constant index is a key, one from the end any',
      "a['k'][0][-1][b]",
      '%0 = a; %1 = %0.k; %2 = %1.0; %3 = %2.*; %4 = b; %5 = %3[%4]; stop',
    ],
    ['tuples are assigned part by part', 'a, b = b, a', '%0 = b; %1 = a; a = %0; b = %1; stop'],
    [
      'a star takes what is left',
      'a, *b, c = d',
      '%0 = d; %1 = %0.0; a = %1; b = %0; %4 = %0.*; c = %4; stop',
    ],
    [
      'the target of a with is what is opened',
      'with open(a) as x, b: x',
      '%0 = global open; %1 = a; %2 = call %0 open(%1); x = %2; %4 = b; %5 = x; stop',
    ],
    ['await and yield are told', 'yield await a', '%0 = a; %1 = await %0; %2 = yield %1; stop'],
    [
      'a conditional import of a name is the module',
      "__import__('os').x",
      '%0 = module os; %1 = %0.x; stop',
    ],
    [
      'the statements of Python 2 are calls',
      'print a, b',
      '%0 = global print; %1 = a; %2 = b; %3 = call %0 print(%1, %2); stop',
    ],
  ];
  for (const [why, source, operations] of cases) {
    test(`${why}: ${source}`, () => assert.equal(body(source), operations));
  }

  test('not, and, or are branches of a condition, each on one operation', () => {
    const module = lower('if not ok(x) and (y == 1 or z not in (1, 2)): f()\n');
    assert.equal(opsOf(module).filter(({ op }) => op === 'branch').length, 3);
    const operators = opsOf(module).flatMap((op) => (op.op === 'compute' ? [op.operator] : []));
    assert.deepEqual(operators, ['===', 'in']);
  });

  test('not in leads to its body where the name is not in the list', () => {
    assert.match(
      body('if a not in b: return c'),
      /%2 = in %0 %1; if %2 b3 else b2; .*b2:; %3 = c; return %3/u,
    );
  });

  test('a receiver is the variable of its function, whatever it is called', () => {
    const text =
      'class A(Base):\n  def m(me, x):\n    me.y = x\n    super().m(x)\n  @classmethod\n  def c(cls, x): cls(x)\n  @staticmethod\n  def s(x): x\n';
    const module = lower(text);
    assert.deepEqual(
      module.functions.slice(1).map(({ params }) => params.map(({ name }) => name)),
      [['x'], ['x'], ['x']],
    );
    assert.deepEqual(
      module.classes[0]?.methods.map(({ name, isStatic }) => [name, isStatic]),
      [
        ['m', false],
        ['c', true],
        ['s', true],
      ],
    );
    assert.match(dumpBody(module, 1), /%1 = this\n.*\n {2}%3 = this\n {2}%4 = %3 as \?Base\n/u);
  });

  test('types are named by the module that they come from', () => {
    const text = `
import a.b
import flask as fl
from typing import Optional, List, Annotated, Dict, Any
from fastapi import Query
from .models import User
from django.db import models
class Own: pass
def f(p1: a.b.C, p2: fl.Request, p3: Optional[User], p4: List['User'], p5: Annotated[str, Query(max_length=3)],
      p6: Dict[str, int], p7: 'Own | None', p8: models.Model, p9: Other, p10: Any, p11: int = Query(1)) -> list[bytes]: pass
`;
    const fn = lower(text).functions[1];
    assert.deepEqual(
      fn?.params.map(({ type }) => type),
      [
        'a.b#C',
        'flask#Request',
        '.models#User',
        '.models#User[]',
        'string',
        'dict',
        '#Own',
        'django.db.models#Model',
        '?Other',
        '',
        'int',
      ],
    );
    assert.equal(fn?.returns, 'bytes[]');
    assert.deepEqual(fn?.params[4]?.marks, [{ name: 'fastapi#Query', args: { max_length: '3' } }]);
    assert.equal(fn?.params[10]?.marks[0]?.name, 'fastapi#Query');
  });

  test('a decorator is a mark with its constants, and a call with the function', () => {
    const module = lower(
      "from x import login\napp = F()\n@app.route('/a', methods=['GET', 'POST'])\n@login\ndef f(): pass\n",
    );
    assert.deepEqual(module.functions[1]?.marks, [
      { name: '?app.route', args: { value: '/a', 0: '/a', methods: 'GET\nPOST' } },
      { name: 'x#login', args: {} },
    ]);
    assert.match(
      dumpBody(module, 0),
      /(%\d+) = fn 1\n {2}(%\d+) = call %\d+ login\(\1\)\n {2}%\d+ = call %\d+ \(\2\)\n {2}f = /u,
    );
  });

  test('a decorator is named by the library of what it is a member of', () => {
    const text =
      "from flask import Flask, Blueprint as B\napp = Flask(__name__)\ndef make():\n  b = B('b')\n  @b.get('/')\n  @app.route('/x')\n  def f(): pass\n";
    const marks = lower(text).functions.flatMap((fn) => fn.marks.map(({ name }) => name));
    assert.deepEqual(marks, ['flask#Blueprint.get', 'flask#Flask.route']);
  });

  test('a chain of names that is imported is a module, whatever its folders hold', () => {
    const module = lower('import a.b.c\nimport d\na.b.c.f(a.b, d.e)\n');
    const names = opsOf(module).flatMap((op) => (op.op === 'module' ? [op.specifier] : []));
    assert.deepEqual(names, ['a', 'd', 'a.b.c']);
  });

  test('what a class states is its fields, also in its methods', () => {
    const text =
      "from django.db import models\nclass U:\n  a: int = 0\n  b = models.CharField(max_length=9)\n  def __init__(self):\n    self.c: str = ''\n";
    assert.deepEqual(lower(text).classes[0]?.fields, [
      { name: 'a', type: 'int', isStatic: false, marks: [] },
      {
        name: 'b',
        type: '',
        isStatic: true,
        marks: [{ name: 'django.db#models.CharField', args: { max_length: '9' } }],
      },
      { name: 'c', type: 'string', isStatic: false, marks: [] },
    ]);
  });

  test('a class of annotated fields has a constructor that takes them', () => {
    const module = lower('@dataclass\nclass P:\n  x: int\n  y: str = "a"\n');
    const fn = module.functions[module.classes[0]?.construct ?? 0];
    assert.deepEqual(
      fn?.params.map(({ name }) => name),
      ['x', 'y'],
    );
  });

  test('names of a class body are not seen in its methods', () => {
    const module = lower('x = 1\nclass A:\n  x = 2\n  def f(self): return x\n');
    const first = module.variables.findIndex(({ name }) => name === 'x');
    const [from = -1] = module.functions[1]?.blocks ?? [];
    const [read] = decode(module, from);
    assert.equal(read?.op === 'read' ? read.variable : -1, first);
  });

  test('global and nonlocal name the variable outside', () => {
    const module = lower(
      'x = 1\ndef f():\n  global x, z\n  x = z = 2\n  y = 1\n  def g():\n    nonlocal y\n    y = x\n',
    );
    const named = module.variables.map(({ name, owner, isCaptured }) => [name, owner, isCaptured]);
    assert.deepEqual(
      named.filter(([name]) => name !== 'this'),
      [
        ['x', 0, true],
        ['f', 0, false],
        ['z', 0, true],
        ['y', 1, true],
        ['g', 1, false],
      ],
    );
  });

  test('what the file binds it offers, and a wildcard offers all', () => {
    const module = lower('from .m import *\nimport os.path, a.b as c\ndef f(): pass\nx = 1\n');
    const names = opsOf(module).flatMap((op) => (op.op === 'export' ? [op.name] : []));
    assert.deepEqual(names, ['*', 'os', 'c', 'f', 'x']);
    assert.deepEqual(module.wildcards, ['.m']);
  });

  test('each way out of a try is told to its handlers', () => {
    const module = lower(
      'def f(a):\n  try:\n    x = g(a)\n    return x\n  except E as e:\n    return x\n  finally:\n    h()\n',
    );
    const forks = opsOf(module).flatMap((op) => (op.op === 'fork' ? [op.to.length] : []));
    // Into the body, the handler and the last block; to the one handler; at the `return`; behind it.
    assert.deepEqual(forks, [3, 1, 2, 2]);
    assert.deepEqual(namesCalled(module), ['g', 'h']);
  });

  test('a match tries its cases in their order', () => {
    const module = lower(
      "match a:\n  case 'x' | 'y': f()\n  case Point(x=0, y=b) if b > 1: g(b)\n  case [first, *_]: h(first)\n  case {'k': v, **rest}: i(v, rest)\n  case _: j()\n",
    );
    assert.deepEqual(module.lost, []);
    assert.deepEqual(namesCalled(module), ['f', 'isinstance', 'g', 'h', 'i', 'j']);
  });

  test('match, case, type and print are names as well', () => {
    const module = lower(
      'match = re.match(x)\nmatch(a)[1:2]\ncase = type = 1\nprint = match.x\ntype X = int\n',
    );
    assert.deepEqual(module.lost, []);
  });

  test('what Python 3.12 writes in f-strings is read', () => {
    const text = `x = f"{a["k"]} {f'{b!r}'} {c:%Y-%m-{d}} {{e}} {f=} {'\\n'.join(g)} {
      h  # why
    }"\ny = rf'\\d{i}' f"""{
j}"""\nafter(x)\n`;
    const module = lower(text);
    assert.deepEqual(module.lost, []);
    const globals = opsOf(module).flatMap((op) => (op.op === 'global' ? [op.name] : []));
    assert.deepEqual(globals, ['a', 'b', 'c', 'd', 'f', 'g', 'h', 'i', 'j', 'after']);
  });

  test('a broken statement is lost, counted, and the rest is there', () => {
    const text =
      'before()\nx = = 3\nif a:\n  b c\n  inside()\ndef f(x y):\n  gone()\nelse:\n  gone()\nafter()\n';
    const { module } = python.lower('a.py', text);
    assert.deepEqual(namesCalled(module), ['before', 'inside', 'after']);
    assert.deepEqual(
      module.lost.map(({ start, end }) => text.slice(start, end)),
      ['x = = 3', 'b c', 'def f(x y):\n  gone()\nelse:\n  gone()'],
    );
  });

  test('brackets that nobody closes end where a statement begins', () => {
    const { module } = python.lower(
      'a.py',
      `a(\n${'f()\n'.repeat(3)}def g():\n  return h(1)\nx = f"{a(\nimport b\nc()\n`,
    );
    assert.deepEqual(namesCalled(module), ['h', 'c']);
  });

  test('a string that nobody closes is trouble, if it swallows the file', () => {
    assert.ok(python.lower('a.py', `a()\nx = """\n${'b()\n'.repeat(20)}`).trouble !== undefined);
    assert.ok(python.lower('a.py', `a()\nx = '\n${'b()\n'.repeat(20)}`).trouble === undefined);
  });

  test('statements of Python 2 are read', () => {
    const module = lower(
      "try:\n  print 'a %s' % b\n  print >>f, x\n  exec code\n  if a <> 0777L: ur'x'\nexcept E, e:\n  raise\n",
    );
    assert.deepEqual(module.lost, []);
  });

  test('nesting of 10,000 levels is counted as lost, not a crash', () => {
    const blocks = Array.from({ length: 10_000 }, (_, level) => `${' '.repeat(level)}if a:\n`);
    for (const text of [
      `f(${'('.repeat(10_000)}1${')'.repeat(10_000)})\n`,
      `x = ${'['.repeat(10_000)}\n`,
      `x = ${'not '.repeat(10_000)}a\n`,
      `x = ${'-'.repeat(10_000)}a\n`,
      `x = ${'a if b else '.repeat(10_000)}a\n`,
      `x = ${'lambda: '.repeat(10_000)}a\n`,
      `x = ${'a ** '.repeat(10_000)}a\n`,
      `x = ${'f"{'.repeat(10_000)}\n`,
      `x = a${'.b()'.repeat(10_000)}\n`,
      `match a:\n  case ${'['.repeat(10_000)}:\n    pass\n`,
      blocks.join(''),
    ]) {
      const { module, trouble } = python.lower('a.py', text);
      assert.ok(module.lost.length > 0 || trouble !== undefined, text.slice(0, 30));
    }
  });

  test('a sum of 10,000 parts is one operation, a list of them one list', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `a${index}`);
    const sum = opsOf(lower(`x = ${names.join(' + ')}\n`)).find((op) => op.op === 'concat');
    assert.equal(sum?.op === 'concat' ? sum.parts.length : 0, 10_000);
    assert.deepEqual(lower(`x = [${names.join(', ')}]\n`).lost, []);
    assert.deepEqual(lower(`x = ${names.join(' or ')}\n`).lost, []);
    const arms = names.map((name) => `elif ${name}: f(1)\n`).join('');
    assert.deepEqual(lower(`if a: f(0)\n${arms}`).lost, []);
  });

  test('files of Python are known by their ends', () => {
    assert.equal(languageOf('a/b.py')?.id, 'python');
    assert.equal(languageOf('a/b.pyw')?.id, 'python');
    assert.equal(languageOf('a/b.pyi'), undefined);
  });

  test('a module means a file near by, in a folder around, in src', () => {
    assert.deepEqual(python.candidates('a.b', 'pkg/sub/m.py', []), [
      'pkg/sub/a/b.py',
      'pkg/sub/a/b/__init__.py',
      'pkg/sub/src/a/b.py',
      'pkg/sub/src/a/b/__init__.py',
      'pkg/a/b.py',
      'pkg/a/b/__init__.py',
      'pkg/src/a/b.py',
      'pkg/src/a/b/__init__.py',
      'a/b.py',
      'a/b/__init__.py',
      'src/a/b.py',
      'src/a/b/__init__.py',
    ]);
    assert.deepEqual(python.candidates('..x', 'pkg/sub/m.py', []), [
      'pkg/x.py',
      'pkg/x/__init__.py',
    ]);
    assert.deepEqual(python.candidates('.', 'pkg/m.py', []), ['pkg.py', 'pkg/__init__.py']);
    assert.deepEqual(python.candidates('....x', 'pkg/m.py', []), []);
  });

  test('whatever the text is, it is lowered, and places lie in it', () => {
    const words =
      'a b ( ) [ ] { } : , . = := -> * ** @ % ! ; \\ 1 0x 1e 1j 0777L def class if elif else try except finally for in while with as lambda match case return yield await async not and or is import from global pass raise print type _ None';
    const others = `\n|\n  |\n    |\n\t| |\r\n|#|'|"|"""|f'|f"{|rb"|\f|é|\0`;
    const piece = fc.constantFrom(...words.split(' '), ...others.split('|'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join(' ');
        const module = lower(text);
        assert.ok(dump(module).length > 0);
        for (const { start, end } of [...opsOf(module), ...module.lost, ...module.functions]) {
          assert.ok(start >= 0 && start <= end && end <= text.length, `${start} ${end}`);
        }
        for (const fn of module.functions) {
          const written = fn.blocks.flatMap((at) => [...decode(module, at)].map(({ dst }) => dst));
          const real = written.filter((dst) => dst >= 0);
          assert.equal(new Set(real).size, real.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
