import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dump, dumpBody } from '../../ir/dump.ts';
import type { ModuleIr } from '../../ir/ir.ts';
import { go } from './index.ts';

function lower(text: string): ModuleIr {
  const { module, trouble } = go.lower('a/b.go', `package p\n${text}`);
  assert.deepEqual([module.lost, trouble], [[], undefined]);
  return module;
}

/** What the first function of the file does, without the indentation. */
function bodyOf(text: string): string {
  return dumpBody(lower(text), 1)
    .split('\n')
    .map((line) => line.trim())
    .join('; ');
}

/** What it is, the source, what its first function does. */
const BODIES: readonly (readonly [string, string, string])[] = [
  [
    'results of a call are its members 0 and 1',
    'func f() { a, err := g(); h(a, err) }',
    '%0 = global g; %1 = call %0 g(); %2 = %1.0; %3 = %1.1; a = %2; err = %3; %6 = global h; %7 = a; %8 = err; %9 = call %6 h(%7, %8); stop',
  ],
  [
    'several results are returned as a list',
    'func f(a string) (string, error) { return a, nil }',
    'b0:; %0 = a; %1 = nothing; %2 = []; %2.0 = %0; %2.1 = %1; return %2; b1:; stop',
  ],
  [
    'a bare return returns the results that have names',
    'func f() (out string, n int) { return }',
    'b0:; %0 = ""; out = %0; %2 = number 0; n = %2; %4 = out; %5 = n; %6 = []; %6.0 = %4; %6.1 = %5; return %6; b1:; stop',
  ],
  [
    'whether a map has a key is asked with in',
    'func f(m map[string]int, k string) { v, ok := m[k] }',
    '%0 = m; %1 = k; %2 = %0[%1]; %3 = in %1 %0; v = %2; ok = %3; stop',
  ],
  [
    'a value of another type is a cast, and whether it is one is asked with instanceof',
    'func f(x any) { s, ok := x.(string); t := x.(T) }',
    '%0 = x; %1 = type string; %2 = %0 as string; %3 = instanceof %0 %1; s = %2; ok = %3; %6 = x; %7 = %6 as #T; t = %7; stop',
  ],
  [
    'sums are put together, products are computed',
    'func f(a, b string) { a += b + "x"; n = 1 + 2; m = n * 2; n++ }',
    '%0 = a; %1 = b; %2 = "x"; %3 = concat %1 %2; %4 = concat %0 %3; a = %4; %6 = number 1; %7 = number 2; %8 = + %6 %7; export n = %8; %10 = global n; %11 = number 2; %12 = * %10 %11; export m = %12; %14 = global n; %15 = number 1; %16 = + %14 %15; export n = %16; stop',
  ],
  [
    'a literal of a struct is a record of its fields, by their places too',
    'func f() { g(T{"1", nil}, &T{b: T{}}) }\ntype T struct { a string; b *T }',
    '%0 = global g; %1 = {}; %2 = "1"; %1.a = %2; %4 = nothing; %1.b = %4; %6 = %1 as #T; %7 = {}; %8 = {}; %9 = %8 as #T; %7.b = %9; %11 = %7 as #T; %12 = call %0 g(%6, %11); stop',
  ],
  [
    'elements without a type have that of the list or map around them',
    'func f() { a := []T{{x: 1}}; b := map[string]*T{"k": {x: 2}} }',
    '%0 = []; %1 = {}; %2 = number 1; %1.x = %2; %4 = %1 as #T; %0.0 = %4; a = %0; %7 = {}; %8 = {}; %9 = number 2; %8.x = %9; %11 = %8 as #T; %7.k = %11; b = %7; stop',
  ],
  [
    'a string whose address is taken is a cell that the call may write to',
    'func f() { var s string; var n int; scan(&s, &n) }',
    '%0 = ""; s = %0; %2 = number 0; n = %2; %4 = global scan; %5 = s; %6 = []; %6.* = %5; %8 = n; %9 = []; %9.* = %8; %11 = call %4 scan(%6, %9); %12 = %6.*; s = %12; %14 = %9.*; %15 = number %14; n = %15; stop',
  ],
  [
    'a member whose address is taken is a cell with its members',
    'func f(u *T) { scan(&u.name) }',
    '%0 = global scan; %1 = u; %2 = %1.name; %3 = []; %3.* = %2; %3 ...= %2; %6 = call %0 scan(%3); %2 ...= %3; %8 = %3.*; %1.name = %8; stop',
  ],
  [
    'an object whose address is taken is itself',
    'func f() { var u T; scan(&u) }',
    '%0 = {}; %1 = %0 as #T; u = %1; %3 = global scan; %4 = u; %5 = call %3 scan(%4); stop',
  ],
  [
    'what a pointer to a string points to is the element of a cell',
    'func f(p *string) { *p = *p }',
    '%0 = p; %1 = %0.*; %2 = p; %2.* = %1; stop',
  ],
  [
    'text becomes no number, and bytes stay text',
    'func f(s string) { a := int(s); b := []byte(s); c := ID(s) }\ntype ID string',
    '%0 = s; %1 = number %0; a = %1; %3 = s; %4 = %3 as byte[]; b = %4; %6 = s; %7 = %6 as #ID; c = %7; stop',
  ],
  [
    'channels are lists',
    'func f(ch chan string) { ch <- "a"; b := <-ch; for v := range ch { g(v) } }',
    'b0:; %0 = ch; %1 = "a"; %0.* = %1; %3 = ch; %4 = %3.*; b = %4; %6 = ch; jump b1; b1:; fork b2 b4; b2:; %7 = %6.*; v = %7; %9 = global g; %10 = v; %11 = call %9 g(%10); jump b3; b3:; jump b1; b4:; stop',
  ],
  [
    'a range takes keys first, and values from an iterator',
    'import "strings"\nfunc f(m M) { for k, v := range m { g(k, v) }; for s := range strings.SplitSeq(t, ",") { g(s) } }',
    'b0:; %0 = m; jump b1; b1:; fork b2 b4; b2:; %1 = key of %0; k = %1; %3 = element of %0; v = %3; %5 = global g; %6 = k; %7 = v; %8 = call %5 g(%6, %7); jump b3; b3:; jump b1; b4:; %9 = module strings; %10 = %9.SplitSeq; %11 = global t; %12 = ","; %13 = call %10 SplitSeq(%11, %12) on %9; jump b5; b5:; fork b6 b8; b6:; %14 = element of %13; s = %14; %16 = global g; %17 = s; %18 = call %16 g(%17); jump b7; b7:; jump b5; b8:; stop',
  ],
  [
    'a switch compares, and falls through where it says so',
    'func f(s string) { switch s { case "a", "b": g(); fallthrough; default: h() } }',
    'b0:; %0 = s; %1 = "a"; %2 = === %0 %1; if %2 b2 else b4; b1:; stop; b2:; %5 = global g; %6 = call %5 g(); jump b3; b3:; %7 = global h; %8 = call %7 h(); jump b1; b4:; %3 = "b"; %4 = === %0 %3; if %4 b2 else b5; b5:; jump b3; b6:; jump b1',
  ],
  [
    'a switch over types casts in each clause',
    'func f(x any) { switch v := x.(type) { case string: g(v); case nil: } }',
    'b0:; %0 = x; %1 = type string; %2 = instanceof %0 %1; if %2 b2 else b4; b1:; stop; b2:; %5 = %0 as string; v = %5; %7 = global g; %8 = v; %9 = call %7 g(%8); jump b1; b3:; v = %0; jump b1; b4:; %3 = nothing; %4 = === %0 %3; if %4 b3 else b5; b5:; jump b1',
  ],
  [
    'short circuits are branches, and choices where their value is asked for',
    'func f(a, b bool) bool { if !a && b { g() }; return a || b }',
    'b0:; %0 = a; if %0 b3 else b4; b1:; %4 = a; if %4 b5 else b7; b2:; %2 = global g; %3 = call %2 g(); jump b1; b3:; jump b1; b4:; %1 = b; if %1 b2 else b3; b5:; %7 = boolean true; %choice = %7; jump b6; b6:; %9 = %choice; return %9; b7:; %5 = b; %choice = %5; jump b6; b8:; stop',
  ],
  [
    'labels lead where they say',
    'func f() { L: for { for { break L }; continue L }; goto L }',
    'b0:; jump b1; b1:; jump b2; b2:; jump b3; b3:; jump b6; b4:; jump b2; b5:; jump b1; b6:; jump b7; b7:; jump b5; b8:; jump b6; b9:; jump b4; b10:; jump b8; b11:; jump b4; b12:; stop',
  ],
  [
    'type arguments are no index',
    'func f(xs ...string) { g[int](xs...); a[0](); s[1:n] }',
    '%0 = global g; %1 = xs; %2 = call %0 g(...%1); %3 = global a; %4 = %3.0; %5 = call %4 () on %3; %6 = global s; %7 = number 1; %8 = global n; %9 = %6.slice; %10 = call %9 slice(%7, %8) on %6; stop',
  ],
  [
    'who asks for how much memory is seen',
    'func f(n int) { a := make([]byte, n); b := make(map[string]T) }',
    '%0 = global make; %1 = type byte[]; %2 = n; %3 = call %0 make(%1, %2); %4 = []; a = %4; %6 = {}; b = %6; stop',
  ],
  [
    'a panic ends the function',
    'func f() { panic("x") }',
    'b0:; %0 = "x"; %1 = global panic; %2 = call %1 panic(%0); throw %0; b1:; stop',
  ],
  [
    'deferred and concurrent calls are calls',
    'func f() { defer g(); go func() { h() }() }',
    '%0 = global g; %1 = call %0 g(); %2 = fn 2; %3 = call %2 (); stop',
  ],
  [
    'a new variable may have the name of the one that it is made of',
    'func f(x string) { if x := x + "a"; g(x) { h(x) }; h(x) }',
    'b0:; %0 = x; %1 = "a"; %2 = concat %0 %1; x = %2; %4 = global g; %5 = x; %6 = call %4 g(%5); if %6 b2 else b3; b1:; %10 = global h; %11 = x; %12 = call %10 h(%11); stop; b2:; %7 = global h; %8 = x; %9 = call %7 h(%8); jump b1; b3:; jump b1',
  ],
  [
    'escapes, runes and numbers are what they stand for',
    'func f() { g("\\u00e9\\n\\x41\\101", `\\n`, \'/\', 0x1F, 0o17, 017, 1_000, 1e3, 0b11) }',
    '%0 = global g; %1 = "é\\nAA"; %2 = "\\\\n"; %3 = "/"; %4 = number 31; %5 = number 15; %6 = number 15; %7 = number 1000; %8 = number 1000; %9 = number 3; %10 = call %0 g(%1, %2, %3, %4, %5, %6, %7, %8, %9); stop',
  ],
];

