import type { CodeRule } from './code-rule.ts';

export const cookieSamesiteNone: CodeRule = {
  id: 'code/cookie-samesite-none',
  title: 'A cookie that other sites may send',
  severity: 'low',
  cwe: [1275],
  owasp: ['A01:2025'],
  what: 'A cookie is set with SameSite=None.',
  why: 'Requests that other sites make the browser send carry the cookie: forged requests act as the user.',
  fix: 'Use `lax` or `strict`, unless the page is meant to be embedded elsewhere.',
  tags: ['cookie', 'csrf'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/1275.html',
    'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/', (req, res) => {
  res.cookie('session', app.locals.token(), { secure: true, httpOnly: true, sameSite: 'none' });
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
  res.cookie('session', app.locals.token(), { secure: true, httpOnly: true, sameSite: 'lax' });
  res.end();
});
`,
      },
    ],
  },
};
