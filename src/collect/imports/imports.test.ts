import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { importsOfFile } from './languages.ts';

/** Modules and gaps as `module:line` and `gap:line`, sorted. */
function told(path: string, text: string): string {
  const found = importsOfFile(path, text);
  assert.ok(found !== undefined, path);
  const modules = [...found.modules].map(([module, { line }]) => `${module}:${line}`);
  return [...modules, ...found.gaps.map(({ line }) => `gap:${line}`)].toSorted().join(' ');
}

const javascript: readonly (readonly [string, string])[] = [
  [`import a from 'lodash';`, 'lodash:1'],
  [`import 'core-js/stable'`, 'core-js:1'],
  [`import a, * as b from "@scope/x/deep.js"`, '@scope/x:1'],
  [`import {\n  a as b, // one\n  default as c,\n} from 'x'`, 'x:1'],
  [`import{a}from'x';import b from"y"`, 'x:1 y:1'],
  [`\n/* c */ import /* c */ a /* c */ from /* c */ 'x'`, 'x:2'],
  [`import type { A } from 'x'; import type B from 'y'; import type * as C from 'z'`, ''],
  [`import type from 'x'; import type, { a } from 'y'`, 'x:1 y:1'],
  [`import { type A, type B } from 'x'`, 'x:1'],
  [`export * from 'x'; export * as a from 'y'; export { b } from 'z'`, 'x:1 y:1 z:1'],
  [`export type { A } from 'x'; export type * from 'y'; export { a }; export const from = 'z'`, ''],
  [`export default from 'x'`, ''],
  [`import a = require('x'); import B = A.B`, 'x:1'],
  [`const a = await import('x'); const b = import(/* webpackChunkName: "b" */ 'y')`, 'x:1 y:1'],
  ['import(`x`); import(`./l/${a}.js`); import(`x/${a}`); import(`@s/${a}`)', 'gap:1 x:1'],
  [
    `require('x').y; require( "y" ); require.resolve('z/package.json'); require(\`w\`)`,
    'w:1 x:1 y:1 z:1',
  ],
  [`require(name)`, 'gap:1'],
  ['require(`${__dirname}/a`); import(`${name}/a`)', 'gap:1'],
  [`a: import('x').A; b: typeof import('y').b; import('z').then(f); import('w')`, 'w:1 z:1'],
  [`require('./a/' + b); require('x/' + b); require('x' + b)`, 'gap:1 x:1'],
  [`require(path.join(__dirname, a)); require(__dirname + a); require(resolve('a', b))`, ''],
  [`module.require('x'); a.require(b); a.import('y'); f(...require('z'))`, 'x:1 z:1'],
  [
    `class A { require(id) { return 1 } import(file) {} } function require(e) {} this.#import(f); class B { require(a: A, b = () => 1): void {} }`,
    '',
  ],
  [`const required = 1; reimport('x'); $require('y'); import.meta.url; requires('z')`, ''],
  [
    `import 'node:fs'; import 'fs'; import 'fs/promises'; import './a'; import '../b'; import '/c'`,
    '',
  ],
  [`import '#a'; import '@/b'; import '~/c'; import 'https://d/e'; import 'virtual:f'`, ''],
  [
    `import 'npm:lodash@4/fp'; import 'npm:@s/x@1'; import 'x?raw'; import '!!a-loader!b/c.css'`,
    '@s/x:1 a-loader:1 b:1 lodash:1 x:1',
  ],
  [`require('events'); require('node:events')`, 'events:1'],
  [`// import 'x'\n/* require('y') */ 'import "z"' + "require('w')" + \`require('v')\``, ''],
  ['`${require("x")} require("y") ${`${import("z")}`} require("w")`; require("v")', 'v:1 x:1 z:1'],
  [`a = /'/; require('x'); b = /["'/]/.test(c) / 2; require('y') // '`, 'x:1 y:1'],
  [
    `if (a) /"/.test(b); require('x'); (a) / b; require('y'); c / d; '/'; require('z')`,
    'x:1 y:1 z:1',
  ],
  [`return /\`/ ; require('x')`, 'x:1'],
  [`const a = { b } / 2; require('x') /* " */`, 'x:1'],
  [`function a() {}\n/"/.exec(b); require('x')`, 'x:2'],
  [
    `const a = <p>don't</p>;\nconst b = <br />; require('x'); <a href="http://y">z</a>\nrequire('w')`,
    'w:3 x:2',
  ],
  ["<p>a ` b</p>\nrequire('x')", 'gap:1 x:2'],
  [`/* not closed require('x')`, 'gap:1'],
  [`require('x')\n'not closed`, 'x:1'],
  [
    `define(['jquery', './a'], f); define('own', ['x'], f); require(['y', z], f)`,
    'gap:1 jquery:1 x:1 y:1',
  ],
  [
    `copy('node_modules/jquery/dist/jquery.js'); use("../node_modules/@s/x/y.css")`,
    '@s/x:1 jquery:1',
  ],
  [`#!/usr/bin/env node 'import\nrequire('x')`, 'x:2'],
  [`require('l\\x6fdash')`, 'gap:1'],
  [`const a = 1;\r\nimport 'x';\r\n`, 'x:2'],
  [`a ? import('x') : import("y")`, 'x:1 y:1'],
];

