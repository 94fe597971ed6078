import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languageOf } from '../languages/all.ts';
import { knowledgeOf } from '../models/knowledge.ts';
import { analyse, type Analysis } from './analyse.ts';
import type { Flow } from './flows.ts';

const knowledge = knowledgeOf();

function analysed(files: Readonly<Record<string, string>>): Analysis {
  const modules = Object.entries(files).flatMap(([path, text]) => {
    const lowered = languageOf(path)?.lower(path, text);
    return lowered === undefined ? [] : [lowered.module];
  });
  return analyse(modules, knowledge, { aliases: [] });
}

function flowsOf(rule: string, files: Readonly<Record<string, string>>): readonly Flow[] {
  return analysed(files).flows.filter((flow) => flow.rule === rule);
}

/** A handler of Express around statements that may use `req`, `res` and `exec`. */
function handler(body: string): Readonly<Record<string, string>> {
  return {
    'app.js': `const app = require('express')(); const { exec } = require('child_process');
app.get('/x', (req, res) => {
${body}
});`,
  };
}

describe('data is followed', () => {
  const found: Readonly<Record<string, string>> = {
    directly: 'exec(req.query.a);',
    'through variables and strings': 'const a = req.query.a; const b = `ls ${a}`; exec(b);',
    'through destructuring': 'const { a: { b } } = req.body; exec(b);',
    'through an object': 'const o = { x: 1 }; o.y = req.query.a; exec(o.y);',
    'through a list': "const l = ['ls']; l.push(req.query.a); exec(l.join(' '));",
    'through a callback': '[req.query.a].forEach((each) => exec(each));',
    'through a promise': 'Promise.resolve(req.query.a).then((a) => exec(a));',
    'through a closure': 'const a = req.query.a; const run = () => exec(a); run();',
    'through a function': 'const id = (a) => a; exec(id(req.query.a));',
    'through what a function makes':
      'const box = (a) => ({ inner: { a } }); exec(box(req.query.a).inner.a);',
    'through a class':
      'class Job { constructor(c) { this.c = c; } run() { exec(this.c); } } new Job(req.query.a).run();',
    'on one of two ways': "let a = 'x'; if (Math.random() > 0.5) a = req.query.a; exec(a);",
    'around a loop': 'let s = "ls"; for (const a of req.query.list) { s += a; } exec(s);',
    'past a test of something else': 'if (/^[a-z]+$/.test(req.query.b)) exec(req.query.a);',
    'past a pattern that is open at its end': 'if (/^[a-z]+/.test(req.query.a)) exec(req.query.a);',
    'past a test that nobody knows, where it says no':
      'if (!isFine(req.query.a)) exec(req.query.a);',
    'past escaping for something else': 'exec(encodeURIComponent("x") + req.query.a);',
    'past quotes that are written as they were':
      'exec("x \'" + req.query.a.replace(/\'/g, "\'\'\'") + "\'");',
    'past a pattern of what is refused on the wrong side':
      "if (/[^A-Za-z0-9]/.test(req.query.a)) exec('x ' + req.query.a);",
    'behind one of two tests':
      'const ok = (a) => /^\\w+$/.test(a) || a.length < 9; if (ok(req.query.a)) exec(req.query.a);',
    'past a search that found it':
      "if (req.query.a.indexOf('..') === -1) return; exec(req.query.a);",
    'past a list that it is not in':
      "if (['a', 'b'].indexOf(req.query.a) === -1) exec(req.query.a);",
    'into another argument of the same function':
      'const run = (a, b) => exec(b); run("x", req.query.a);',
  };
  for (const [name, body] of Object.entries(found)) {
    test(name, () => {
      assert.equal(flowsOf('command-injection', handler(body.replaceAll('\\\\', '\\'))).length, 1);
    });
  }
});

