import type { CodeRule } from './code-rule.ts';

export const tlsVerificationOff: CodeRule = {
  id: 'code/tls-verification-off',
  title: 'Any certificate is accepted',
  severity: 'high',
  cwe: [295],
  owasp: ['A04:2025'],
  what: "The check of the server's certificate is switched off.",
  why: 'Whoever is on the way (a network, a proxy, a name server) reads and changes everything, passwords included.',
  fix: 'Leave the check on; add the certificate of an own authority with `ca`.',
  tags: ['tls'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/295.html',
    'https://nodejs.org/api/tls.html',
    'https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const https = require('https');
module.exports = new https.Agent({ rejectUnauthorized: false });
`,
      },
      {
        path: 'y.js',
        text: `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
`,
      },
      {
        path: 'x.py',
        text: `import requests

def rates():
    return requests.get('https://api.example.org', verify=False, timeout=5)
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/tls"
)

func config() *tls.Config {
	return &tls.Config{InsecureSkipVerify: true}
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const https = require('https');
const fs = require('fs');
module.exports = new https.Agent({ ca: fs.readFileSync('ca.pem') });
`,
      },
      {
        path: 'x.py',
        text: `import requests

def rates():
    return requests.get('https://api.example.org', verify='/etc/ca.pem', timeout=5)
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/tls"
)

func config() *tls.Config {
	return &tls.Config{ServerName: "example.com"}
}
`,
      },
    ],
  },
};
