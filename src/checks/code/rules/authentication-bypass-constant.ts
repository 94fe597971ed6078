import type { CodeRule } from './code-rule.ts';

export const authenticationBypassConstant: CodeRule = {
  id: 'code/authentication-bypass-constant',
  title: 'A password is compared with a constant',
  severity: 'high',
  cwe: [798, 259],
  owasp: ['A07:2025'],
  what: 'A password of the request is compared with text that stands in the code.',
  why: 'Whoever has seen the source logs in, and nobody can change it without a release.',
  fix: 'Compare with the hash of the account.',
  tags: ['authentication', 'password'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/798.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.post('/login', (req, res) => {
  if (req.body.password === 'letmein1') res.json({ ok: true });
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const bcrypt = require('bcrypt');
const express = require('express');
const app = express();
app.post('/login', async (req, res) => {
  if (await bcrypt.compare(req.body.password, app.locals.hash)) res.json({ ok: true });
});
`,
      },
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.post('/login', (req, res) => {
  tellIf(() => req.body.name === 'root' && req.body.password === 'letmein1');
  res.end();
});
`,
      },
    ],
  },
};
