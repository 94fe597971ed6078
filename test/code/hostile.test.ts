import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { follow } from './follow.ts';

type Files = Readonly<Record<string, string>>;

const HEAD = "const { exec } = require('child_process');\nconst app = require('express')();\n";

/** Programs that are large or go in circles in one way, each with one flow that a person would find. */
const programs: Readonly<Record<string, Files>> = {
  'five functions that call each other in a circle': handler(
    lines(5, (n) => `function f${n}(x) {\n  return x.length > ${n} ? f${(n + 1) % 5}(x) : x;\n}`),
    'exec(f0(q));',
  ),
  'a function that calls itself': handler(
    'function f(x, n) {\n  return n > 0 ? f(x, n - 1) : x;\n}',
    'exec(f(q, 9));',
  ),
  'an object of 50,000 keys': handler(
    `const o = {\n${lines(50_000, (n) => `  k${n}: ${n},`)}\n};`,
    'exec(q + o.k1);',
  ),
  'a function of 20,000 statements': handler(
    '',
    `let x = q;\n${lines(20_000, (n) => `x = x + ${n};`)}\nexec(q);`,
  ),
  'a switch of 5,000 cases': handler(
    '',
    `let x = '';\nswitch (q) {\n${lines(5_000, (n) => `case '${n}': x = '${n}'; break;`)}\ndefault: x = q;\n}\nexec(x);`,
  ),
  '100 closures in each other': handler(
    '',
    `${'(() => {'.repeat(100)}\nexec(q);\n${'})();'.repeat(100)}`,
  ),
  '150 blocks in each other': handler(
    '',
    `${lines(150, (n) => `if (q.length > ${n}) {`)}\nexec(q);\n${'}'.repeat(150)}`,
  ),
  'a class that extends 200 others': handler(
    `class C0 {\n  f(x) {\n    return x;\n  }\n}\n${lines(200, (n) => `class C${n + 1} extends C${n} {}`)}`,
    'exec(new C200().f(q));',
  ),
};

/** The same where nobody expects to be told. */
const deeper: Readonly<Record<string, Files>> = {
  '500 functions that call each other in a circle': handler(
    lines(
      500,
      (n) => `function f${n}(x) {\n  return x.length > ${n} ? f${(n + 1) % 500}(x) : x;\n}`,
    ),
    'exec(f0(q));',
  ),
  'a circle of 50 files that import each other': {
    ...Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [
        `f${n}.js`,
        `const next = require('./f${(n + 1) % 50}');\nexports.f = (x) => (x.length > ${n} ? next.f(x) : x);\n`,
      ]),
    ),
    ...handler("const { f } = require('./f0');", 'exec(f(q));'),
  },
  'a chain of 2,000 calls': handler(
    lines(2_000, (n) => `function f${n}(x) {\n  return ${n === 1_999 ? 'x' : `f${n + 1}(x)`};\n}`),
    'exec(f0(q));',
  ),
  'a chain of 200 prototypes': handler(
    `function P0() {}\nP0.prototype.f = function (x) {\n  return x;\n};\n${lines(200, (n) => `function P${n + 1}() {}\nP${n + 1}.prototype = new P${n}();`)}`,
    'exec(new P3().f(q));',
  ),
  '3,000 closures in each other': handler(
    '',
    `${lines(3_000, (n) => `(() => { const x${n} = q;`)}\nexec(q);\n${'})();'.repeat(3_000)}`,
  ),
  '3,000 blocks in each other': handler(
    '',
    `${lines(3_000, (n) => `if (q.length > ${n}) {`)}\nexec(q);\n${'}'.repeat(3_000)}`,
  ),
};

describe('a program that is hostile', () => {
  for (const [what, files] of Object.entries(programs)) {
    test(`${what} is followed to the harm`, () => {
      const { flows } = follow(files);
      assert.ok(flows.some(({ rule }) => rule === 'command-injection'));
    });
  }

  for (const [what, files] of Object.entries(deeper)) {
    test(`${what} is answered`, () => {
      assert.doesNotThrow(() => follow(files));
    });
  }
});

function handler(top: string, body: string): Files {
  return {
    'app.js': `${HEAD}${top}\napp.get('/', (req, res) => {\nconst q = req.query.q;\n${body}\n});\n`,
  };
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}
