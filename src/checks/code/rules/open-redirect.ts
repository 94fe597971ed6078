import type { CodeRule } from './code-rule.ts';

export const openRedirect: CodeRule = {
  id: 'code/open-redirect',
  title: 'Untrusted data decides where a redirect leads',
  severity: 'medium',
  cwe: [601],
  owasp: ['A01:2025'],
  family: 'redirect',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is the target, or the host of the target, of a redirect.',
  why: "A link to the trusted site ends at the attacker's copy of its login page, or hands over a token of the address.",
  fix: 'Redirect to paths of the own site (begin with one slash, not two) or to targets from a list.',
  missing: 'its host is not checked',
  remedy: 'Allow only paths of the own site or targets from a list.',
  tags: ['redirect', 'http'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/601.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/login', (req, res) => {
  res.redirect(req.query.next);
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
    response.sendRedirect(name);
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
    return redirect(name)
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, r.FormValue("next"), http.StatusFound)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
const pages = ['/home', '/account'];
app.get('/login', (req, res) => {
  res.redirect(pages.includes(req.query.next) ? req.query.next : '/home');
});
`,
      },
      {
        path: 'y.js',
        text: `const express = require('express');
const app = express();
app.get('/item', (req, res) => {
  res.redirect('/items/' + req.query.id);
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
    if (name.equals("/home")) {
      response.sendRedirect(name);
    }
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
from urllib.parse import urlparse

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    if urlparse(name).netloc not in ['shop.example.org']:
        return 'no', 400
    return redirect(name)
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	"strings"
)

func handle(w http.ResponseWriter, r *http.Request) {
	next := r.FormValue("next")
	if !strings.HasPrefix(next, "https://www.example.com/") {
		next = "/"
	}
	http.Redirect(w, r, next, http.StatusFound)
}
`,
      },
    ],
  },
};
