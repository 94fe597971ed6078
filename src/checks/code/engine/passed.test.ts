import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languageOf } from '../languages/all.ts';
import { knowledgeOf } from '../models/knowledge.ts';
import { analyse } from './analyse.ts';

const knowledge = knowledgeOf();

/** Rules that are reported, each with its line. */
function found(files: Readonly<Record<string, string>>): readonly string[] {
  const modules = Object.entries(files).flatMap(([path, text]) => {
    const lowered = languageOf(path)?.lower(path, text);
    return lowered === undefined ? [] : [lowered.module];
  });
  return analyse(modules, knowledge, { aliases: [] }).flows.map(
    ({ rule, sink }) =>
      `${rule} ${String(files[sink.path]?.slice(0, sink.start).split('\n').length)}`,
  );
}

function lines(body: string): string {
  return `const app = require('express')();
const child = require('child_process');
function commandOf(input) { return input.command; }
function optionsOf(input) { return { ...input }; }
app.get('/x', (req, res) => {
  res.json([commandOf({ command: req.query.x, done() {} }), optionsOf({ command: req.query.x, done() {} })]);
});
app.get('/y', (req, res) => {
  ${body}
  res.end();
});
`;
}

describe('what one caller passes does not come out for another', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['in a member', "child.exec(commandOf({ command: 'ls', done() {} }));", []],
    ['in a copy', "child.exec(optionsOf({ command: 'ls', done() {} }).command);", []],
    [
      'but his own does, in a member',
      'child.exec(commandOf({ command: req.query.y, done() {} }));',
      ['command-injection 9'],
    ],
    [
      'but his own does, in a copy',
      'child.exec(optionsOf({ command: req.query.y, done() {} }).command);',
      ['command-injection 9'],
    ],
  ];
  for (const [name, body, expected] of cases) {
    test(name, () => {
      assert.deepEqual(
        found({ 'x.js': lines(body) }).filter((each) => each.startsWith('command')),
        expected,
      );
    });
  }

  test('however much the function makes of it', () => {
    const text = `const app = require('express')();
const child = require('child_process');
const wrap = (x) => ({ a: { x }, b: { x }, c: { x }, d: { x }, e: { x }, f: { x }, g: { x } });
app.get('/x', (req, res) => {
  res.json(wrap(req.query.x));
  child.exec(wrap('ls').g.x);
});
app.get('/y', (req, res) => {
  child.exec(wrap(req.query.y).g.x);
});
`;
    assert.deepEqual(found({ 'x.js': text }), ['command-injection 9']);
  });
});

function presenter(type: string, member: string): Readonly<Record<string, string>> {
  return {
    'app.ts': `import Koa from 'koa';
import present from './present';
import find from './find';
new Koa().use((ctx, next) => { ctx.body = { data: present(find()) }; });
`,
    'present.ts': `import type ApiKey from './record';
export default function present(apiKey: ${type}) { return { name: apiKey${member} }; }
`,
    'record.ts': `class ApiKey { name = ''; secretKey = ''; }
export default ApiKey;
`,
  };
}

describe('a parameter that is called like a secret', () => {
  const cases: readonly (readonly [string, string, string, number])[] = [
    ['and holds it', 'string', '', 1],
    ['and is a record of it', 'ApiKey', '.name', 0],
    ['and is a record that holds it', 'ApiKey', '.secretKey', 1],
  ];
  for (const [name, type, member, count] of cases) {
    test(name, () => {
      assert.equal(found(presenter(type, member)).length, count);
    });
  }
});
