import type { CodeRule } from './code-rule.ts';

export const cspUnsafe: CodeRule = {
  id: 'code/csp-unsafe',
  title: 'A content security policy that allows any script',
  severity: 'low',
  cwe: [1021, 79],
  owasp: ['A02:2025'],
  what: "A policy allows scripts with `'unsafe-inline'`, `'unsafe-eval'` or `*`, or the default policy is switched off.",
  why: 'A script that gets into the page runs, which the policy is there to stop.',
  fix: "Use nonces or hashes, and `'strict-dynamic'`.",
  tags: ['headers', 'xss'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/1021.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Content_Security_Policy_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const helmet = require('helmet');
module.exports = helmet({ contentSecurityPolicy: false });
`,
      },
      {
        path: 'y.js',
        text: `const express = require('express');
const app = express();
app.get('/', (req, res) => {
  res.setHeader('Content-Security-Policy', "script-src 'self' 'unsafe-inline'");
  res.end();
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const helmet = require('helmet');
module.exports = helmet();
`,
      },
    ],
  },
};
