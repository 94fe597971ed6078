import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dump, dumpBody } from '../../ir/dump.ts';
import { javascript } from './index.ts';

/** What a source becomes: the operations of its body, or the whole where it has functions or classes. */
interface Row {
  readonly why: string;
  readonly text: string;
  readonly path?: string;
  /** Number of the function that is shown; none: the whole module. */
  readonly fn?: number;
}

function shown({ text, path = 'a.tsx', fn }: Row): readonly string[] {
  const { module, trouble } = javascript.lower(path, text);
  assert.equal(trouble, undefined);
  const whole = fn === undefined ? dump(module) : dumpBody(module, fn);
  return whole.split('\n').map((line) => line.trim());
}

function table(name: string, rows: readonly (Row & { readonly ops: string })[]): void {
  describe(name, () => {
    for (const row of rows) {
      test(row.why, () => {
        const expected = row.ops
          .trim()
          .split('\n')
          .map((line) => line.trim());
        assert.deepEqual(shown(row), expected);
      });
    }
  });
}

table('JavaScript: members and calls', [
  {
    why: 'a method is called on what it is loaded from',
    text: 'db.query(sql, ...rest)',
    fn: 0,
    ops: `
        %0 = global db
        %1 = %0.query
        %2 = global sql
        %3 = global rest
        %4 = call %1 query(%2, ...%3) on %0
        stop
    `,
  },
  {
    why: 'a row of calls runs from the left',
    text: 'a?.b(c)[0]?.(d)!.e',
    fn: 0,
    ops: `
        %0 = global a
        %1 = %0.b
        %2 = global c
        %3 = call %1 b(%2) on %0
        %4 = %3.0
        %5 = global d
        %6 = call %4 0(%5) on %3
        %7 = %6.e
        stop
    `,
  },
  {
    why: 'a tag gets the constant strings first',
    text: 'sql.raw`select ${a} from ${b}`',
    fn: 0,
    ops: `
        %0 = global sql
        %1 = %0.raw
        %2 = []
        %3 = "select "
        %2.0 = %3
        %5 = " from "
        %2.1 = %5
        %7 = ""
        %2.2 = %7
        %9 = global a
        %10 = global b
        %11 = call %1 \`(%2, %9, %10) on %0
        stop
    `,
  },
  {
    why: 'a module is a module however it is asked for',
    text: "const a = require('node:fs'); import('./b'); require(c)",
    fn: 0,
    ops: `
        %0 = module fs
        a = %0
        %2 = module ./b
        %3 = global c
        %4 = global require
        %5 = call %4 require(%3)
        stop
    `,
  },
  {
    why: 'super is called on this',
    text: 'class A extends B { constructor() { super(x); super.m(y) } }',
    fn: 1,
    ops: `
        %0 = global super
        %1 = this
        %2 = global x
        %3 = call %0 super(%2) on %1
        %4 = global super
        %5 = this
        %6 = %4.m
        %7 = global y
        %8 = call %6 m(%7) on %5
        stop
    `,
  },
  {
    why: 'arguments are the parameters and the rest',
    text: 'function f(a) { g(arguments) }',
    fn: 1,
    ops: `
        %0 = global g
        %1 = []
        %2 = a
        %1.0 = %2
        %4 = arguments
        %1 ...= %4
        %6 = call %0 g(%1)
        stop
    `,
  },
  {
    why: 'new is a call',
    text: 'new URL(a)',
    fn: 0,
    ops: `
        %0 = global URL
        %1 = global a
        %2 = new %0 URL(%1)
        stop
    `,
  },
]);

