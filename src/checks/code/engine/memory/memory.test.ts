import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { languageOf } from '../../languages/all.ts';
import { knowledgeOf } from '../../models/knowledge.ts';
import { analyse, type Analysis } from '../analyse.ts';
import { packMemory, unpackMemory } from './packed-memory.ts';

const knowledge = knowledgeOf();

type Files = Readonly<Record<string, string>>;

/** Follows data through files; `before` is what an earlier run left, as it would be stored. */
function follow(files: Files, before?: Uint8Array): Analysis & { readonly memory: Uint8Array } {
  const modules = Object.entries(files).flatMap(([path, text]) => {
    const lowered = languageOf(path)?.lower(path, text);
    return lowered === undefined ? [] : [lowered.module];
  });
  const remembering = {
    hashes: new Map(Object.entries(files)),
    before: before && unpackMemory(before),
  };
  const analysis = analyse(modules, knowledge, { aliases: [], remembering });
  const memory = analysis.remembered && packMemory(analysis.remembered);
  assert.ok(memory !== undefined);
  return { ...analysis, memory };
}

/** What comes after one another says the same as each by itself. Yields the interpretations that were made in each. */
function assertSame(states: readonly Files[]): readonly number[] {
  let memory: Uint8Array | undefined;
  return states.map((files) => {
    const cold = follow(files);
    const warm = follow(files, memory);
    assert.deepEqual(warm.flows, cold.flows);
    assert.deepEqual(warm.troubles, cold.troubles);
    assert.deepEqual(warm.partly, cold.partly);
    ({ memory } = warm);
    return warm.counts.live;
  });
}

const app = `const app = require('express')();
const { find } = require('./users');
app.get('/users/:id', (req, res) => res.send(find(req.query.name)));
`;
const users = `const { run } = require('./shell');
exports.find = (name) => run('finger ' + name);
exports.other = (name) => name.trim();
`;
const shell = `const { exec } = require('child_process');
exports.run = (text) => exec(text);
`;
const safe = `const { execFile } = require('child_process');
exports.run = (text) => execFile('sh', [], text);
`;
const files: Files = { 'app.js': app, 'shell.js': shell, 'users.js': users };

describe('what an earlier run left', () => {
  test('spares all work where nothing has changed', () => {
    assert.deepEqual(assertSame([files, files, files]).slice(1), [0, 0]);
  });

  test('spares the work that a change has nothing to do with', () => {
    const more = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [`more-${n}.js`, `exports.f = (a) => a + ${n};\n`]),
    );
    const [, live = 0] = assertSame([
      { ...files, ...more },
      { ...files, ...more, 'more-3.js': 'exports.f = (a) => eval(a);\n' },
    ]);
    assert.ok(live > 0 && live < 5, `${live} interpretations`);
  });

  test('does not hide what a change completes in files that it does not touch, nor keep what it ends', () => {
    const states = [files, { ...files, 'shell.js': safe }, files];
    assert.deepEqual(
      states.map((each) => follow(each).flows.length),
      [1, 0, 1],
    );
    assertSame(states);
  });

  test('holds while files come and go, and names begin to mean something else', () => {
    const folder = 'exports.run = (text) => text;\n';
    assertSame([
      files,
      { 'app.js': app, 'users.js': users },
      { 'app.js': app, 'users.js': users, 'shell/index.js': folder },
      { ...files, 'shell/index.js': folder },
      { ...files, 'shell.js': `// moved\n${shell}` },
      {},
      files,
    ]);
  });

  test('holds for classes that several files of a package know', () => {
    const store = `package a; class Store { String kept; void put(String name) { kept = name; } }`;
    const run = `package a; class Run { void go(Store s) throws Exception { Runtime.getRuntime().exec(s.kept); } }`;
    const web = `package a; import javax.servlet.http.*; class Web extends HttpServlet {
      void doGet(HttpServletRequest q, HttpServletResponse r) { new Store().put(q.getParameter("n")); } }`;
    const plain = store.replace('kept = name', 'kept = "ls"');
    assertSame([
      { 'a/Run.java': run, 'a/Store.java': store, 'a/Web.java': web },
      { 'a/Run.java': run, 'a/Store.java': plain, 'a/Web.java': web },
      { 'a/A.java': store, 'a/Run.java': run, 'a/Web.java': web },
      { 'a/A.java': store, 'a/Run.java': run, 'a/Store.java': plain, 'a/Web.java': web },
      { 'a/Run.java': run, 'a/Web.java': web },
    ]);
  });

  test('of another version, or of other settings, is as good as nothing', () => {
    const { memory } = follow(files);
    const old = Buffer.from(
      Buffer.from(memory).toString('latin1').replace('"format":1', '"format":0'),
      'latin1',
    );
    assert.equal(unpackMemory(old), undefined);
    const { counts } = analyse([], knowledge, {
      aliases: [],
      settings: [['hash', 'MD5']],
      remembering: { hashes: new Map(), before: unpackMemory(memory) },
    });
    assert.equal(counts.redone, 0);
  });

  test('changes nothing, whatever the program is and however it changes', () => {
    fc.assert(
      fc.property(fc.array(fileOf, { minLength: 1, maxLength: 4 }), changes, (first, then) => {
        const states: Program[] = [first];
        for (const change of then) states.push(change(states.at(-1) ?? []));
        assertSame(states.map((each) => written(each)));
      }),
      { numRuns: Number(process.env['MEMORY_RUNS'] ?? 60), seed: 7 },
    );
  });
});

