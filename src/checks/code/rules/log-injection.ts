import type { CodeRule } from './code-rule.ts';

export const logInjection: CodeRule = {
  id: 'code/log-injection',
  title: 'Untrusted data in a log with line breaks',
  severity: 'low',
  cwe: [117],
  owasp: ['A09:2025'],
  confidence: 'low',
  family: 'log',
  sources: ['remote'],
  what: 'Text that a client controls is written to a line-based log without removing line breaks.',
  why: 'A line break begins a forged entry: traces are covered up, an innocent account is blamed, a reader of the log is attacked.',
  fix: 'Log structured fields (JSON), or replace `\\r` and `\\n`.',
  missing: 'line breaks are not removed',
  remedy: 'Pass the value as a field of a structured log, or replace line breaks.',
  tags: ['logging'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/117.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.post('/login', (req, res) => {
  console.log('login of ' + req.body.user);
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
    org.slf4j.LoggerFactory.getLogger(X.class).info("asked by " + name);
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import logging

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    logging.info('asked by %s' % name)
    return 'done'
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"log"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	log.Printf("login of %s failed", r.FormValue("name"))
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.post('/login', (req, res) => {
  console.log('login of ' + String(req.body.user).replace(/[\\r\\n]/g, ''));
  res.end();
});
`,
      },
      {
        path: 'y.js',
        text: `const express = require('express');
const pino = require('pino');
const app = express();
const log = pino();
app.post('/login', (req, res) => {
  log.info({ user: req.body.user }, 'login');
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
    org.slf4j.LoggerFactory.getLogger(X.class).info("asked by " + name.replaceAll("[\\r\\n]", "_"));
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import logging

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    logging.info('asked by %d' % int(name))
    return 'done'
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"log"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	log.Printf("login of %q failed", r.FormValue("name"))
}
`,
      },
    ],
  },
};