table('JavaScript: values', [
  {
    why: 'a sum leaves empty strings out',
    text: "x = '' + a + 1",
    fn: 0,
    ops: `
        %0 = global globalThis
        %1 = global a
        %2 = number 1
        %3 = concat %1 %2
        %0.x = %3
        stop
    `,
  },
  {
    why: 'a list has keys up to a spread',
    text: '[a, ...b, c]',
    fn: 0,
    ops: `
        %0 = []
        %1 = global a
        %0.0 = %1
        %3 = global b
        %0 ...= %3
        %5 = global c
        %0.* = %5
        stop
    `,
  },
  {
    why: 'a record has getters that are marked',
    text: '({ a, [k]: b, get c() { return 1 }, set c(v) {}, ...d })',
    ops: `
      fn 0 ()
        %0 = {}
        %1 = global a
        %0.a = %1
        %3 = global k
        %4 = global b
        %0[%3] = %4
        %6 = fn 1
        %0.c = %6
        %8 = fn 2
        %0.c= = %8
        %10 = global d
        %0 ...= %10
        stop
      @property fn 1 c()
      b0:
        %0 = number 1
        return %0
      b1:
        stop
      @setter fn 2 c(v)
        stop
    `,
  },
  {
    why: 'private members have a key of their own',
    text: 'class A { #x = 1; m() { return this.#x } }',
    ops: `
      class A
        #x
        new = fn 2
        m = fn 1
      fn 0 ()
        %0 = class A
        A = %0
        stop
      fn 1 A.m()
      b0:
        %0 = this
        %1 = %0.#x
        return %1
      b1:
        stop
      fn 2 A.constructor()
        %0 = this
        %1 = number 1
        %0.#x = %1
        stop
    `,
  },
  {
    why: 'an enum is a record of constants',
    text: "enum E { A, B = 4, C, D = 'd' }",
    fn: 0,
    ops: `
        %0 = {}
        %1 = number 0
        %0.A = %1
        %3 = number 4
        %0.B = %3
        %5 = number 5
        %0.C = %5
        %7 = "d"
        %0.D = %7
        E = %0
        stop
    `,
  },
  {
    why: 'an assignment with an operator reads first',
    text: 'a.b += c; a.n++; let i = 0; i++',
    fn: 0,
    ops: `
        %0 = global a
        %1 = %0.b
        %2 = global c
        %3 = concat %1 %2
        %0.b = %3
        %5 = global a
        %6 = %5.n
        %7 = ++ %6
        %5.n = %7
        %9 = number 0
        i = %9
        %11 = i
        %12 = ++ %11
        i = %12
        stop
    `,
  },
  {
    why: 'a pattern is loads',
    text: 'const { a, b: [c = 1, ...d], ...e } = f()',
    fn: 0,
    ops: `
      b0:
        %0 = global f
        %1 = call %0 f()
        %2 = %1.a
        a = %2
        %4 = %1.b
        %5 = %4.0
        c = %5
        %7 = nothing
        %8 = === %5 %7
        if %8 b1 else b2
      b1:
        %9 = number 1
        c = %9
        jump b2
      b2:
        %11 = []
        %12 = element of %4
        %11.* = %12
        d = %11
        %15 = {}
        %15 ...= %1
        e = %15
        stop
    `,
  },
  {
    why: 'yield and await',
    text: 'async function* f() { yield await a; yield* b }',
    fn: 1,
    ops: `
        %0 = global a
        %1 = await %0
        %2 = yield %1
        %3 = global b
        %4 = element of %3
        %5 = yield %4
        stop
    `,
  },
  {
    why: 'a cast to a type with a name is one',
    text: "import { Req } from 'express';\nx = a as Req; y = b as any; z = c!",
    fn: 0,
    ops: `
        %0 = module express
        %1 = %0.Req
        Req = %1
        %3 = global globalThis
        %4 = global a
        %5 = %4 as express#Req
        %3.x = %5
        %7 = global globalThis
        %8 = global b
        %7.y = %8
        %10 = global globalThis
        %11 = global c
        %10.z = %11
        stop
    `,
  },
]);

