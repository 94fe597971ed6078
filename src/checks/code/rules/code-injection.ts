import type { CodeRule } from './code-rule.ts';

export const codeInjection: CodeRule = {
  id: 'code/code-injection',
  title: 'Untrusted data is run as code',
  severity: 'critical',
  cwe: [94, 95],
  owasp: ['A05:2025'],
  family: 'code',
  sources: ['remote', 'dom', 'stored', 'foreign'],
  what: 'Data that a client controls is evaluated as program text.',
  why: "The attacker's program runs inside the application: with its memory, its secrets, its rights.",
  fix: 'Parse data as data (`JSON.parse`), select behaviour from a table of functions. A sandbox of the same process is no boundary.',
  missing: 'not kept from being code',
  remedy: 'Parse the value as data, or select from a table of functions.',
  tags: ['injection', 'code'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/94.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Injection_Prevention_Cheat_Sheet.html',
    'https://nodejs.org/api/vm.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/calc', (req, res) => {
  res.json({ result: eval(req.query.expression) });
});
`,
      },
      {
        path: 'y.js',
        text: `const express = require('express');
const vm = require('vm');
const app = express();
app.post('/run', (req, res) => {
  vm.runInNewContext(req.body.code, {});
  res.end();
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    javax.script.ScriptEngine engine = new javax.script.ScriptEngineManager().getEngineByName("js");
    engine.eval(name);
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    return str(eval(name))
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/robertkrimen/otto"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	otto.New().Run(r.FormValue("script"))
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/calc', (req, res) => {
  res.json({ result: JSON.parse(req.query.expression) });
});
`,
      },
      {
        path: 'y.js',
        text: `const express = require('express');
const app = express();
app.get('/calc', (req, res) => {
  const value = Number(req.query.value);
  res.json({ result: eval('2 * ' + value) });
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    javax.script.ScriptEngine engine = new javax.script.ScriptEngineManager().getEngineByName("js");
    engine.put("name", name);
    engine.eval("print(name)");
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import ast

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    return str(ast.literal_eval(name))
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/robertkrimen/otto"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	machine := otto.New()
	machine.Set("text", r.FormValue("text"))
	machine.Run("text.length")
}
`,
      },
    ],
  },
};