test('what JavaScript loads is told, where it stands, and nothing else', () => {
  for (const [text, expected] of javascript) assert.equal(told('a.tsx', text), expected, text);
});

test('component files are read where they hold code', () => {
  const vue = `<template>import 'a'</template>\n<script setup lang="ts">\nimport b from 'b'\n</script>\n<script>import 'c'</SCRIPT >`;
  assert.equal(told('a.vue', vue), 'b:3 c:5');
  assert.equal(told('a.svelte', vue), 'b:3 c:5');
  const astro = `---\nimport A from 'a'\n---\n<p>import 'b'</p>\n<script>import 'c'</script>`;
  assert.equal(told('a.astro', astro), 'a:2 c:5');
});

test('style sheets, pages and configurations name packages too', () => {
  const styles = `@import '~bootstrap/a';\n@use "sass-lib" as b;\n@import url(x/y.css);\n@import './own';`;
  assert.equal(told('a.scss', styles), 'bootstrap:1 sass-lib:2 x:3');
  const page = `<p>\n<script src="../node_modules/jquery/a.js"></script>\n<script>require('y')</script>`;
  assert.equal(told('a.html', page), 'jquery:2 y:3');
  const angular = `{ "styles": [\n"node_modules/@s/x/a.css" ] }`;
  assert.equal(told('angular.json', angular), '@s/x:2');
  const scripts = importsOfFile(
    'package.json',
    '{"scripts":{"start":"NODE_ENV=x next start && serve"}}',
  );
  assert.deepEqual([...(scripts?.mentions ?? [])].toSorted(), ['next', 'serve', 'start', 'x']);
});

const python: readonly (readonly [string, string])[] = [
  ['import yaml', 'yaml:1'],
  ['import a.b as c, d ,e . f', 'a.b:1 d:1 e.f:1'],
  ['from a.b import c', 'a.b.c:1 a.b:1'],
  ['from a import (b as c, # x\n  d,\n)', 'a.b:1 a.d:1 a:1'],
  ['from a import *', 'a:1'],
  ['from . import b\nfrom .c import d\nfrom ...e import f', ''],
  ['from a \\\n  import b', 'a.b:1 a:1'],
  [
    'def f():\n    import a\n    try: import b\n    except ImportError: import c; import d',
    'a:2 b:3 c:4 d:4',
  ],
  ['"""\nimport a\n"""\n# import b\nx = "import c"\nimport d', 'd:6'],
  [`'''a\\'''\nimport a'''\nimport b`, 'b:3'],
  ['x = (\n  importa,\n  1)\nimportant = 1\nx.import_ = 2', ''],
  ['raise A from b\ndef f(): yield from c', ''],
  ['importlib.import_module("a.b"); __import__("c"); import_module(\'.d\', package)', 'a.b:1 c:1'],
  ['importlib.import_module(name)\n__import__(f"{x}")', 'gap:1 gap:2'],
  [
    'import_module(f"a.b.{x}")\nimport_module("c." + x)\ndef import_module(name): pass',
    'a.b:1 c:2',
  ],
  ['x = "unclosed\nimport a', 'a:2'],
  ['"""unclosed\nimport a', 'gap:1'],
  ['x = (\nimport a', 'a:2'],
  ['if TYPE_CHECKING:\n\timport a\r\nimport b\r\n', 'a:2 b:3'],
  ['\ufeffimport a', 'a:1'],
  ['import größe', 'größe:1'],
  ['from a import b; from c import d', 'a.b:1 a:1 c.d:1 c:1'],
];

test('what Python imports is told, wherever the statement stands', () => {
  for (const [text, expected] of python) assert.equal(told('a.py', text), expected, text);
});

test('words of Python that may name an application are mentions', () => {
  const found = importsOfFile('settings.py', `APPS = ['rest_framework', "a.b.C", 'two words']`);
  assert.deepEqual([...(found?.mentions ?? [])], ['rest_framework', 'a.b.C']);
});

