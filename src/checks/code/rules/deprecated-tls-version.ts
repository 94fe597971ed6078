import type { CodeRule } from './code-rule.ts';

export const deprecatedTlsVersion: CodeRule = {
  id: 'code/deprecated-tls-version',
  title: 'An old version of TLS is allowed',
  severity: 'medium',
  cwe: [327, 326],
  owasp: ['A04:2025'],
  what: 'A server or client is told to speak SSL 3, TLS 1.0 or TLS 1.1.',
  why: 'These versions rest on MD5 and SHA-1 and on CBC with known attacks; RFC 8996 forbids them.',
  fix: 'Leave the default, or set the minimum to TLS 1.2.',
  tags: ['tls', 'crypto'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/327.html',
    'https://www.rfc-editor.org/rfc/rfc8996',
    'https://nodejs.org/api/tls.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const https = require('https');
module.exports = (key, cert, handler) => https.createServer({ key, cert, minVersion: 'TLSv1' }, handler);
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/tls"
)

func config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS10}
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const https = require('https');
module.exports = (key, cert, handler) => https.createServer({ key, cert, minVersion: 'TLSv1.2' }, handler);
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/tls"
)

func config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12}
}
`,
      },
    ],
  },
};
