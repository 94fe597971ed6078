import type { CodeRule } from './code-rule.ts';

export const formatString: CodeRule = {
  id: 'code/format-string',
  title: 'Untrusted data is a format string',
  severity: 'low',
  cwe: [134],
  owasp: ['A05:2025'],
  family: 'format',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is the format of a formatting function that also gets other values.',
  why: 'Directives of the attacker swallow, reorder or reveal the values that follow, and garble the log.',
  fix: "Keep the format constant: `'%s'`.",
  missing: 'used as the format',
  remedy: 'Use a constant format and pass the value after it.',
  tags: ['injection', 'format'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/134.html',
    'https://nodejs.org/api/util.html#utilformatformat-args',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const util = require('util');
const app = express();
app.get('/greet', (req, res) => {
  const text = util.format(req.query.greeting, req.headers.authorization);
  res.json({ length: text.length });
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const util = require('util');
const app = express();
app.get('/greet', (req, res) => {
  const text = util.format('%s %s', req.query.greeting, 'you');
  res.json({ length: text.length });
});
`,
      },
    ],
  },
};