test('code cells of notebooks are read', () => {
  const cells = [
    { cell_type: 'markdown', source: ['import a'] },
    { cell_type: 'code', source: ['%matplotlib inline\n', 'import b\n', '!pip install c'] },
    { cell_type: 'code', source: 'from d import e' },
  ];
  assert.equal(told('a.ipynb', JSON.stringify({ cells }, undefined, 1)), 'b:13 d.e:19 d:19');
  assert.equal(told('a.ipynb', 'import'), 'gap:1');
});

/** Imports of Go with what is used of them. */
function goTold(text: string): string {
  const found = importsOfFile('a.go', text);
  const modules = [...(found?.modules ?? [])].map(
    ([path, { line, symbols }]) => `${path}:${line} ${[...symbols].toSorted().join(',')}`,
  );
  return [...modules, `members ${[...(found?.members ?? [])].toSorted().join(',')}`].join('; ');
}

const go: readonly (readonly [string, string])[] = [
  ['package a\nimport "fmt"\nfunc f() { fmt.Println("fmt.Printf") }', 'fmt:2 Println; members '],
  [
    '// c\npackage a; import (\n\t"x/y/v2"\n\tz "x/w" // d\n\t_ "x/v"\n\t. "x/u"\n)\nvar a = y.A + z.B',
    'x/y/v2:3 A; x/w:4 B; x/v:5 _; x/u:6 ; members ',
  ],
  ['package a\nimport "C"\nimport `x`\nvar b = x.C.D.E', 'x:3 C; members D,E'],
  [
    'package a\nimport "gopkg.in/yaml.v3"\nvar _ = yaml.Unmarshal',
    'gopkg.in/yaml.v3:2 Unmarshal; members ',
  ],
  ['package a\nimport "x/go-y"\nvar _ = y.Z // y.A', 'x/go-y:2 Z; members '],
  ['package a\nimport "x/odd"\nvar _ = other.Z', 'x/odd:2 ; members Z'],
  [
    "package a\nimport \"x\"\nvar _ = '\"'; var _ = x.A; var _ = `x.B`; var _ = '\\'' /* x.C */",
    'x:2 A; members ',
  ],
  [
    'package a\nimport "x"\nfunc f() { d := x.New(); d.Decode(); f().Y(); z.x.W() }',
    'x:2 New; members Decode,W,Y',
  ],
  ['package a\nfunc f() { s := "import \\"x\\"" }', 'members '],
];

test('what Go imports is told with the names it uses', () => {
  for (const [text, expected] of go) assert.equal(goTold(text), expected, text);
});

const pieces: readonly string[] = [
  'import ',
  'export ',
  'from ',
  'require(',
  'define([',
  '"',
  "'",
  '`',
  '${',
  '}',
  '{',
  '(',
  ')',
  '/',
  '*/',
  '/*',
  '//',
  '\n',
  '\\',
  'type ',
  'as ',
  'x',
  '"x"',
  "'@s/y'",
  ', ',
  '<script>',
  '</script>',
  '---\n',
  '"""',
  '#',
  ';',
  ':',
  '.',
  '=',
  'package a\n',
  'import_module(',
  '__import__(',
  'f"',
  '[',
  ']',
  '+',
  ' ',
];
const paths: readonly string[] = [
  'a.js',
  'a.vue',
  'a.astro',
  'a.scss',
  'a.html',
  'a.py',
  'a.ipynb',
  'a.go',
  'package.json',
];

test('no text makes a scanner throw, and each line it tells exists', () => {
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((all) => all.join(''));
  fc.assert(
    fc.property(fc.constantFrom(...paths), texts, (path, text) => {
      const found = importsOfFile(path, text);
      const lines = text.split('\n').length;
      for (const { line } of [...(found?.modules.values() ?? []), ...(found?.gaps ?? [])]) {
        assert.ok(line >= 1 && line <= lines, `${line} of ${lines}`);
      }
    }),
    { numRuns: 3000 },
  );
});

test('an import behind anything that is well formed is still found', () => {
  const expressions = fc.constantFrom(
    `a / b`,
    `/"/g`,
    `'//'`,
    '`${a}"`',
    `"\\""`,
    `/[/"]/`,
    `(a) / 2`,
    '`${`${"`"}`}`',
    `{}`,
    `/\\//`,
    `x['/*']`,
    `f("'")`,
  );
  fc.assert(
    fc.property(fc.array(expressions, { maxLength: 12 }), (all) => {
      const text = [...all.map((each) => `a = ${each};`), `require('x')`].join(' ');
      assert.equal(told('a.js', text), 'x:1', text);
    }),
  );
});
