import type { CodeRule } from './code-rule.ts';

export const redos: CodeRule = {
  id: 'code/redos',
  title: 'A pattern that takes exponential time',
  severity: 'medium',
  cwe: [1333],
  owasp: ['A06:2025'],
  what: 'A regular expression with a repetition inside a repetition, or with choices that overlap, is used on text of others.',
  why: 'A text of thirty characters keeps the only thread busy for minutes.',
  fix: 'Write the repetition so that each character has one way to match; limit the length first.',
  tags: ['regex', 'availability'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/1333.html',
    'https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/check', (req, res) => {
  res.json({ ok: /^(a+)+$/.test(req.query.text) });
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/check', (req, res) => {
  res.json({ ok: /^a+$/.test(req.query.text) });
});
`,
      },
    ],
  },
};
