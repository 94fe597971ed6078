import type { CodeRule } from './code-rule.ts';

export const shortKey: CodeRule = {
  id: 'code/short-key',
  title: 'A key that is too short',
  severity: 'high',
  cwe: [326],
  owasp: ['A04:2025'],
  what: 'A key pair is made with fewer than 2048 bits (RSA, DSA, DH) or on a curve below 224 bits.',
  why: '768 bits of RSA were factored in 2009, 829 in 2020; 1024 are in reach of those with money.',
  fix: 'Use RSA with 3072 bits, or Ed25519 / P-256.',
  tags: ['crypto', 'key'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/326.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html',
    'https://doi.org/10.6028/NIST.SP.800-57pt1r5',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = () => crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/rand"
	"crypto/rsa"
)

func key() {
	rsa.GenerateKey(rand.Reader, 1024)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = () => crypto.generateKeyPairSync('rsa', { modulusLength: 3072 });
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/rand"
	"crypto/rsa"
)

func key() {
	rsa.GenerateKey(rand.Reader, 3072)
}
`,
      },
    ],
  },
};
