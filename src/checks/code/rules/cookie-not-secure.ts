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
    ],
  },
};
