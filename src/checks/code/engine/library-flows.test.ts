import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languageOf } from '../languages/all.ts';
import { knowledgeOf } from '../models/knowledge.ts';
import { analyse } from './analyse.ts';

const knowledge = knowledgeOf();

function rulesOf(path: string, text: string): readonly string[] {
  const lowered = languageOf(path)?.lower(path, text);
  const modules = lowered === undefined ? [] : [lowered.module];
  return analyse(modules, knowledge, { aliases: [] }).flows.map(({ rule }) => rule);
}

function library(body: string): readonly string[] {
  const text = `const { exec } = require('child_process');\nconst run = (line) => new Promise((done) => exec(line, done));\n${body}\n`;
  return rulesOf('x.js', text).filter((rule) => rule === 'library-command-injection');
}

describe('what a library is handed is followed', () => {
  const hits: Readonly<Record<string, string>> = {
    'to a function that runs it': 'exports.tag = (name) => run(`git tag ${name}`);',
    'past a function that hands it on':
      'const git = (line) => run(line); exports.tag = (name) => git("git tag " + name);',
    'through a function that puts it together':
      'const line = (name) => "git tag " + name; exports.tag = (name) => run(line(name));',
    'as a member of a parameter without a name':
      'module.exports = ({ url }) => exec("git clone " + url);',
    'to a method of a prototype':
      'function Git() {} Git.prototype.tag = (name) => exec("git tag " + name); module.exports = Git;',
    'through a list that is joined': "exports.tag = (name) => exec(['git tag', name].join(' '));",
  };
  for (const [name, body] of Object.entries(hits)) {
    test(name, () => assert.equal(library(body).length, 1));
  }
  const silent: Readonly<Record<string, string>> = {
    'who runs what it is given whole is meant to': 'exports.run = (line) => run(line);',
    'a function that is not handed out': 'const tag = (name) => run("git tag " + name); tag("a");',
  };
  for (const [name, body] of Object.entries(silent)) {
    test(name, () => assert.deepEqual(library(body), []));
  }
});

function view(line: string): string {
  return `from flask import Flask, request
app = Flask(__name__)
def ask(db, line):
    cursor = db.cursor()
    return cursor.execute(line)
@app.route('/x')
def view():
    return str(ask(connect(), ${line}))
`;
}

function asked(line: string): readonly string[] {
  return rulesOf('x.py', view(line)).filter((rule) => rule === 'sql-injection');
}

test('text that is put together by who calls the function is known, also in Python', () => {
  assert.equal(asked('"SELECT * FROM t WHERE a = \'" + request.args["a"] + "\'"').length, 1);
  assert.deepEqual(asked('"SELECT 1"'), []);
});

test('a parameter that is text is no file, whatever others pass to a function of that name', () => {
  const text = `import java.io.File;
import java.util.zip.*;
public class X {
  static boolean isEmpty(CharSequence text) { return text == null || text.length() == 0; }
  static File file(String parent, String name) {
    return isEmpty(parent) ? null : file(new File(parent), name);
  }
  static File file(File parent, String name) { return parent; }
  void read(ZipInputStream zip) {
    ZipEntry entry = zip.getNextEntry();
    file("a", "b");
    isEmpty(entry.getName());
  }
}
`;
  assert.deepEqual(
    rulesOf('X.java', text).filter((rule) => rule === 'path-traversal'),
    [],
  );
});
