import type { CodeRule } from './code-rule.ts';

export const xssReflected: CodeRule = {
  id: 'code/xss-reflected',
  title: 'Untrusted data in the page that answers a request',
  severity: 'high',
  cwe: [79],
  owasp: ['A05:2025'],
  family: 'html',
  sources: ['remote', 'foreign'],
  what: 'Data of the request is written into an HTML response without being escaped.',
  why: "Whoever follows the attacker's link runs its script with the rights of the victim on the site: reads pages, acts, steals tokens.",
  fix: 'Render with a template engine that escapes, or escape the value for the place it stands in; answer data as JSON.',
  missing: 'not escaped for HTML',
  remedy: 'Escape the value for HTML, or answer with `res.json`.',
  tags: ['xss', 'injection'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/hello', (req, res) => {
  res.send('<h1>Hello ' + req.query.name + '</h1>');
});
`,
      },
      {
        path: 'y.js',
        text: `const http = require('http');
http.createServer((req, res) => {
  const url = new URL(req.url, 'http://localhost');
  res.writeHead(404, { 'Content-Type': 'text/html' });
  res.end('<p>Not found: ' + url.searchParams.get('q') + '</p>');
}).listen(8080, 'localhost');
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    response.setContentType("text/html");
    response.getWriter().println("<h1>" + name + "</h1>");
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
    return '<h1>' + name + '</h1>'
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"fmt"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "<p>Hello %s</p>", r.FormValue("name"))
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const escapeHtml = require('escape-html');
const app = express();
app.get('/hello', (req, res) => {
  res.send('<h1>Hello ' + escapeHtml(req.query.name) + '</h1>');
});
`,
      },
      {
        path: 'y.js',
        text: `const express = require('express');
const app = express();
app.get('/hello', (req, res) => {
  res.json({ hello: req.query.name });
});
`,
      },
      {
        path: 'z.js',
        text: `const express = require('express');
const app = express();
app.get('/hello', (req, res) => {
  res.type('text/plain');
  res.send('Hello ' + req.query.name);
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
    response.setContentType("text/html");
    response.getWriter().println("<h1>" + org.owasp.encoder.Encode.forHtml(name) + "</h1>");
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import html

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    return '<h1>' + html.escape(name) + '</h1>'
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"fmt"
	"html"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "<p>Hello %s</p>", html.EscapeString(r.FormValue("name")))
}
`,
      },
    ],
  },
};