table('JavaScript: ways', [
  {
    why: 'a condition is one test each',
    text: 'if (!a && (b || c === 1)) d(); else e()',
    fn: 0,
    ops: `
      b0:
        %0 = global a
        if %0 b3 else b4
      b1:
        stop
      b2:
        %5 = global d
        %6 = call %5 d()
        jump b1
      b3:
        %7 = global e
        %8 = call %7 e()
        jump b1
      b4:
        %1 = global b
        if %1 b2 else b5
      b5:
        %2 = global c
        %3 = number 1
        %4 = === %2 %3
        if %4 b2 else b3
    `,
  },
  {
    why: '|| keeps what is true',
    text: 'x = a || b',
    fn: 0,
    ops: `
      b0:
        %0 = global globalThis
        %1 = global a
        %choice = %1
        if %1 b1 else b2
      b1:
        %5 = %choice
        %0.x = %5
        stop
      b2:
        %3 = global b
        %choice = %3
        jump b1
    `,
  },
  {
    why: '&& carries nothing where it is false',
    text: 'x = a && b',
    fn: 0,
    ops: `
      b0:
        %0 = global globalThis
        %1 = other
        %choice = %1
        %3 = global a
        if %3 b2 else b1
      b1:
        %6 = %choice
        %0.x = %6
        stop
      b2:
        %4 = global b
        %choice = %4
        jump b1
    `,
  },
  {
    why: '?? compares with nothing',
    text: 'x = a ?? b',
    fn: 0,
    ops: `
      b0:
        %0 = global globalThis
        %1 = global a
        %choice = %1
        %3 = nothing
        %4 = == %1 %3
        if %4 b2 else b1
      b1:
        %7 = %choice
        %0.x = %7
        stop
      b2:
        %5 = global b
        %choice = %5
        jump b1
    `,
  },
  {
    why: '?: is two ways',
    text: 'x = a ? b : c',
    fn: 0,
    ops: `
      b0:
        %0 = global globalThis
        %1 = global a
        if %1 b2 else b3
      b1:
        %6 = %choice
        %0.x = %6
        stop
      b2:
        %2 = global b
        %choice = %2
        jump b1
      b3:
        %4 = global c
        %choice = %4
        jump b1
    `,
  },
  {
    why: 'a switch compares',
    text: 'switch (a) { case 1: b(); case 2: c(); break; default: d() }',
    fn: 0,
    ops: `
      b0:
        %0 = global a
        %1 = number 1
        %2 = === %0 %1
        if %2 b2 else b5
      b1:
        stop
      b2:
        %5 = global b
        %6 = call %5 b()
        jump b3
      b3:
        %7 = global c
        %8 = call %7 c()
        jump b1
      b4:
        %9 = global d
        %10 = call %9 d()
        jump b1
      b5:
        %3 = number 2
        %4 = === %0 %3
        if %4 b3 else b6
      b6:
        jump b4
      b7:
        jump b4
    `,
  },
  {
    why: 'for of takes elements',
    text: 'for (const x of xs) { if (x) continue; f(x) }',
    fn: 0,
    ops: `
      b0:
        %0 = global xs
        jump b1
      b1:
        fork b2 b4
      b2:
        %1 = element of %0
        x = %1
        %3 = x
        if %3 b6 else b7
      b3:
        jump b1
      b4:
        stop
      b5:
        %4 = global f
        %5 = x
        %6 = call %4 f(%5)
        jump b3
      b6:
        jump b3
      b7:
        jump b5
      b8:
        jump b5
    `,
  },
  {
    why: 'a label names a loop',
    text: 'a: while (b) { for (;;) break a }',
    fn: 0,
    ops: `
      b0:
        jump b1
      b1:
        %0 = global b
        if %0 b2 else b4
      b2:
        jump b5
      b3:
        jump b1
      b4:
        stop
      b5:
        jump b6
      b6:
        jump b4
      b7:
        jump b5
      b8:
        jump b3
      b9:
        jump b7
    `,
  },
  {
    why: 'what is thrown arrives at the handler',
    text: 'try { throw a } catch (e) { b(e) } finally { c() }',
    fn: 0,
    ops: `
      b0:
        fork b1 b3
      b1:
        %0 = global a
        %caught = %0
        jump b3
      b2:
        %7 = global c
        %8 = call %7 c()
        stop
      b3:
        %2 = %caught
        e = %2
        %4 = global b
        %5 = e
        %6 = call %4 b(%5)
        jump b2
      b4:
        fork b2 b3
    `,
  },
  {
    why: 'a return passes the finally',
    text: 'function f() { try { return a } finally { b() } }',
    fn: 1,
    ops: `
      b0:
        fork b1
      b1:
        %0 = global a
        fork b3 b2
      b2:
        %1 = global b
        %2 = call %1 b()
        stop
      b3:
        return %0
      b4:
        fork b2
    `,
  },
  {
    why: 'a throw leaves the function',
    text: 'function f() { if (a) throw b; c() }',
    fn: 1,
    ops: `
      b0:
        %0 = global a
        if %0 b2 else b3
      b1:
        %2 = global c
        %3 = call %2 c()
        stop
      b2:
        %1 = global b
        throw %1
      b3:
        jump b1
      b4:
        jump b1
    `,
  },
]);

