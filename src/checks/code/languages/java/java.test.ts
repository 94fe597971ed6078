import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dump, dumpBody } from '../../ir/dump.ts';
import { decode } from '../../ir/encoding.ts';
import type { ModuleIr, Op } from '../../ir/ir.ts';
import { languageOf } from '../all.ts';
import { java } from './index.ts';

function lower(text: string): ModuleIr {
  return java.lower('src/A.java', text).module;
}

function opsOf(module: ModuleIr): readonly Op[] {
  return module.functions.flatMap(({ blocks }) => blocks.flatMap((at) => [...decode(module, at)]));
}

function namesCalled(module: ModuleIr): readonly string[] {
  return opsOf(module).flatMap((op) => (op.op === 'call' ? [op.name] : []));
}

/** A class with a method of this body. */
function inM(text: string): string {
  return `class A { void m() { ${text} } }`;
}

function check(text: string): void {
  const module = lower(text);
  assert.ok(module.functions.length > 0);
  for (const { start, end } of [...opsOf(module), ...module.lost, ...module.functions]) {
    assert.ok(start >= 0 && start <= end && end <= text.length, `${start} ${end}`);
  }
}

/** The body of the method `m` of a class with these members. */
function bodyOfM(members: string, before = ''): string {
  const module = lower(`${before}\nclass A { ${members} }`);
  assert.deepEqual(module.lost, [], members);
  const found = module.functions.findIndex(({ name }) => name === 'm');
  return dumpBody(module, found)
    .split('\n')
    .map((line) => line.trim())
    .join('; ');
}