describe('what Go becomes', () => {
  for (const [claim, text, expected] of BODIES) {
    test(claim, () => {
      assert.equal(bodyOf(text), expected);
    });
  }

  test('a method has its receiver under the name that it gives it', () => {
    const module = lower('func (s *Server) Get(id string) { s.find(id) }');
    assert.match(dump(module), /class Server\n {2}Get = fn 1/u);
    const method = module.functions[1];
    assert.equal(module.classes[method?.ownerClass ?? -1]?.name, 'Server');
    assert.match(dumpBody(module, 1), /%0 = this\n/u);
  });

  test('a type has its fields, tags, embedded types and methods', () => {
    const module = lower(
      'import "net/http"\n' +
        'type User struct { *Base; Name, Nick string `json:"name,omitempty" db:"n"`; Tags []string; In http.Header }\n' +
        'func (u User) Save() error { return nil }\n' +
        'type Store interface { io; Find(id string) (*User, error) }\ntype IDs []string\ntype Names = map[string]string\n',
    );
    assert.equal(
      dump(module).slice(0, dump(module).indexOf('fn 0')),
      'class User < #Base\n' +
        '  Base: #Base\n' +
        '  @tag(json="name,omitempty" db="n") Name: string\n' +
        '  @tag(json="name,omitempty" db="n") Nick: string\n' +
        '  Tags: string[]\n' +
        '  In: net/http#Header\n' +
        '  Save = fn 1\n' +
        'interface Store < #io\n' +
        '  Find = fn 2\n' +
        'class IDs < string[]\n' +
        'class Names < map\n',
    );
  });

  test('types of parameters are named by the package that they come from', () => {
    const module = lower(
      'import ("net/http"; "github.com/go-chi/chi/v5"; "gopkg.in/yaml.v3"; db "database/sql")\n' +
        'func f[T any](w http.ResponseWriter, r *http.Request, c chi.Router, y yaml.Node, d *db.DB, t T, u []*User, x ...int) *sqlite3.Conn { return nil }\n' +
        'import "github.com/mattn/go-sqlite3"\n',
    );
    assert.deepEqual(
      module.functions[1]?.params.map(({ type }) => type),
      [
        'net/http#ResponseWriter',
        'net/http#Request',
        'github.com/go-chi/chi/v5#Router',
        'gopkg.in/yaml.v3#Node',
        'database/sql#DB',
        '',
        '#User[]',
        'int[]',
      ],
    );
    assert.equal(module.functions[1]?.returns, 'github.com/mattn/go-sqlite3#Conn');
  });

  test('a file offers all that it declares at its top, and runs its init', () => {
    const body = dumpBody(
      lower(
        'import . "dots"\nconst (\n A = iota\n B\n)\nvar c, d = g()\nfunc F() {}\nfunc init() { h() }',
      ),
      0,
    );
    const offered = [...body.matchAll(/export (\w+) =/gu)].map(([, name]) => name);
    assert.deepEqual(offered, ['F', 'A', 'B', 'c', 'd']);
    assert.match(body, /number 0\n {2}A = /u);
    assert.match(body, /number 1\n {2}B = /u);
    assert.match(body, /call %\d+ init\(\)\n {2}stop/u);
    assert.deepEqual(lower('import . "dots"').wildcards, ['dots']);
  });

  test('a local type does not meet another of the same name', () => {
    const module = lower(
      'func a() { type args struct { x int }; g(args{1}) }\nfunc b() { type args struct { y string } }',
    );
    assert.deepEqual(
      module.classes.map(({ name }) => name),
      ['a.args', 'b.args'],
    );
    assert.match(dumpBody(module, 1), /as #a\.args/u);
  });

  test('a variable that a function literal uses is captured', () => {
    const { variables } = lower('func f(a, b string) { go func() { g(a) }(); h(b) }');
    const captured = variables.filter(({ isCaptured }) => isCaptured).map(({ name }) => name);
    assert.deepEqual(captured, ['a']);
  });
});
