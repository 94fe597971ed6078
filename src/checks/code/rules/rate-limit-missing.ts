import type { CodeRule } from './code-rule.ts';

export const rateLimitMissing: CodeRule = {
  id: 'code/rate-limit-missing',
  title: 'A login that can be tried without end',
  severity: 'low',
  cwe: [307, 770],
  owasp: ['A07:2025'],
  what: 'A route that checks a password or a code has no middleware that limits the number of tries, though other routes of the program have.',
  why: 'Passwords and codes of six digits are found by trying.',
  fix: 'Use a limiter (express-rate-limit) on the route, and slow down by account.',
  tags: ['authentication', 'availability'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/307.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html',
    'https://github.com/express-rate-limit/express-rate-limit',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const bcrypt = require('bcrypt');
const express = require('express');
const rateLimit = require('express-rate-limit');
const app = express();
app.post('/contact', rateLimit({ windowMs: 60000, max: 5 }), (req, res) => res.end());
app.post('/login', async (req, res) => {
  res.json({ ok: await bcrypt.compare(req.body.password, app.locals.hash) });
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const bcrypt = require('bcrypt');
const express = require('express');
const rateLimit = require('express-rate-limit');
const app = express();
app.post('/login', rateLimit({ windowMs: 60000, max: 5 }), async (req, res) => {
  res.json({ ok: await bcrypt.compare(req.body.password, app.locals.hash) });
});
`,
      },
    ],
  },
};
