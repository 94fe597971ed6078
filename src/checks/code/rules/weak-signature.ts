import type { CodeRule } from './code-rule.ts';

export const weakSignature: CodeRule = {
  id: 'code/weak-signature',
  title: 'A signature over a broken hash',
  severity: 'high',
  cwe: [327],
  owasp: ['A04:2025'],
  what: 'A signature is made or checked with MD5 or SHA-1.',
  why: 'Whoever lets one document be signed has a signature for a second one with the same hash.',
  fix: 'Use SHA-256 or Ed25519.',
  tags: ['crypto', 'signature'],
  version: 1,
  references: ['https://cwe.mitre.org/data/definitions/327.html', 'https://shattered.io/'],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (text, key) => crypto.createSign('RSA-SHA1').update(text).sign(key);
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (text, key) => crypto.createSign('RSA-SHA256').update(text).sign(key);
`,
      },
    ],
  },
};
