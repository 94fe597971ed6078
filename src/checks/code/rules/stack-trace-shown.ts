import type { CodeRule } from './code-rule.ts';

export const stackTraceShown: CodeRule = {
  id: 'code/stack-trace-shown',
  title: 'Every client gets stack traces',
  severity: 'low',
  cwe: [209],
  owasp: ['A10:2025'],
  what: 'A middleware that answers with stack traces is used without a condition.',
  why: 'Paths, versions and statements tell an attacker where to look next.',
  fix: 'Use it in development only.',
  tags: ['errors', 'exposure'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/209.html',
    'https://expressjs.com/en/resources/middleware/errorhandler.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const errorHandler = require('errorhandler');
const app = express();
app.use(errorHandler());
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.use((error, req, res, next) => {
  console.error(error);
  res.sendStatus(500);
});
`,
      },
    ],
  },
};
