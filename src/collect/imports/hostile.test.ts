import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importsOfFile } from './languages.ts';

const paths: readonly string[] = [
  'a.js',
  'a.vue',
  'a.astro',
  'a.scss',
  'a.html',
  'angular.json',
  'package.json',
  'a.py',
  'a.ipynb',
  'a.go',
];

/** Texts of one piece over and over are the worst for a scanner that looks ahead or back for each of them. */
const pieces: readonly string[] = [
  '"',
  "'",
  '`',
  '`${',
  '/',
  '/[',
  '/*',
  '*/',
  '/* */',
  '//\n',
  '(',
  ')',
  '{',
  '}',
  '\\',
  ' ',
  'a',
  '.A',
  'a/',
  'import',
  'import ',
  'import {',
  'import {a,',
  'import a,',
  'import/**/',
  'export *',
  'export {',
  'from ',
  'from .',
  'from a import (',
  'from a import b, ',
  'import a.',
  'import("',
  'import(`',
  'require(',
  'require(["a",',
  'require( ',
  'define("',
  'define(["a",',
  'define(["a",\n',
  '`\nrequire(a);',
  '"""',
  '\\"""',
  "'''\\",
  'import_module(',
  'import_module("a" ',
  '__import__(f"{',
  '<script>',
  '<script ',
  '<script>`',
  '</script>',
  '---\n',
  '@import "',
  '@import ',
  '@use (a',
  'node_modules/',
  '"node_modules/@a/b"',
  'import (\n"a"\n',
  'import _ "a";',
  'import `',
  "'\\",
  'if (/',
  ') /',
  '} \n/',
  '\n',
  '\r\n',
];

const CHARS = 2 ** 17;

test('texts of one piece over and over are read', () => {
  for (const piece of pieces) {
    const body = piece.repeat(Math.ceil(CHARS / piece.length));
    for (const path of paths) {
      const before = path === 'a.go' ? 'package a\nimport "x"\n' : '';
      const found = importsOfFile(path, `${before}${body}`);
      assert.ok(found !== undefined && found.gaps.length <= 20, path);
    }
  }
});

test('ten million quotes are read', () => {
  for (const path of paths) importsOfFile(path, '"'.repeat(10_000_000));
});

test('names that objects have are names of modules like others', () => {
  const found = importsOfFile(
    'a.py',
    'import __proto__\nimport constructor\nfrom toString import valueOf',
  );
  const modules = [...(found?.modules.keys() ?? [])];
  assert.deepEqual(modules, ['__proto__', 'constructor', 'toString', 'toString.valueOf']);
});
