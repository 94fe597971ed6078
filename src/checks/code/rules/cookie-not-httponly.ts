import type { CodeRule } from './code-rule.ts';

export const cookieNotHttponly: CodeRule = {
  id: 'code/cookie-not-httponly',
  title: 'A cookie that scripts can read',
  severity: 'medium',
  cwe: [1004],
  owasp: ['A02:2025'],
  what: 'A cookie that carries a session or a token is set without the attribute HttpOnly.',
  why: 'Any script that gets into the page takes the session along.',
  fix: 'Set `httpOnly: true`.',
  tags: ['cookie', 'http'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/1004.html',
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
  res.cookie('session', app.locals.token(), { secure: true });
  res.end();
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: "session", Value: "a", Secure: true})
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
  res.cookie('session', app.locals.token(), { secure: true, httpOnly: true });
  res.cookie('theme', 'dark', { secure: true });
  res.end();
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	cookie := &http.Cookie{Name: "session", Value: "a", Secure: true}
	cookie.HttpOnly = true
	http.SetCookie(w, cookie)
}
`,
      },
    ],
  },
};