/** What stands in a method, and what its operations are. */
const bodies: readonly (readonly [string, string, string])[] = [
  [
    'a field is loaded from this',
    'int f; int m() { return f; }',
    '%0 = this; %1 = %0.f; return %1',
  ],
  ['a parameter hides a field', 'String f; void m(String f) { f.trim(); }', '%0 = f; %1 = %0.trim'],
  [
    'a static member is loaded from its class',
    'static int F; void m() { n(F); } static void n(int i) {}',
    '%0 = type #A; %1 = %0.n; %2 = type #A; %3 = %2.F; %4 = call %1 n(%3) on %0',
  ],
  [
    'an unknown method is inherited',
    'void m() { done(1); }',
    '%0 = this; %1 = %0.done; %2 = number 1; %3 = call %1 done(%2) on %0',
  ],
  [
    'a qualified name is a type',
    'Object m() { return java.io.File.separator; }',
    '%0 = type java.io#File; %1 = %0.separator',
  ],
  [
    'so is one behind new',
    'Object m(String f) { return new java.io.FileInputStream(f); }',
    '%0 = type java.io#FileInputStream; %1 = f; %2 = new %0 FileInputStream(%1)',
  ],
  [
    'an unknown name in capitals is a type where something stands on it',
    'void m() { UUID.randomUUID(); }',
    '%0 = type ?UUID; %1 = %0.randomUUID',
  ],
  [
    'a variable that is named like a package is none',
    'void m(Foo java) { java.io.File.run(); }',
    '%0 = java; %1 = %0.io',
  ],
  [
    'a class around a member class is reached by type',
    'int f; class B { int m() { return f; } }',
    '%0 = this; %1 = %0 as #A; %2 = %1.f',
  ],
  [
    'super calls a method of the class above on this',
    'class B extends C { void m() { super.f(1); } }',
    '%0 = type ?C; %1 = this; %2 = %0.f; %3 = number 1; %4 = call %2 f(%3) on %1',
  ],
  [
    'text is put together',
    'String m(String a, int b) { return a + b + 1; }',
    '%3 = concat %0 %1 %2',
  ],
  [
    'numbers are added',
    'int m(int a, long b) { return a + b * 2 + 1; }',
    '%4 = + %0 %3; %5 = number 1; %6 = + %4 %5',
  ],
  [
    'a sum of numbers may begin a text',
    'String m(int a) { return 1 + a + "x"; }',
    '%2 = + %0 %1; %3 = "x"; %4 = concat %2 %3',
  ],
  [
    '+= of a text puts together',
    'void m(String s) { s += "x"; }',
    '%0 = s; %1 = "x"; %2 = concat %0 %1; s = %2',
  ],
  ['+= of a number adds', 'int n; void m() { n += 1; }', '%3 = + %1 %2; %0.n = %3'],
  [
    'integers are decimal',
    'int m() { return 0x1F + 0b11 + 017 + 1_000L; }',
    '%0 = number 31; %1 = number 3; %2 = + %0 %1; %3 = number 15; %4 = + %2 %3; %5 = number 1000',
  ],
  ['a negative number is one constant', 'int m() { return -1; }', '%0 = number -1; return %0'],
  [
    'escapes and text blocks are read',
    'void m() { f("a\\u0041\\n\\"", """\n    x\n      y\\\n    z\n    """); }',
    '%2 = "aA\\n\\""; %3 = "x\\n  yz\\n"',
  ],
  ['a character is a text', "char m() { return 'x'; }", '%0 = "x"'],
  [
    'null and numbers are compared by value',
    'void m(Object a, Object b, int c) { f(a == null, a == b, c != 1); }',
    '=== %2 %3',
  ],
  ['objects are not', 'boolean m(Object a, Object b) { return a == b; }', '%2 = == %0 %1'],
  [
    'an index that is constant is a key',
    'void m(int[] a, int i) { a[1] = a[i]; }',
    '%0 = a; %1 = a; %2 = i; %3 = %1[%2]; %0.1 = %3',
  ],
  [
    'an array is a list',
    'int[] m() { return new int[] {7}; }',
    '%0 = []; %1 = number 7; %0.0 = %1',
  ],
  [
    'an imported static method is one of its type',
    'void m() { enc("x"); }',
    '%0 = type a.b#C; %1 = %0.enc',
  ],
  [
    'a cast says a type',
    'Object m(Object o) { return (java.util.List<String>) o; }',
    '%0 = o; %1 = %0 as java.util#List',
  ],
  [
    'a pattern binds what it tests',
    'void m(Object o) { if (o instanceof String s) f(s); }',
    '%2 = instanceof %0 %1; %3 = %0 as ?String; s = %3; if %2',
  ],
  [
    'a record pattern takes the components',
    'record P(int x) {} void m(Object o) { if (o instanceof P(int q)) f(q); }',
    '%3 = %0 as #A.P; %4 = %3.x; %5 = %4 as int; q = %5',
  ],
  [
    'a switch compares',
    'void m(String s) { switch (s) { case "a": f(); default: g(); } }',
    '%0 = s; %1 = "a"; %2 = === %0 %1; if %2',
  ],
  [
    'an enum constant in a case is told by its name',
    'void m(E e) { switch (e) { case RED -> f(); } }',
    '%1 = other RED; %2 = === %0 %1',
  ],
  [
    'a method reference is the member',
    'void m() { f(String::trim, this::m); }',
    '%2 = type ?String; %3 = %2.trim; %4 = this; %5 = %4.m',
  ],
  [
    'a list is iterated over',
    'void m(Iterable<String> all) { for (String s : all) f(s); }',
    '= element of %0; s = ',
  ],
];

