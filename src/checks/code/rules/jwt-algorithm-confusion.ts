import type { CodeRule } from './code-rule.ts';

export const jwtAlgorithmConfusion: CodeRule = {
  id: 'code/jwt-algorithm-confusion',
  title: 'The token chooses how it is checked',
  severity: 'high',
  cwe: [347],
  owasp: ['A07:2025'],
  what: 'A token is checked with a public key, or by a middleware, without a list of algorithms.',
  why: 'The attacker signs with HMAC and the public key as the secret: the check passes.',
  fix: 'State `algorithms`.',
  tags: ['jwt', 'authentication'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/347.html',
    'https://www.rfc-editor.org/rfc/rfc8725',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { expressjwt } = require('express-jwt');
const legacy = require('express-jwt');
module.exports = legacy({ secret: process.env.PUBLIC_KEY });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const legacy = require('express-jwt');
module.exports = legacy({ secret: process.env.PUBLIC_KEY, algorithms: ['RS256'] });
`,
      },
    ],
  },
};
