import type { CodeRule } from './code-rule.ts';

export const bodyLimitMissing: CodeRule = {
  id: 'code/body-limit-missing',
  title: 'Bodies without a useful limit',
  severity: 'low',
  cwe: [770],
  owasp: ['A06:2025'],
  what: 'The limit of request bodies is set so high that one request fills the memory.',
  why: 'A few clients take the process down.',
  fix: 'Set what the largest honest request needs.',
  tags: ['availability', 'http'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/770.html',
    'https://expressjs.com/en/resources/middleware/body-parser.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.use(express.json({ limit: '10gb' }));
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.use(express.json({ limit: '1mb' }));
`,
      },
    ],
  },
};
