import type { CodeRule } from './code-rule.ts';

export const cookieInjection: CodeRule = {
  id: 'code/cookie-injection',
  title: 'Untrusted data sets a cookie',
  severity: 'medium',
  cwe: [113, 565],
  owasp: ['A05:2025'],
  family: 'header',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is the name of a cookie, or its value without encoding.',
  why: "A link of an attacker fixes a cookie in the victim's browser: a session, a basket, a token that another check trusts.",
  fix: 'Keep the name constant and encode the value; sign what the server later believes.',
  missing: 'not encoded for a cookie',
  remedy: 'Keep the name constant and encode the value.',
  tags: ['injection', 'cookie'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/113.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/set', (req, res) => {
  res.cookie(req.query.name, 'on', { secure: true, httpOnly: true, sameSite: 'lax' });
  res.end();
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/set', (req, res) => {
  res.cookie('theme', encodeURIComponent(req.query.theme), { secure: true, httpOnly: true, sameSite: 'lax' });
  res.end();
});
`,
      },
    ],
  },
};
