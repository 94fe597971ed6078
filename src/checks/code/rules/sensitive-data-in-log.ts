import type { CodeRule } from './code-rule.ts';

export const sensitiveDataInLog: CodeRule = {
  id: 'code/sensitive-data-in-log',
  title: 'A password or token is written to the log',
  severity: 'medium',
  cwe: [532],
  owasp: ['A09:2025'],
  family: 'sensitive',
  sources: ['secret'],
  what: 'A password, a token or a whole request with them is written to a log.',
  why: 'Logs are copied to systems that many people and services read, and are kept for years.',
  fix: 'Log who and what, never with which secret; remove the field or mask it.',
  missing: 'not masked',
  remedy: 'Leave the value out of the log.',
  tags: ['logging', 'secret'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/532.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.post('/login', (req, res) => {
  const { user, password } = req.body;
  console.log('login', password);
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
app.post('/login', (req, res) => {
  const { user, password } = req.body;
  console.log('login', password.length > 0);
  res.end();
});
`,
      },
    ],
  },
};