describe('data is not followed', () => {
  const silent: Readonly<Record<string, string>> = {
    'into another field': "const o = { x: 'ls', y: req.query.a }; exec(o.x);",
    'into another argument': 'const run = (a, b) => exec(b); run(req.query.a, "ls");',
    'behind an overwritten variable': 'let a = req.query.a; a = "ls"; exec(a);',
    'behind a list of what is allowed':
      "const a = req.query.a; if (!['a', 'b'].includes(a)) return; exec(a);",
    'behind a comparison with a constant': "if (req.query.a === 'x') exec(req.query.a);",
    'behind a pattern bound at both ends':
      'if (!/^[a-z]+$/.test(req.query.a)) return; exec(req.query.a);',
    'behind a number': 'exec("ls " + parseInt(req.query.a, 10));',
    'behind the type of a number':
      "if (typeof req.body.a !== 'number') return; exec(`x ${req.body.a}`);",
    'behind a default for what is not allowed':
      "let a = req.query.a; if (!['a'].includes(a)) { a = 'a'; } exec(a);",
    'behind a function that tests':
      "const ok = (a) => { if (a === 'x') return true; return false; }; if (ok(req.query.a)) exec(req.query.a);",
    'behind a function that throws':
      "const check = (a) => { if (!/^\\\\w+$/.test(a)) throw new Error('no'); }; check(req.query.a); exec(req.query.a);",
    'behind a function that answers with several tests':
      "const ok = (a) => typeof a === 'string' && /^\\w+$/.test(a) && a.length < 9; if (ok(req.query.a)) exec(req.query.a);",
    'behind an answer that is kept':
      "const a = req.query.a; const ok = a !== '' && /^\\w+$/.test(a); if (ok) exec(a);",
    'behind either of two refusals':
      "const bad = (a) => !/^\\w+$/.test(a) || a === 'x'; if (bad(req.query.a)) return; exec(req.query.a);",
    'behind a question that only its name explains':
      "const { isValidName } = require('./elsewhere'); if (!isValidName(req.query.a)) return; exec('x ' + req.query.a);",
    'behind a pattern of what is refused':
      "if (/[^A-Za-z0-9_\\/:=-]/.test(req.query.a)) return; exec('x ' + req.query.a);",
    'where there is none': "if (!req.query.a) exec('x' + req.query.a);",
    'where it is missing': 'const { a } = req.query; if (a === undefined) exec(`x ${a}`);',
    'on a way that is never taken': 'let a = "x"; if (1 > 2) a = req.query.a; exec(a);',
  };
  for (const [name, body] of Object.entries(silent)) {
    test(name, () => {
      assert.deepEqual(flowsOf('command-injection', handler(body.replaceAll('\\\\', '\\'))), []);
    });
  }
});

/** A handler that opens what the request names. */
function opener(body: string): Readonly<Record<string, string>> {
  return {
    'app.js': `const app = require('express')(); const fs = require('fs'); const path = require('path');
const ROOT = path.join(__dirname, 'files');
app.get('/x', (req, res) => {
const file = path.join(ROOT, req.query.a);
${body}
});`,
  };
}

describe('where a path may lead', () => {
  const found: Readonly<Record<string, string>> = {
    'is not known': 'fs.readFileSync(file);',
    'is not known behind the wrong side of a test':
      'if (file.indexOf(ROOT) !== 0) fs.readFileSync(file);',
    'is not known where a way up was found':
      "const part = path.relative(ROOT, file); if (part.startsWith('..' + path.sep)) fs.readFileSync(file);",
    'is not known by a part of it': "if (path.extname(file) === '.txt') fs.readFileSync(file);",
    'is not known where dots alone are taken away':
      "fs.readFileSync(ROOT + '/' + req.query.a.replace(/^(\\.\\.[\\/\\\\])+/, ''));",
  };
  for (const [name, body] of Object.entries(found)) {
    test(name, () => {
      assert.equal(flowsOf('path-traversal', opener(body)).length, 1);
    });
  }
  const silent: Readonly<Record<string, string>> = {
    'is known by its beginning': 'if (file.indexOf(ROOT) !== 0) return; fs.readFileSync(file);',
    'is known by what is cut off':
      'if (file.slice(0, ROOT.length) === ROOT) fs.readFileSync(file);',
    'is known by the place of a part':
      "if (req.query.a.indexOf('..') > -1) return; fs.readFileSync(file);",
    'is known by a bit of it': "if (~req.query.a.indexOf('..')) return; fs.readFileSync(file);",
    'is known by the way from the root':
      "const part = path.relative(ROOT, file); if (part.startsWith('..' + path.sep)) return; fs.readFileSync(file);",
    'is known by a function that asks':
      'const inside = (a) => a.indexOf(ROOT) === 0; if (!inside(file)) return; fs.readFileSync(file);',
    'is known where ways up were taken away':
      "fs.readFileSync(ROOT + '/' + path.normalize(req.query.a).replace(/^(\\.\\.[\\/\\\\])+/, ''));",
    'is known by what is on a list':
      "const LIST = ['a', 'b']; if (LIST.indexOf(req.query.a) < 0) return; fs.readFileSync(file);",
  };
  for (const [name, body] of Object.entries(silent)) {
    test(name, () => {
      assert.deepEqual(flowsOf('path-traversal', opener(body)), []);
    });
  }
});

/** Rules about prototypes that report a function. */
function merged(text: string): readonly string[] {
  return flowsOf('polluting-merge', { 'x.js': text }).map(({ shows }) => shows);
}

