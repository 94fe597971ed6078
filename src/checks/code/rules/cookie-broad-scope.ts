import type { CodeRule } from './code-rule.ts';

export const cookieBroadScope: CodeRule = {
  id: 'code/cookie-broad-scope',
  title: 'A cookie for every host of a domain',
  severity: 'low',
  cwe: [1275],
  owasp: ['A02:2025'],
  what: 'The Domain of a cookie is a whole registered domain.',
  why: 'Every host of it gets the cookie and can set it: a forgotten one among them is enough.',
  fix: 'Leave Domain out: the cookie then belongs to the host alone.',
  tags: ['cookie', 'http'],
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
  res.cookie('a', '1', { secure: true, httpOnly: true, domain: '.example.com' });
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
  res.cookie('a', '1', { secure: true, httpOnly: true });
  res.end();
});
`,
      },
    ],
  },
};
