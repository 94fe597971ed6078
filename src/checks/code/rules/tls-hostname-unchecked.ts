import type { CodeRule } from './code-rule.ts';

export const tlsHostnameUnchecked: CodeRule = {
  id: 'code/tls-hostname-unchecked',
  title: 'The name in the certificate is not checked',
  severity: 'high',
  cwe: [297],
  owasp: ['A04:2025'],
  what: 'The function that compares the name of the host with the certificate accepts everything.',
  why: "Any valid certificate, of the attacker's own domain, serves to pretend to be the server.",
  fix: 'Leave `checkServerIdentity` alone.',
  tags: ['tls'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/297.html',
    'https://nodejs.org/api/tls.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const https = require('https');
module.exports = new https.Agent({ checkServerIdentity: () => undefined });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const https = require('https');
module.exports = new https.Agent({ keepAlive: true });
`,
      },
    ],
  },
};
