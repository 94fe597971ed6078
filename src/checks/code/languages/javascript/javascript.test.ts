import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dumpBody } from '../../ir/dump.ts';
import { decode } from '../../ir/encoding.ts';
import type { ModuleIr, Op } from '../../ir/ir.ts';
import { languageOf } from '../all.ts';
import { javascript } from './index.ts';

function lower(text: string, path = 'a.ts'): ModuleIr {
  return javascript.lower(path, text).module;
}

function opsOf(module: ModuleIr): readonly Op[] {
  return module.functions.flatMap(({ blocks }) => blocks.flatMap((at) => [...decode(module, at)]));
}

function namesCalled(module: ModuleIr): readonly string[] {
  return opsOf(module).flatMap((op) => (op.op === 'call' ? [op.name] : []));
}

function around(broken: string): string {
  return `import a from 'a';\nfunction one() {\n  before(1);\n  inner(() => {\n    deep(1);\n    ${broken}\n    deep(2);\n  });\n}\n\nfunction two() {\n  second();\n}\nlast(1);\n`;
}

describe('the front end of JavaScript', () => {
  test('a captured variable is known as one, a local one is not', () => {
    const { variables } = lower('function f(a) { const b = 1; return () => a + b * 0; }\nlet c;');
    const captured = variables.filter(({ isCaptured }) => isCaptured).map(({ name }) => name);
    assert.deepEqual(captured, ['a', 'b']);
  });

  test('a short circuit is two branches, each on one operation', () => {
    const module = lower('if (!ok(x) && y === 1) f();');
    const branches = opsOf(module).filter(({ op }) => op === 'branch');
    assert.equal(branches.length, 2);
    assert.doesNotMatch(dumpBody(module, 0), /= !/u);
  });

  test('the type of a parameter is named by the module that it comes from', () => {
    const { functions } = lower(
      "import type { Request } from 'express';\nfunction f(req: Request<A>, b: string[]) {}",
    );
    assert.deepEqual(
      functions[1]?.params.map(({ type }) => type),
      ['express#Request', 'string[]'],
    );
  });

  const names = ['last', 'before', 'inner', 'deep', 'deep', 'second'];
  const damages: readonly [string, readonly string[]][] = [
    ['const = = 3;', names],
    ['foo(;', names],
    [')', names],
    ['if (x {', names],
    ['`', names],
    ['/* x', names],
    ['return return', names],
    ['(', names.toSpliced(4, 1)],
    // A bracket too many or too few: the function that holds it is lost.
    ['}', ['last', 'second']],
    ['{', ['last', 'second']],
  ];
  for (const [broken, expected] of damages) {
    test(`what stands around ${broken} is there`, () => {
      const { lost, ...module } = lower(around(broken));
      assert.deepEqual(namesCalled({ lost, ...module }), expected);
      assert.equal(lost.length, 1);
    });
  }

  test('a file that is mostly lost is trouble, a slip is not', () => {
    const text = 'f(1);\n'.repeat(20);
    assert.equal(javascript.lower('a.ts', `${text}f(;\n`).trouble, undefined);
    assert.match(javascript.lower('a.ts', 'f(1);\nconst = = 3;\n').trouble ?? '', /1 statements/u);
    assert.match(javascript.lower('a.ts', 'f(').trouble ?? '', /could not be parsed/u);
  });

  test('scripts of a Vue file keep their places', () => {
    const text = '<template><p/></template>\n<script setup lang="ts">\nrun(1)\n</script>\n';
    const call = opsOf(lower(text, 'a.vue')).find(({ op }) => op === 'call');
    assert.equal(text.slice(call?.start, call?.end), 'run(1)');
  });

  const depth = 10_000;
  const nests: readonly [string, string, string][] = [
    ['(', '1', ')'],
    ['[', '', ']'],
    ['[{a:', '1', '}]'],
    ['f(', '', ')'],
    ['`${', '1', '}`'],
    ['if (a) {', '', '}'],
    ['function f() {', '', '}'],
    ['() => ', '1', ''],
    ['class A { m() {', '', '}}'],
    ['!', 'a', ''],
    ['a ** ', 'b', ''],
    ['<a>', '', '</a>'],
    ['try {', '', '} catch {}'],
  ];
  for (const [open, middle, close] of nests) {
    test(`${depth} levels of ${open} are trouble, and no crash`, () => {
      for (const levels of [depth, 650]) {
        const text = `${open.repeat(levels)}${middle}${close.repeat(levels)}`;
        const { module, trouble } = javascript.lower('a.jsx', text);
        assert.ok(module.lost.length > 0 || trouble !== undefined || levels < depth);
      }
    });
  }

  const rows: readonly [string, (count: number) => string][] = [
    ['sum', (count) => `x = ${'f() + '.repeat(count)}1`],
    ['and', (count) => `x = ${'f() && '.repeat(count)}1`],
    ['calls', (count) => `x${'.f()'.repeat(count)}`],
    ['sequence', (count) => `x = (${'f(), '.repeat(count)}1)`],
  ];
  for (const [name, text] of rows) {
    test(`a ${name} of 2,000 is whole`, () => {
      assert.equal(namesCalled(lower(text(2_000))).length, 2_000);
    });
  }

  test('what is nested too deeply takes its own section with it, and is trouble', () => {
    const { module, trouble } = javascript.lower('a.ts', `f();\nx = ${'['.repeat(depth)}\ng();`);
    assert.deepEqual(namesCalled(module), ['f', 'g']);
    assert.match(trouble ?? '', /nested too deeply/u);
  });

  test('a sum of 100,000 is whole or said to be trouble', () => {
    const { trouble } = javascript.lower('a.ts', `x = ${'a + '.repeat(100_000)}1`);
    assert.match(trouble ?? '', /nested too deeply/u);
  });

  test('an interface whose name lacks is passed', () => {
    for (const text of ['export interface { a: B }', 'interface extends A {}']) {
      assert.deepEqual(namesCalled(javascript.lower('a.ts', `${text}\nf();`).module), ['f'], text);
    }
  });

  test('whatever the text is, it is lowered or said to be trouble', () => {
    const pieces = [
      'a',
      '(',
      ')',
      '{',
      '}',
      '=>',
      'if',
      ' ',
      '\n',
      '`',
      '${',
      '"',
      ';',
      '.',
      '<b>',
    ];
    const piece = fc.constantFrom(...pieces, 'class', '=', 'export ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (all) => {
        const { functions } = lower(all.join(''), 'a.jsx');
        assert.ok(functions.length > 0);
      }),
    );
  });

  test('every temporary is written once', () => {
    const text =
      'const f = async ({ a, b = a }, ...c) => { for (const x of c) try { await g(x ?? a)?.h`${b}` } finally { k() } }';
    const module = lower(text);
    for (const fn of module.functions) {
      const written = fn.blocks
        .flatMap((at) => [...decode(module, at)].map(({ dst }) => dst))
        .filter((dst) => dst !== -1);
      assert.equal(new Set(written).size, written.length);
      assert.ok(written.every((dst) => dst < fn.temps));
    }
  });

  test('a specifier means a file as Node and TypeScript look for it', () => {
    const aliases = [{ scope: '', pattern: '@/*', targets: ['src/*'] }];
    assert.ok(javascript.candidates('../b', 'src/x/a.ts', []).includes('src/b/index.ts'));
    assert.ok(javascript.candidates('./b.js', 'src/a.ts', []).includes('src/b.ts'));
    assert.ok(javascript.candidates('@/db', 'src/x/a.ts', aliases).includes('src/db.ts'));
    assert.deepEqual(javascript.candidates('express', 'src/a.ts', aliases), []);
  });

  test('what the parser mends is no reason to throw', () => {
    for (const text of [
      'f(,)',
      'f(\n,',
      'new F(,a)',
      'require(,)',
      'import(,)',
      '[,,a]',
      'f?.(,...a)',
    ]) {
      javascript.lower('a.js', text);
    }
  });

  test('the language of a path is told by its extension', () => {
    assert.equal(languageOf('a/b.TSX')?.id, 'javascript');
    assert.equal(languageOf('a/b.txt'), undefined);
  });
});