/** A part of a file: which one, and two numbers that say what it speaks of. */
type Part = readonly [kind: number, one: number, two: number];

/** Parts of a program, the `$i`th of their file: they speak of function `$k` of file `$m`. */
const PARTS: readonly string[] = [
  'function f$i(x, y) { return m$m.f$k(x) + y; }',
  "function f$i(x) { if (typeof x !== 'string') return ''; return x; }",
  "function f$i(x) { cp.exec('ls ' + x); return x; }",
  "app.get('/$i', (req, res) => { res.send(m$m.f$k(req.query.q$k)); });",
  'class C$i extends m$m.C$k { constructor(v) { super(v); this.v = v; } get(x) { return this.v + x; } run() { cp.exec(this.v); } } exports.C$i = C$i;',
  'class C$i { constructor(v) { this.w = v; } get() { return this.w; } run() { eval(this.w); } } exports.C$i = C$i;',
  'function f$i(x) { const o = new m$m.C$k(x); o.run(); return o.get(x); }',
  'let shared$i; function f$i(x) { shared$i = x; } exports.use$i = () => eval(shared$i);',
  'function f$i(call) { return call(m$m.state); }',
  'app.post("/$i", (req, res) => { m$m.f$k((z) => cp.exec(z + req.body.a)); });',
  'function f$i(x) { const o = { a: x, b: m$m.f$k }; o.c = o.b(o.a); return o; }',
  'exports.state = { list: [], add(x) { this.list.push(x); } };',
  'function f$i(x) { m$m.state.add(x); return m$m.state.list[0]; }',
  'function f$i(n) { return n > 0 ? m$m.f$k(n - 1) : n; }',
  "function f$i(x) { if (!['a', 'b'].includes(x)) throw new Error(); return m$m.f$k(x); }",
  'function F$i(x) { this.x = x; } F$i.prototype.go = function () { eval(this.x); }; function f$i(x) { new F$i(x).go(); return m$m.f$k; }',
  'const v$i = m$m.f$k(process.argv[2]); cp.exec(v$i);',
  'function f$i(x) { for (const y of x) { m$m.f$k(y.z); } return x.map(m$m.f$k); }',
  'function f$i(x) { x.left = m$m.f$k(x.right); return x; }',
  'module.exports = { f0: m$m.f$k, state: m$m.state };',
  '// $k',
];

const partOf = fc.tuple(fc.nat(PARTS.length - 1), fc.nat(9), fc.nat(5));
const fileOf = fc.array(partOf, { minLength: 1, maxLength: 7 });

type Program = readonly (readonly Part[])[];
type Change = (program: Program) => Program;

const inFile = (
  change: (file: readonly Part[], at: number) => readonly Part[],
): fc.Arbitrary<Change> =>
  fc.tuple(fc.nat(9), fc.nat(9)).map(
    ([one, two]): Change =>
      (program) =>
        program.map((file, index) =>
          index === one % program.length ? change(file, two % (file.length + 1)) : file,
        ),
  );

const changes = fc.array(
  fc.oneof(
    partOf.chain((part) => inFile((file, at) => file.toSpliced(at, 0, part))),
    partOf.chain((part) => inFile((file, at) => file.toSpliced(at, 1, part))),
    inFile((file, at) => file.toSpliced(at, 1)),
    fileOf.map(
      (file): Change =>
        (program) =>
          [...program, file].slice(-6),
    ),
    fc.nat(9).map(
      (at): Change =>
        (program) =>
          program.toSpliced(at % (program.length + 1), 1),
    ),
  ),
  { minLength: 1, maxLength: 5 },
);

function written(program: Program): Files {
  return Object.fromEntries(
    program.map((parts, file) => [`m${file}.js`, textOf(parts, program.length)]),
  );
}

function textOf(parts: readonly Part[], count: number): string {
  const texts = parts.map(([kind, one, two], index) =>
    (PARTS[kind] ?? '')
      .replaceAll('$i', String(index))
      .replaceAll('$m', String(one % count))
      .replaceAll('$k', String(two)),
  );
  const exported = parts.flatMap((_, index) =>
    texts[index]?.includes(`function f${index}(`) ? [`exports.f${index} = f${index};`] : [],
  );
  const imports = Array.from({ length: count }, (_, n) => `const m${n} = require('./m${n}');`);
  const first = "const cp = require('child_process'); const app = require('express')();";
  return [first, ...imports, ...texts, ...exported].join('\n');
}
