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

/** A server of Node that reads `file`. */
function serves(body: string): readonly string[] {
  return rulesOf(
    'x.js',
    `const fs = require('fs'); const path = require('path'); const root = process.cwd();
require('http').createServer((req, res) => { let file = path.join(root, req.url); ${body} res.end(fs.readFileSync(file)); });`,
  ).filter((rule) => rule === 'path-traversal');
}

describe('what a comparison asks of a text is known', () => {
  const silent: Readonly<Record<string, string>> = {
    'its first characters': 'if (file.slice(0, root.length) !== root) return;',
    'its first characters by another name': 'if (file.substr(0, root.length) != root) return;',
    'its first characters, the other way round':
      'if (root !== file.substring(0, root.length)) return;',
    'that it begins there': 'if (file.indexOf(root) !== 0) return;',
    'that it holds no step up': "if (req.url.indexOf('..') !== -1) return;",
    'that a step up is nowhere': "if (req.url.indexOf('../') >= 0) return;",
    'that a step up is nowhere, by bits': "if (~req.url.indexOf('..')) return;",
    'in a function':
      'const isIn = (each) => each.indexOf(root) === 0; if (!isIn(file)) { file = root; }',
    'in a list': "if (['/a', '/b'].indexOf(req.url) < 0) return;",
  };
  for (const [name, body] of Object.entries(silent)) {
    test(name, () => assert.deepEqual(serves(body), []));
  }
  const hits: Readonly<Record<string, string>> = {
    'not where nothing is asked': '',
    'not the wrong way round': "if (req.url.indexOf('..') === -1) return;",
    'not by the last characters': 'if (file.slice(-root.length) !== root) return;',
    'not of another text': "if (req.headers.host.indexOf('..') !== -1) return;",
    'not by what was sent': 'if (file.indexOf(req.headers.host) !== 0) return;',
    'not in a list that it is missing from': "if (['/a', '/b'].indexOf(req.url) >= 0) return;",
  };
  for (const [name, body] of Object.entries(hits)) {
    test(name, () => assert.equal(serves(body).length, 1));
  }
});

function python(body: string): readonly string[] {
  return rulesOf(
    'x.py',
    `from flask import Flask, request
app = Flask(__name__)
@app.route('/x')
def view():
    name = '/srv/' + request.args.get('name')
    ${body}
    return open(name).read()
`,
  ).filter((rule) => rule === 'path-traversal');
}

function go(body: string): readonly string[] {
  return rulesOf(
    'x.go',
    `package main
import ("net/http"; "os"; "strings")
func handle(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	if ${body} { return }
	text, _ := os.ReadFile("/srv/" + name)
	w.Write(text)
}
`,
  ).filter((rule) => rule === 'path-traversal');
}

function java(body: string): readonly string[] {
  return rulesOf(
    'X.java',
    `import javax.servlet.http.*;
public class X extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    ${body}
    response.getOutputStream().write(java.nio.file.Files.readAllBytes(new java.io.File("/srv/", name).toPath()));
  }
}
`,
  ).filter((rule) => rule === 'path-traversal');
}

test('the same is asked in Python, Java and Go', () => {
  assert.equal(python('pass').length, 1);
  assert.deepEqual(python("if name.find('..') != -1: return ''"), []);
  assert.equal(go('len(name) > 9').length, 1);
  assert.deepEqual(go('strings.Index(name, "..") >= 0'), []);
  assert.equal(java('').length, 1);
  assert.deepEqual(java('if (name.indexOf("..") != -1) return;'), []);
});