describe('whose key chose an object is known', () => {
  const hits: Readonly<Record<string, string>> = {
    'through a call of itself':
      'function m(t, s) { for (const k in s) { if (t[k]) m(t[k], s[k]); else t[k] = s[k]; } }',
    'through two functions':
      'function m(t, s) { for (const k in s) n(t, s[k], k); } function n(t, v, k) { if (t[k]) m(t[k], v); else t[k] = v; }',
    'through a function that reads':
      'const get = (o, k) => o[k]; function m(t, s) { for (const k in s) { const u = get(t, k); if (u) m(u, s[k]); else t[k] = s[k]; } }',
    'around a loop':
      "function set(t, p, v) { const l = p.split('.'); while (l.length > 1) { t = t[l.shift()]; } t[l[0]] = v; }",
    'through entries':
      'function m(t, s) { for (const [k, v] of Object.entries(s)) { if (t[k]) m(t[k], v); else t[k] = v; } }',
    'past a test of what is copied':
      'function m(t, s) { for (const k in s) { if (!s.hasOwnProperty(k)) continue; if (t[k]) m(t[k], s[k]); else t[k] = s[k]; } }',
  };
  for (const [name, text] of Object.entries(hits)) {
    test(name, () => {
      assert.equal(merged(text).length, 1);
    });
  }
  const silent: Readonly<Record<string, string>> = {
    'in the object itself': 'function m(s, f) { for (const k in s) s[k] = f(s[k]); }',
    'in a copy one level deep': 'function m(t, s) { for (const k in s) t[k] = s[k]; }',
    'behind a test of the key':
      "const ok = (k) => k !== '__proto__' && k !== 'constructor'; function m(t, s) { for (const k in s) { if (!ok(k)) continue; if (t[k]) m(t[k], s[k]); else t[k] = s[k]; } }",
    'behind an instance':
      'function m(t, s) { for (const k in s) { const u = t[k]; if (u instanceof Object) m(u, s[k]); else t[k] = s[k]; } }',
    'in objects without a prototype':
      'function g(s) { const t = Object.create(null); for (const k in s) { t[k] = t[k] || {}; for (const j in s[k]) t[k][j] = s[k][j]; } return t; }',
  };
  for (const [name, text] of Object.entries(silent)) {
    test(`silent ${name}`, () => {
      assert.deepEqual(merged(text), []);
    });
  }
});

describe('what a library offers is asked', () => {
  const offered: Readonly<Record<string, string>> = {
    'by an object that a function makes':
      'function F() {} F.prototype.run = (name) => exec(`ls ${name}`); module.exports = new F();',
    'by a function that makes objects':
      'function F() {} F.prototype.run = (name) => exec(`ls ${name}`); module.exports = F;',
    'by a constructor': 'module.exports = class { constructor(name) { exec(`ls ${name}`); } };',
    'by a member of a function':
      'function f() {} f.run = (name) => exec(`ls ${name}`); module.exports = { f };',
  };
  for (const [name, text] of Object.entries(offered)) {
    test(name, () => {
      const files = { 'x.js': `const { exec } = require('child_process'); ${text}` };
      assert.equal(flowsOf('library-command-injection', files).length, 1);
    });
  }
});

test('modules that hand on each other end', () => {
  const files = {
    'a.js': "module.exports = require('./b');",
    'b.js': "module.exports = require('./a'); module.exports.run = require('./c').run;",
    'c.js': "exports.run = (a) => require('child_process').exec(a);",
    'app.js': `const { run } = require('./a'); const app = require('express')();
app.get('/x', (req, res) => run(req.query.a));`,
  };
  assert.equal(flowsOf('command-injection', files).length, 1);
});

const twoFiles = {
  'app.js': `const express = require('express'); const users = require('./users');
const app = express(); app.post('/users/:id', users.show);`,
  'users.js': `const { run } = require('./shell');
exports.show = (req, res) => { run(req.params.id); run(req.body.x); };`,
  'shell.js': `const cp = require('node:child_process');
exports.run = (id) => { const line = 'id ' + id; cp.execSync(line); };`,
};

describe('a finding', () => {
  test('names each step, the route it is reachable by and how many sources reach it', () => {
    const [flow, ...rest] = flowsOf('command-injection', twoFiles);
    assert.deepEqual(rest, []);
    assert.equal(flow?.sources, 2);
    assert.equal(flow?.sink.path, 'shell.js');
    assert.equal(flow?.entry?.route, 'POST /users/:id');
    assert.deepEqual(
      flow?.steps.map(({ path, what }) => `${path}: ${what}`),
      [
        'users.js: route parameter',
        'users.js: passed to run()',
        'shell.js: put together',
        'shell.js: reaches execSync()',
      ],
    );
  });

  test('is the same in whichever order the files come', () => {
    const reversed = Object.fromEntries(Object.entries(twoFiles).toReversed());
    assert.deepEqual(analysed(reversed), analysed(twoFiles));
  });

  test('goes when the sink goes', () => {
    const without = { ...twoFiles, 'shell.js': 'exports.run = (id) => id;' };
    assert.deepEqual(analysed(without).flows, []);
  });
});