describe('the front end of Java', () => {
  for (const [name, members, expected] of bodies) {
    test(name, () => {
      const body = bodyOfM(members, 'import static a.b.C.enc;');
      assert.ok(body.includes(expected), body);
    });
  }

  test('the language of a path is told by its extension', () => {
    assert.equal(languageOf('src/A.java')?.id, 'java');
  });

  test('packages, wildcards and types are named', () => {
    const module = lower(
      'package a.b; import java.sql.*; import java.util.Map.Entry; class A<T extends Entry> { T t; Entry<A, ?>[] e; B b; A.In i; class In {} java.io.File f; int[] n; }',
    );
    assert.equal(module.package, 'a.b');
    assert.deepEqual(module.wildcards, ['a.b', 'java.lang', 'java.sql']);
    const types = module.classes[0]?.fields.map(({ type }) => type);
    const entry = 'java.util#Map.Entry';
    assert.deepEqual(types, [entry, `${entry}[]`, '?B', '#A.In', 'java.io#File', 'int[]']);
  });

  test('annotations state their constants', () => {
    const [first] = lower(
      '@R(value = {"/a", "/" + "b"}, method = M.POST) class A { void m(@P("q") @Valid String... q) {} }',
    ).classes;
    assert.deepEqual(first?.marks, [
      { name: '?R', args: { value: '/a\n/b', '0': '/a\n/b', method: 'POST' } },
    ]);
    const text = dump(lower('class A { void m(@P("q") @Valid String... q) {} }'));
    assert.match(text, /m\(@\?P\(0="q" value="q"\) @\?Valid \.\.\.q: \?String\[\]\): void/u);
  });

  test('fields get their values in the one constructor, or in what all call', () => {
    const one = dump(lower('class A { int f = 7; A(int f) { g(f); } }'));
    assert.match(one, /fn 1 A\.<init>\(f: int\)\n.*number 7\n.*this\n.*\.f = %0\n/u);
    const made = dump(lower('class A { int f = 7; }'));
    assert.match(made, /fn 1 A\.<init>\(\)\n.*number 7\n/u);
    const two = lower('class A { int f = 7; A() { } A(int i) { } A(String s) { this(1); } }');
    const sevens = opsOf(two).filter((op) => op.op === 'constant' && op.text === '7');
    assert.equal(sevens.length, 1);
    assert.deepEqual(namesCalled(two), ['<fields>', '<fields>', 'this']);
  });

  test('static fields, enum constants and nested classes are stored on the class', () => {
    const body = dumpBody(
      lower('class A { static int F = 1; enum E { X(2) { void f() {} }, Y } static { g(); } }'),
      0,
    );
    for (const part of ['.F = ', '.X = ', '.Y = ', '.E = ', 'call', 'export A']) {
      assert.ok(body.includes(part), part);
    }
  });

  test('a record has a constructor, fields and accessors', () => {
    const [record] = lower(
      'record P(String a, int b) { P { a = a.trim(); } int b() { return 1; } }',
    ).classes;
    assert.deepEqual(
      record?.methods.map(({ name }) => name),
      ['<init>', 'b', 'a'],
    );
    assert.deepEqual(
      record?.fields.map(({ name, type }) => `${name} ${type}`),
      ['a ?String', 'b int'],
    );
  });

  test('classes are named with those around them, anonymous ones by number', () => {
    const { classes } = lower(
      'interface I { class N {} } class A { Object o = new I() {}; void m() { class L {} new I() { Object p = new I() {}; }; } }',
    );
    assert.deepEqual(
      classes.map(({ name, isInterface }) => (isInterface ? `${name}!` : name)).toSorted(),
      ['A', 'A.$1', 'A.$2', 'A.$2.$1', 'A.L', 'I!', 'I.N'],
    );
  });

  test('this of a lambda and of an anonymous class around is a captured variable', () => {
    const { variables } = lower(
      'class A { int f; void m(int x) { r(() -> f + x); new B() { int g() { return A.this.f; } }; } }',
    );
    const captured = variables.filter(({ isCaptured }) => isCaptured).map(({ name }) => name);
    assert.deepEqual(captured, ['this', 'x']);
  });

  test('what can throw leads to its handler, what returns to its finally', () => {
    const module = lower(
      'class A { int m() { try { return f(); } catch (E e) { throw new F(e); } finally { last(); } } }',
    );
    assert.deepEqual(namesCalled(module), ['f', 'last', 'F']);
    const forks = opsOf(module).filter(({ op }) => op === 'fork');
    assert.equal(forks.length, 4);
  });

  test('a switch yields a value from each case', () => {
    const module = lower(
      'class A { Object m(Object o) { return switch (o) { case String s when s.isEmpty() -> 1; case Integer i -> { yield 2; } case null, default -> throw new E(); }; } }',
    );
    const writes = opsOf(module).filter(({ op }) => op === 'write');
    assert.equal(writes.length, 4);
    assert.deepEqual(module.lost, []);
  });

  test('all of the syntax to 21 is read', () => {
    const text = `
      @Target({}) public @interface M { String value() default "x"; int[] n() default {1, 2}; }
      public sealed interface S<T> permits A, B { default void f() {} private static <X> X g() { return null; } }
      non-sealed class B<K extends Comparable<? super K> & Foo, V> implements S<Map<String, List<int[]>>> {
        final @NonNull List<Map<K, V[]>> a[] = null, b;
        <T> B(T t) throws E { this.<T>h(t); List<String> l = new <Foo>ArrayList<>(); }
        int h(B<K, V> this, final int... x) [] { return x; }
        void m() throws java.io.IOException, E {
          outer: for (int i = 0, j = 1; i < j && a[i >> 1] != null; i++, j--) { if (i > 3) continue outer; else break outer; }
          do x >>>= 1; while (x >= 2 || x >> 2 > 1);
          for (;;) { synchronized (this) { assert x > 1 : "no"; } break; }
          var f = (java.util.function.BiFunction<A, B, int[]> & java.io.Serializable) (p, q) -> new int[p.i()][];
          Supplier<List<String>> s = ArrayList<String>::new; Object c = int[].class, d = String[]::new, e = Foo.Bar.class;
          int g = (int) -1.5e-3f + (a) + (b) - ~c, k = a < b ? c : d > e ? 1 : 2, yield = 3;
          try (r; var z = open(); Q y = (Q) x()) { } catch (final E1 | E2 e1) { } finally { ; }
          label: { break label; }
          final class L { } record R<T>(T t) { } interface I2 { } enum E3 { A, B; }
          outer.new Inner() { }; new Outer.Inner<>(1) { { h(); } };
          boolean bb = o instanceof final String st && st.isEmpty() || !(o instanceof R<?>(var t));
          switch (x) { case 1, 2: case (3): break; default: { } }
          int n = switch (x) { case A -> 1; case B -> { yield (2); } default -> throw new E(); };
          foo().<T>bar().baz[1][2].qux++; --a.b.c; char ch = '\\'', ch2 = '\\u0027';
        }
      };
    `;
    const { module, trouble } = java.lower('A.java', text);
    assert.deepEqual(
      module.lost.map(({ start, end }) => text.slice(start, end)),
      [],
    );
    assert.equal(trouble, undefined);
  });

  test('a module and a package file declare nothing, and nothing is lost', () => {
    for (const text of [
      '/** Text. */ @Foo package a.b;',
      'import a.B; @Deprecated open module a.b { requires static c.d; exports e to f; }',
      '',
    ]) {
      const { module, trouble } = java.lower('a.java', text);
      assert.deepEqual([module.lost, trouble, module.classes], [[], undefined, []]);
    }
  });

  test('a broken statement or member is lost, and the rest is there', () => {
    const text = `class A {
      void a() { before(1); int = = 3; after(2); }
      void b( { lost(); }
      void c() { if (x { y(); } then(); f(() -> { g(); } h); last(); }
      public private idx = 0;
      int d = e();
    }`;
    const { module } = java.lower('A.java', text);
    assert.deepEqual(namesCalled(module), ['e', 'before', 'after', 'then', 'last']);
    assert.deepEqual(
      module.lost.map(({ start, end }) => text.slice(start, start + 8) + (end > start ? '' : '!')),
      ['int = = ', 'void b( ', 'if (x { ', 'f(() -> ', 'public p'],
    );
  });

  test('what is no Java is said to be trouble', () => {
    for (const text of ['SELECT * FROM t;', '<html>{}</html>', '\0\x01\x02\xff'.repeat(50), '"']) {
      assert.notEqual(java.lower('a.java', text).trouble, undefined, text.slice(0, 10));
    }
  });

  test('nesting of 10,000 levels is counted as lost, not a crash', () => {
    const n = 10_000;
    for (const text of [
      inM(`f(${'('.repeat(n)}1${')'.repeat(n)});`),
      inM('{'.repeat(n) + '}'.repeat(n)),
      inM(`${'if (a) '.repeat(n)} f();`),
      inM(`f(${'new A() { Object o = '.repeat(n)} 1 ${'; }'.repeat(n)});`),
      inM(`f(${'new A() { void m() { g(); f('.repeat(n)}`),
      inM('f(() -> { a(); '.repeat(n)),
      inM(`x = ${'(A) '.repeat(n)} y;`),
      inM(`x = ${'!'.repeat(n)} y;`),
      inM(`x = ${'a ? b : '.repeat(n)} y;`),
      inM(`x = ${'a -> '.repeat(n)} y;`),
      inM(`x = ${'switch (a) { case 1 -> '.repeat(n)} y;`),
      inM(`o instanceof ${'P('.repeat(n)}`),
      inM(`x = new int[] ${'{'.repeat(n)}${'}'.repeat(n)};`),
      inM(`List${'<List'.repeat(n)} y;`),
      'class A {'.repeat(n),
      `class A ${'@A('.repeat(n)}`,
    ]) {
      const { module, trouble } = java.lower('A.java', text);
      assert.ok(module.lost.length > 0 || trouble !== undefined, text.slice(0, 60));
    }
  });

  test('long chains are no nesting', () => {
    const n = 5_000;
    for (const text of [
      `s = a${' + a'.repeat(n)};`,
      `s = a${' && a'.repeat(n)};`,
      `s = a${' - a'.repeat(n)};`,
      `s${'.append(1)'.repeat(n)};`,
      `if (a) f(); ${'else if (a) f(); '.repeat(n)}`,
      `s = a${'[0]'.repeat(n)};`,
      `switch (a) { ${Array.from({ length: n }, (_, i) => `case ${i}: f(); break;`).join(' ')} }`,
    ]) {
      const { lost } = lower(`class A { void m() { ${text} } }`);
      assert.deepEqual(lost, [], text.slice(0, 30));
    }
  });

  test('time is linear in what is hostile', () => {
    const n = 20_000;
    for (const text of [
      'a < '.repeat(n),
      `a${'<a'.repeat(n)}`,
      '('.repeat(n),
      '{ f('.repeat(n),
      'f(() -> { a; '.repeat(n),
      '}'.repeat(n),
      '@A('.repeat(n),
      'for (;'.repeat(n),
      'case '.repeat(n),
      '"""'.repeat(n),
      '/*'.repeat(n),
      'x[y[z] += 1] += '.repeat(n),
    ]) {
      const before = process.cpuUsage();
      lower(`class A { void m() { ${text}`);
      lower(text);
      const { user } = process.cpuUsage(before);
      assert.ok(user < 5_000_000, text.slice(0, 20));
    }
  });

  test('an @ that no name follows, among type arguments, is lost', () => {
    for (const text of ['new A<@(1) {}', 'a.<@>b()', 'A<@', 'List<@ x', 'A<B<@{}>> c;']) {
      assert.ok(lower(inM(`${text};`)).lost.length > 0, text);
    }
  });

  const sample = `package a; import java.util.*; @B("x") class A<T> extends C implements D { int f = 1; static { g(); }
    A(int x) { super(x); } <U> String m(@P final String s, int... n) throws E { for (var q : n) if (q > 1 && s != null) { s += q; }
    try (R r = open()) { return switch (s) { case "a" -> f; default -> { yield new A<>(1) { void z() {} }; } }; } catch (E e) { throw e; }
    finally { h(x -> y::z, (int) 0x1F, new int[] {1}, """\n t""", 'c'); } } record P(int a) {} enum Q { X, Y(1) { } } }`;

  test('whatever is changed in a text, it is lowered, with places within it', () => {
    const pieces = sample.match(/\w+|\s+|[^]/gu) ?? [];
    const change = fc.tuple(fc.nat(pieces.length - 1), fc.nat(4), fc.constantFrom(...pieces));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const text = [...pieces];
        for (const [at, size, piece] of changes) text.splice(at, size, piece);
        check(text.join(''));
      }),
      { numRuns: 400 },
    );
  });

  test('every beginning of a text is lowered', () => {
    for (let end = 0; end <= sample.length; end++) check(sample.slice(0, end));
  });

  test('every temporary is written once', () => {
    const module = lower(sample);
    assert.deepEqual(module.lost, []);
    for (const { blocks, temps } of module.functions) {
      const written = blocks.flatMap((at) => [...decode(module, at)].map(({ dst }) => dst));
      const values = written.filter((dst) => dst !== -1);
      assert.equal(new Set(values).size, values.length);
      assert.ok(values.every((dst) => dst < temps));
    }
  });

  test('a snippet of a rule is a file', () => {
    const { expression, statements } = java.snippet;
    for (const text of [expression.join('f($1)'), statements.join('int x = 1; // why')]) {
      assert.deepEqual(lower(text).lost, []);
    }
  });
});
