import type { CodeRule } from './code-rule.ts';

export const sensitiveFileServed: CodeRule = {
  id: 'code/sensitive-file-served',
  title: 'A file that nobody should get is served',
  severity: 'high',
  cwe: [552, 538],
  owasp: ['A01:2025'],
  what: 'A route sends a key, a database or a hidden file, or hidden files are allowed.',
  why: 'Anybody who asks gets it.',
  fix: 'Remove the route.',
  tags: ['exposure', 'file'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/552.html',
    'https://expressjs.com/en/resources/middleware/serve-static.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.use(express.static('public', { dotfiles: 'allow' }));
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.use(express.static('public', { dotfiles: 'ignore' }));
`,
      },
    ],
  },
};
