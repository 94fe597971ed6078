import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languageOf } from '../languages/all.ts';
import { knowledgeOf } from '../models/knowledge.ts';
import { analyse, type Analysis } from './analyse.ts';
import { partlyNote } from './bounds.ts';

const knowledge = knowledgeOf();

function analysed(path: string, text: string): Analysis {
  const lowered = languageOf(path)?.lower(path, text);
  return analyse(lowered === undefined ? [] : [lowered.module], knowledge, { aliases: [] });
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

function boundsOf(text: string): readonly string[] {
  return analysed('a.js', text).partly.flatMap(({ name, bounds }) => [name, ...bounds]);
}

function filling(count: number): string {
  return `function fill(into, value) {\n${lines(count, (at) => `into.m${at} = value;`)}\n}`;
}

function reading(count: number): string {
  return `const fs = require('fs');\nfunction all(a) {\n${lines(count, () => 'fs.readFileSync(a);')}\n}`;
}

describe('bounds that may hide a flow are told', () => {
  test('more members of a parameter than are kept', () => {
    assert.deepEqual(boundsOf(filling(12)), []);
    assert.deepEqual(boundsOf(filling(13)), ['fill', 'members']);
  });

  test('more places of one rule than are kept', () => {
    assert.deepEqual(boundsOf(reading(40)), []);
    assert.deepEqual(boundsOf(reading(41)), ['all', 'places']);
  });

  test('the note counts reasons and names the first few', () => {
    const partly = lines(7, (at) => `f${at}`)
      .split('\n')
      .map((name) => ({ path: 'a.js', name, start: 0, bounds: ['members' as const] }));
    assert.equal(
      partlyNote(partly),
      'The code check followed 7 functions of 1 file only in part, so that a flow may be missing (members that it sets for its callers: 7): a.js f0(), a.js f1(), a.js f2(), a.js f3(), a.js f4() and 2 more.',
    );
    assert.equal(partlyNote([]), undefined);
  });
});

test('what reaches many places of one rule still reaches one of another', () => {
  const text = `const fs = require('fs'); const { exec } = require('child_process');
function all(a) {\n${lines(130, () => 'fs.readFileSync(a);')}\nexec(a);\n}
require('express')().get('/', (req) => all(req.query.a));`;
  const found = analysed('a.js', text).flows.filter(({ rule }) => rule === 'command-injection');
  assert.equal(found.length, 1);
});

function servlet(call: string): string {
  return `import javax.servlet.http.*;
class A extends HttpServlet {
  void run(String a) {}
  void run(String a, String b) throws Exception { Runtime.getRuntime().exec(a); }
  protected void doGet(HttpServletRequest q, HttpServletResponse r) throws Exception {
    String a = q.getParameter("a");
    ${call}
  }
}`;
}

function commandsOf(call: string): number {
  const { flows } = analysed('A.java', servlet(call));
  return flows.filter(({ rule }) => rule === 'command-injection').length;
}

test('of two methods of one name Java calls the one that takes as many arguments', () => {
  assert.equal(commandsOf('this.run(a, "x");'), 1);
  assert.equal(commandsOf('this.run(a);'), 0);
});
