import type { CodeRule } from './code-rule.ts';

export const jwtNoExpiryCheck: CodeRule = {
  id: 'code/jwt-no-expiry-check',
  title: 'Tokens never expire',
  severity: 'low',
  cwe: [613],
  owasp: ['A07:2025'],
  confidence: 'low',
  what: 'A token is made without an end, or the end is ignored when it is checked.',
  why: 'A token that was stolen once is good for ever.',
  fix: 'Set `expiresIn`, and do not ignore it.',
  tags: ['jwt', 'session'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/613.html',
    'https://www.rfc-editor.org/rfc/rfc8725',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token, key) =>
  jwt.verify(token, key, { algorithms: ['HS256'], ignoreExpiration: true });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token, key) => jwt.verify(token, key, { algorithms: ['HS256'] });
`,
      },
    ],
  },
};
