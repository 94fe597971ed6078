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

  test('a broken statement is lost, counted, and the rest is there', () => {
    const { module } = javascript.lower('a.ts', 'before(1);\nconst = = 3;\nafter(2);\n');
    assert.deepEqual(namesCalled(module), ['before', 'after']);
    assert.equal(module.lost.length, 1);
  });

  test('scripts of a Vue file keep their places', () => {
    const text = '<template><p/></template>\n<script setup lang="ts">\nrun(1)\n</script>\n';
    const call = opsOf(lower(text, 'a.vue')).find(({ op }) => op === 'call');
    assert.equal(text.slice(call?.start, call?.end), 'run(1)');
  });

  test('nesting of 10,000 levels is counted as lost, not a crash', () => {
    for (const text of [
      `f(${'('.repeat(10_000)}1${')'.repeat(10_000)})`,
      `${'if (a) {'.repeat(10_000)}${'}'.repeat(10_000)}`,
      `x = ${'[{a:'.repeat(900)}1${'}]'.repeat(900)}`,
    ]) {
      const { module, trouble } = javascript.lower('a.js', text);
      assert.ok(module.lost.length > 0 || trouble !== undefined, text.slice(0, 20));
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

  test('the language of a path is told by its extension', () => {
    assert.equal(languageOf('a/b.TSX')?.id, 'javascript');
    assert.equal(languageOf('a/b.txt'), undefined);
  });
});
