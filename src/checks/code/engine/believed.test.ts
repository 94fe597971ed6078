import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languageOf } from '../languages/all.ts';
import { knowledgeOf } from '../models/knowledge.ts';
import { analyse } from './analyse.ts';
import type { Flow } from './flows.ts';

const knowledge = knowledgeOf();

function flowsOf(rule: string, path: string, text: string): readonly Flow[] {
  const lowered = languageOf(path)?.lower(path, text);
  const modules = lowered === undefined ? [] : [lowered.module];
  return analyse(modules, knowledge, { aliases: [] }).flows.filter((flow) => flow.rule === rule);
}

/** A request parameter that is handed on by so many functions. */
function chain(length: number): string {
  const numbers = Array.from({ length }, (_, index) => index);
  return `const { exec } = require('child_process');
${numbers.map((each) => `function f${each}(a) { f${each + 1}(a); }`).join('\n')}
function f${length}(a) { exec(a); }
require('express')().get('/', (req) => f0(req.query.a));`;
}

describe('a way', () => {
  test('is believed less the longer it is, and not at all beyond a bound', () => {
    const said = [3, 7, 20].map((length) =>
      flowsOf('command-injection', 'a.js', chain(length)).map(({ confidence }) => confidence),
    );
    assert.deepEqual(said, [['high'], ['low'], []]);
  });
});

describe('an instance', () => {
  test('with many members does not take one for another', () => {
    const members = Array.from({ length: 150 }, (_, index) => `self.m${index} = ${index}`);
    const text = `import hashlib
class Transport:
    def __init__(self):
        ${members.join('\n        ')}
        self.digest = hashlib.sha1
    def close(self):
        self.stream.close()
        self.stream.read()
`;
    assert.deepEqual(flowsOf('weak-hash', 'a.py', text), []);
  });

  test('has its named members not among what is taken out of it', () => {
    const text = `import random
class Stream:
    def __init__(self):
        self.chosen = random.choice([1, 2])
    def token(self):
        token = next(self)
        return token
`;
    assert.deepEqual(flowsOf('predictable-secret', 'a.py', text), []);
  });
});

describe('a member', () => {
  test('that is chosen by a library opens no other file', () => {
    const opened = koaWith('fs.readFileSync(ctx.request.files.a.filepath);');
    assert.deepEqual(flowsOf('path-traversal', 'a.js', opened), []);
    const named = koaWith('fs.readFileSync(ctx.request.files.a.originalFilename);');
    assert.equal(flowsOf('path-traversal', 'a.js', named).length, 1);
    const host = koaWith('fs.readFileSync("/a/" + new URL(ctx.query.a).hostname);');
    assert.deepEqual(flowsOf('path-traversal', 'a.js', host), []);
    const path = koaWith('fs.readFileSync("/a/" + new URL(ctx.query.a).pathname);');
    assert.equal(flowsOf('path-traversal', 'a.js', path).length, 1);
  });
});

describe('a use', () => {
  test('of one function of a table is no choice of the program', () => {
    assert.equal(flowsOf('weak-hash', 'a.py', digestBy("DIGESTS['a']")).length, 1);
    assert.deepEqual(flowsOf('weak-hash', 'a.py', digestBy('DIGESTS[name]')), []);
  });

  test('that an option asks for by its name is of low confidence', () => {
    assert.deepEqual(dialled(''), ['high']);
    assert.deepEqual(dialled('if !o.Insecure { return nil }'), ['low']);
    assert.deepEqual(dialled('if o.SSLVerify { return nil }'), ['low']);
    assert.deepEqual(dialled('if o.Fast { return nil }'), ['high']);
    assert.deepEqual(dialled('if o.Insecure { println("careful") }'), ['high']);
    const python = `import ssl
def context(verify):
    made = ssl.create_default_context()
    if verify is False:
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    return made
`;
    const [said, ...rest] = flowsOf('tls-verification-off', 'a.py', python);
    assert.deepEqual([said?.confidence, rest], ['low', []]);
  });

  test('is not told where what is missing may be in what nobody can look into', () => {
    assert.equal(flowsOf('auto-escape-off', 'a.py', environmentOf('trim_blocks=True')).length, 1);
    assert.deepEqual(flowsOf('auto-escape-off', 'a.py', environmentOf('**options')), []);
  });

  test('of a value of the type Function makes no function of text', () => {
    assert.equal(flowsOf('function-constructor', 'a.ts', ending('Function(e.message)')).length, 1);
    assert.deepEqual(flowsOf('function-constructor', 'a.ts', ending('this.done(e)')), []);
  });

  test('of handlers that are named is one that somebody chose', () => {
    const named = profiled('', 'mux.HandleFunc("/debug/pprof/", pprof.Index)');
    assert.deepEqual(flowsOf('debug-endpoint-exposed', 'a.go', named), []);
    assert.equal(flowsOf('debug-endpoint-exposed', 'a.go', profiled('_', '')).length, 1);
  });
});

function digestBy(digest: string): string {
  return `import hashlib
DIGESTS = {'a': hashlib.sha1, 'b': hashlib.sha256}
def sign(name, data):
    digest = ${digest}
    return digest(data)
`;
}

function dialled(body: string): readonly string[] {
  return flowsOf(
    'tls-verification-off',
    'a.go',
    `package a
import "crypto/tls"
type options struct { Insecure bool; SSLVerify bool; Fast bool }
func dial(o options) *tls.Config {
	${body}
	return &tls.Config{InsecureSkipVerify: true}
}`,
  ).map(({ confidence }) => confidence);
}

function environmentOf(options: string): string {
  return `import jinja2\ndef make(options):\n    return jinja2.Environment(${options})\n`;
}

function ending(call: string): string {
  return `class A { private done: Function; end(e: Error) { ${call} } }`;
}

function profiled(imported: string, use: string): string {
  return `package a\nimport (\n"net/http"\n${imported} "net/http/pprof"\n)\nfunc f(mux *http.ServeMux) { ${use} }`;
}

function koaWith(use: string): string {
  return `const Koa = require('koa'); const fs = require('fs'); const app = new Koa();
app.use(async (ctx) => { ${use} });`;
}
