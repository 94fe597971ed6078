import type { CodeRule } from './code-rule.ts';

export const csrfMissing: CodeRule = {
  id: 'code/csrf-missing',
  title: 'Cookies decide who acts, and nothing stops forged requests',
  severity: 'medium',
  cwe: [352],
  owasp: ['A01:2025'],
  what: 'An application keeps sessions in cookies and changes data on POST, PUT or DELETE, without a token against forged requests and without SameSite.',
  why: 'A page of the attacker acts as the user who visits it.',
  fix: "Use a middleware that checks a token (csrf-csrf), or `sameSite: 'strict'` on the session cookie and a check of the Origin header.",
  tags: ['csrf', 'session'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/352.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const session = require('express-session');
const app = express();
app.use(session({ secret: process.env.SECRET, cookie: { secure: true } }));
app.post('/transfer', (req, res) => {
  app.locals.transfer(req.session.user);
  res.end();
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const session = require('express-session');
const csurf = require('csurf');
const app = express();
app.use(session({ secret: process.env.SECRET, cookie: { secure: true } }));
app.use(csurf());
app.post('/transfer', (req, res) => {
  app.locals.transfer(req.session.user);
  res.end();
});
`,
      },
    ],
  },
};
