import type { CodeRule } from './code-rule.ts';

export const headerInjection: CodeRule = {
  id: 'code/header-injection',
  title: 'Untrusted data in a header',
  severity: 'medium',
  cwe: [113, 93],
  owasp: ['A05:2025'],
  family: 'header',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is written into the name or the value of an HTTP header.',
  why: 'A client that chooses the name sets any header: cookies, CORS, caching. Where the runtime lets line breaks through, it writes a second response.',
  fix: 'Keep names constant; take values from a list or encode them (`encodeURIComponent`).',
  missing: 'not encoded for a header',
  remedy: 'Encode the value or take it from a list.',
  tags: ['injection', 'http'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/113.html',
    'https://owasp.org/www-community/attacks/HTTP_Response_Splitting',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/download', (req, res) => {
  res.setHeader(req.query.header, 'yes');
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
app.get('/download', (req, res) => {
  res.setHeader('X-Search', encodeURIComponent(req.query.q));
  res.end();
});
`,
      },
    ],
  },
};