table('JavaScript: declarations', [
  {
    why: 'types are named by where they come from',
    text: "import ex, { Request as R } from 'express';\nimport type { User } from './user';\nfunction f(a: R<X>, b: ex.Response, c: User[], d: string | null): Promise<User> {}",
    ops: `
      fn 0 ()
        %0 = module express
        %1 = %0.default
        ex = %1
        %3 = %0.Request
        R = %3
        %5 = fn 1
        f = %5
        stop
      fn 1 f(a: express#Request, b: express#Response, c: ./user#User[], d: string): ./user#User
        stop
    `,
  },
  {
    why: 'a class has bases, fields and marks',
    text: "import { Controller, Get, Query } from '@nestjs/common';\nimport { Users } from './users';\n@Controller({ path: 'u' })\nexport class C extends B implements I {\n  static n: number;\n  constructor(private users: Users) { super() }\n  @Get(['/a', '/b']) find(@Query('q') q: string) {}\n}",
    ops: `
      @@nestjs/common#Controller(path="u") class C < B, I
        static n: number
        users: ./users#Users
        new = fn 2
        find = fn 1
      fn 0 ()
        %0 = module @nestjs/common
        %1 = %0.Controller
        Controller = %1
        %3 = %0.Get
        Get = %3
        %5 = %0.Query
        Query = %5
        %7 = module ./users
        %8 = %7.Users
        Users = %8
        %10 = global B
        %11 = Controller
        %12 = {}
        %13 = "u"
        %12.path = %13
        %15 = call %11 Controller(%12)
        %16 = Get
        %17 = []
        %18 = "/a"
        %17.0 = %18
        %20 = "/b"
        %17.1 = %20
        %22 = call %16 Get(%17)
        %23 = Query
        %24 = "q"
        %25 = call %23 Query(%24)
        %26 = class C < %10
        C = %26
        %28 = C
        export C = %28
        stop
      @@nestjs/common#Get(0="/a\\n/b" value="/a\\n/b") fn 1 C.find(@@nestjs/common#Query(0="q" value="q") q: string)
        stop
      fn 2 C.constructor(users: ./users#Users)
        %0 = this
        %1 = users
        %0.users = %1
        %3 = global super
        %4 = this
        %5 = call %3 super() on %4
        stop
    `,
  },
  {
    why: 'an interface and an alias have fields and bases',
    text: "import { Request } from 'express';\ninterface A extends Request { db: Pool }\ntype B = Request & { user: A }",
    ops: `
      interface A < express#Request
        db: Pool
      interface B < express#Request
        user: #A
      fn 0 ()
        %0 = module express
        %1 = %0.Request
        Request = %1
        stop
    `,
  },
  {
    why: 'static parts run when the class is made',
    text: 'class A { static x = this.y; static { f() } }',
    fn: 0,
    ops: `
        %0 = class A
        A = %0
        %2 = A
        %3 = %2.y
        %0.x = %3
        %5 = global f
        %6 = call %5 f()
        stop
    `,
  },
  {
    why: 'a namespace is a record',
    text: 'namespace N { export const a = 1 }',
    fn: 0,
    ops: `
        %0 = {}
        %1 = number 1
        a = %1
        %3 = a
        %0.a = %3
        N = %0
        stop
    `,
  },
  {
    why: 'exports have the last value',
    text: 'export { a as b }; let a = 1; a = 2; export default a;\nexport * from "./x"; export { c } from "./y"',
    fn: 0,
    ops: `
        %0 = number 1
        a = %0
        %2 = number 2
        a = %2
        %4 = a
        export default = %4
        %6 = module ./x
        export * = %6
        %8 = module ./y
        %9 = %8.c
        export c = %9
        %11 = a
        export b = %11
        stop
    `,
  },
  {
    why: 'module.exports is a store',
    text: 'module.exports = a; exports.b = 1',
    path: 'a.js',
    fn: 0,
    ops: `
        %0 = global module
        %1 = global a
        %0.exports = %1
        %3 = global exports
        %4 = number 1
        %3.b = %4
        stop
    `,
  },
]);

table('JavaScript: markup', [
  {
    why: 'an element is a call of createElement',
    text: 'x = <a href={u} {...p}>hi {n}<B.C on /></a>',
    fn: 0,
    ops: `
        %0 = global globalThis
        %1 = module react
        %2 = %1.createElement
        %3 = "a"
        %4 = {}
        %5 = global u
        %4.href = %5
        %7 = global p
        %4 ...= %7
        %9 = "hi "
        %10 = global n
        %11 = module react
        %12 = %11.createElement
        %13 = global B
        %14 = %13.C
        %15 = {}
        %16 = boolean true
        %15.on = %16
        %18 = call %12 createElement(%14, %15) on %11
        %19 = call %2 createElement(%3, %4, %9, %10, %18) on %1
        %0.x = %19
        stop
    `,
  },
  {
    why: 'a Vue template sets markup after the script',
    text: '<template><p v-html="a.b"/></template>\n<script setup>\nconst a = f()\n</script>',
    path: 'a.vue',
    fn: 0,
    ops: `
        %0 = global f
        %1 = call %0 f()
        a = %1
        %3 = a
        %4 = %3.b
        %5 = global %template
        %6 = %5 as Element
        %6.innerHTML = %4
        stop
    `,
  },
  {
    why: 'a Svelte template does',
    text: '<script>let a = f()</script>\n{@html a}',
    path: 'a.svelte',
    fn: 0,
    ops: `
        %0 = global f
        %1 = call %0 f()
        a = %1
        %3 = a
        %4 = global %template
        %5 = %4 as Element
        %5.innerHTML = %3
        stop
    `,
  },
]);
