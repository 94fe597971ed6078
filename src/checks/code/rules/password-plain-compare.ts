import type { CodeRule } from './code-rule.ts';

export const passwordPlainCompare: CodeRule = {
  id: 'code/password-plain-compare',
  title: 'A password is compared in clear',
  severity: 'medium',
  cwe: [256, 522],
  owasp: ['A07:2025'],
  what: 'A password of the request is compared with a stored one as it is, in code or in a query.',
  why: 'So passwords are stored in clear: whoever reads the table has them all, here and elsewhere.',
  fix: 'Store a hash (Argon2id, scrypt, bcrypt) and compare with its function.',
  tags: ['authentication', 'password'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/256.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.post('/login', (req, res) => {
  const user = app.locals.find(req.body.name);
  if (user.password === req.body.password) res.json({ ok: true });
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
  const user = app.locals.find(req.body.name);
  if (await bcrypt.compare(req.body.password, user.passwordHash)) res.json({ ok: true });
});
`,
      },
    ],
  },
};
