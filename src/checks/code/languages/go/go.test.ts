import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decode } from '../../ir/encoding.ts';
import type { ModuleIr, Op } from '../../ir/ir.ts';
import { languageOf } from '../all.ts';
import { go } from './index.ts';

function lower(text: string, path = 'a/b.go'): ModuleIr {
  return go.lower(path, text).module;
}

function opsOf(module: ModuleIr): readonly Op[] {
  return module.functions.flatMap(({ blocks }) => blocks.flatMap((at) => [...decode(module, at)]));
}

function namesCalled(text: string): readonly string[] {
  return opsOf(lower(text)).flatMap((op) => (op.op === 'call' ? [op.name] : []));
}

describe('the front end of Go', () => {
  test('it takes files by their extension', () => {
    assert.equal(languageOf('a/b.go'), go);
  });

  test('a package is its folder and its name, so that tests beside it are apart', () => {
    assert.equal(lower('package users', 'internal/users/a.go').package, 'internal/users:users');
    assert.equal(
      lower('package users_test', 'internal/users/a_test.go').package,
      'internal/users:users_test',
    );
  });

  test('a broken statement is lost, and those around it are there', () => {
    const text =
      'package p\nfunc f() {\n\tbefore()\n\tx := = 3\n\tafter()\n}\nfunc g() { last() }\n';
    const { module } = go.lower('a.go', text);
    assert.deepEqual(namesCalled(text), ['before', 'after', 'last']);
    assert.deepEqual(
      module.lost.map(({ start, end }) => text.slice(start, end)),
      ['x := = 3'],
    );
  });

  test('a brace that is never closed loses no more than its declaration', () => {
    const text =
      'package p\nfunc f() {\n\tif x {\n\ta()\n\nfunc g() { b() }\nfunc (s S) h() { if y { c()';
    assert.deepEqual(namesCalled(text).toSorted(), ['a', 'b', 'c']);
    assert.equal(lower(text).lost.length, 2);
  });

  test('a group that a brace ends is over', () => {
    assert.equal(lower('package p\nfunc f() { var ( } }\nconst ( a = }').lost.length > 0, true);
  });

  test('a file that is no Go is said to be trouble', () => {
    for (const text of ['', '{{ .Template }}', 'class A { void f() {} }', 'func f() {}']) {
      assert.match(go.lower('a.go', text).trouble ?? '', /package clause/u);
    }
    const half = go.lower('a.go', `package p\nfunc f() { ${'= '.repeat(50)}}`);
    assert.match(half.trouble ?? '', /could not be parsed/u);
  });

  test('nesting of 10,000 levels is counted as lost, not a crash', () => {
    for (const [open, middle, close] of [
      ['(', '1', ')'],
      ['f(', '1', ')'],
      ['func() { ', '', ' }()'],
      ['[]T{', '', '}'],
      ['!', 'a', ''],
      ['map[', 'a', ']b'],
      ['[]', 'T{}', ''],
    ] as const) {
      const text = `package p\nfunc g() { x = ${open.repeat(10_000)}${middle}${close.repeat(10_000)} }`;
      assert.ok(lower(text).lost.length > 0, open);
    }
    for (const [open, close] of [
      ['{', '}'],
      ['if a {', '}'],
      ['for {', '}'],
      ['switch { default: ', '}'],
      ['a: ', ''],
    ] as const) {
      const text = `package p\nfunc g() { ${open.repeat(10_000)}${close.repeat(10_000)} }`;
      assert.ok(lower(text).lost.length > 0, open);
    }
  });

  test('long chains are no nesting', () => {
    const chain = `if a == 0 {}${' else if b := c; b == 1 { d() }'.repeat(10_000)}`;
    const sum = `x = ${'a + '.repeat(10_000)}b`;
    const tests = `if ${'a && '.repeat(10_000)}b {}`;
    const { lost } = lower(`package p\nfunc f() {\n${chain}\n${sum}\n${tests}\n}`);
    assert.deepEqual(lost, []);
  });

  test('a chain of 10,000 calls, indices or different operators is lost where it is too deep', () => {
    for (const link of ['.a()', '[0]', '[0](a)', ' + a - a', '.(T)', '[:]']) {
      assert.ok(lower(`package p\nvar x = a${link.repeat(10_000)}`).lost.length > 0, link);
    }
  });

  test('many broken statements are counted', () => {
    const { module, trouble } = go.lower('a.go', `package p\nfunc f() {${'=;'.repeat(130_000)}`);
    assert.ok(module.lost.length >= 130_000 && trouble !== undefined);
  });

  test('whatever the text is, it is lowered or said to be trouble', () => {
    const words =
      'package p;func f( ) { } [ ] a . := = , ; : if for range switch case select chan <- "x" `x` 1 type struct interface map var const ( + * & && ! ... return go defer x \n'.split(
        ' ',
      );
    const anyText = fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 60 });
    fc.assert(
      fc.property(anyText, (parts) => {
        const text = `package p\nfunc f() { ${parts.join(' ')}`;
        for (const whole of [text, parts.join(' ')]) assertSound(lower(whole), whole);
      }),
      { numRuns: 300 },
    );
  });
});

/** Spans lie within the text, and temporaries and blocks within their functions. */
function assertSound(module: ModuleIr, text: string): void {
  for (const { start, end } of [...module.lost, ...opsOf(module)]) {
    assert.ok(start >= 0 && start <= end && end <= text.length);
  }
  for (const { blocks, temps } of module.functions) {
    for (const op of blocks.flatMap((at) => [...decode(module, at)])) {
      assert.ok(op.dst < temps);
      if (op.op === 'jump') assert.ok(op.to < blocks.length);
    }
  }
}
