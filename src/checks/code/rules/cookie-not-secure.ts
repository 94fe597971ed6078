import type { CodeRule } from './code-rule.ts';

export const cookieNotSecure: CodeRule = {
  id: 'code/cookie-not-secure',
  title: 'A cookie that is sent without encryption',
  severity: 'medium',
  cwe: [614],
  owasp: ['A02:2025'],
  what: 'A cookie is set without the attribute Secure.',
  why: 'A single request over http, which anybody on the way can provoke, gives the cookie away.',
  fix: 'Set `secure: true`.',
  tags: ['cookie', 'http'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/614.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html',
    'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/', (req, res) => {
  res.cookie('token', app.locals.token(), { httpOnly: true, secure: false });
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
    Cookie cookie = new Cookie("lang", "en");
    cookie.setSecure(false);
    response.addCookie(cookie);
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
from flask import make_response

app = Flask(__name__)

@app.route('/x')
def view():
    answer = make_response('hello')
    answer.set_cookie('lang', 'en', secure=False)
    return answer
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: "session", Value: "a", HttpOnly: true})
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/', (req, res) => {
  res.cookie('token', app.locals.token(), { httpOnly: true, secure: true });
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
    Cookie cookie = new Cookie("lang", "en");
    cookie.setSecure(true);
    response.addCookie(cookie);
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
from flask import make_response

app = Flask(__name__)

@app.route('/x')
def view():
    answer = make_response('hello')
    answer.set_cookie('lang', 'en', secure=True)
    return answer
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: "session", Value: "a", HttpOnly: true, Secure: true})
}
`,
      },
    ],
  },
};
