import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ModuleIr, Op } from '../../ir/ir.ts';
import { languageOf } from '../all.ts';
import { javascript } from './index.ts';

function lower(text: string, path = 'a.ts'): ModuleIr {
  return javascript.lower(path, text).module;
}

function opsOf(module: ModuleIr): readonly Op[] {
  return module.functions.flatMap(({ blocks }) => blocks.flatMap(({ ops }) => ops));
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
    const { functions } = lower('if (!ok(x) && y === 1) f();');
    const kinds = functions.flatMap(({ blocks }) => blocks.map(({ next }) => next.kind));
    assert.equal(kinds.filter((kind) => kind === 'branch').length, 2);
  });

  test('exports of both module systems are told apart by name', () => {
    const text =
      'module.exports = f; exports.a = 1; module.exports.b = 2; export const c = 3; export default 4; export * from "./x";';
    const names = opsOf(lower(text, 'a.js')).flatMap((op) => (op.op === 'export' ? [op.name] : []));
    assert.deepEqual(names, ['=', 'a', 'b', 'c', 'default', '*']);
  });

  test('the type of a parameter is named by the module that it comes from', () => {
    const { functions } = lower(
      "import type { Request } from 'express';\nfunction f(req: Request) {}",
    );
    assert.deepEqual(
      functions[1]?.params.map(({ type }) => type),
      ['express.Request'],
    );
  });

  test('a broken statement is lost, counted, and the rest is there', () => {
    const { module, trouble } = javascript.lower('a.ts', 'before(1);\nconst = = 3;\nafter(2);\n');
    assert.deepEqual(namesCalled(module), ['before', 'after']);
    assert.equal(module.lost.length, 1);
    assert.ok(trouble !== undefined);
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

  test('a sum of 1,000 parts is one operation', () => {
    const text = `x = ${Array.from({ length: 1_000 }, (_, index) => `a${index}`).join(' + ')}`;
    const sum = opsOf(lower(text)).find((op) => op.op === 'concat');
    assert.equal(sum?.op === 'concat' ? sum.parts.length : 0, 1_000);
  });

  test('whatever the text is, it is lowered or said to be trouble', () => {
    const piece = fc.constantFrom(
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
      'class',
      '=',
      'export ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { functions } = lower(pieces.join(''), 'a.jsx');
        assert.ok(functions.length > 0);
      }),
    );
  });

  test('every temporary is written once and before it is read in its block order', () => {
    const text =
      'const f = async ({ a, b = a }, ...c) => { for (const x of c) try { await g(x ?? a)?.h`${b}` } finally { k() } }';
    for (const fn of lower(text).functions) {
      const written = fn.blocks.flatMap(({ ops }) => ops.map(({ dst }) => dst));
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
    assert.equal(languageOf('a/b.py'), undefined);
  });
});
