import type { CodeRule } from './code-rule.ts';

export const regexInjection: CodeRule = {
  id: 'code/regex-injection',
  title: 'Untrusted data is a regular expression',
  severity: 'medium',
  cwe: [1333, 730],
  owasp: ['A05:2025'],
  family: 'regex',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls becomes the source of a regular expression.',
  why: 'The attacker writes a pattern that takes minutes on a short text and stops the process, or one that matches everything where a check was meant.',
  fix: 'Search with `includes` or `indexOf`, or escape the value (`RegExp.escape`).',
  missing: 'not escaped for a pattern',
  remedy: 'Escape the value for regular expressions.',
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
app.get('/search', (req, res) => {
  const pattern = new RegExp(req.query.q, 'i');
  res.json(app.locals.names.filter((name) => pattern.test(name)));
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const _ = require('lodash');
const app = express();
app.get('/search', (req, res) => {
  const pattern = new RegExp(_.escapeRegExp(req.query.q), 'i');
  res.json(app.locals.names.filter((name) => pattern.test(name)));
});
`,
      },
    ],
  },
};
