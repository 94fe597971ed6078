import type { CodeRule } from './code-rule.ts';

export const weakRsaPadding: CodeRule = {
  id: 'code/weak-rsa-padding',
  title: 'RSA encryption without OAEP',
  severity: 'medium',
  cwe: [780],
  owasp: ['A04:2025'],
  what: 'RSA encrypts or decrypts with PKCS #1 v1.5 padding or none.',
  why: 'Whoever can ask whether the padding was right decrypts messages step by step (Bleichenbacher 1998, ROBOT 2017).',
  fix: 'Use OAEP with SHA-256.',
  tags: ['crypto', 'rsa'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/780.html',
    'https://www.rfc-editor.org/rfc/rfc8017',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (key, data) =>
  crypto.privateDecrypt({ key, padding: crypto.constants.RSA_PKCS1_PADDING }, data);
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/rand"
	"crypto/rsa"
)

func seal(key *rsa.PublicKey, text []byte) {
	rsa.EncryptPKCS1v15(rand.Reader, key, text)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (key, data) =>
  crypto.privateDecrypt({ key, padding: crypto.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, data);
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
)

func seal(key *rsa.PublicKey, text []byte) {
	rsa.EncryptOAEP(sha256.New(), rand.Reader, key, text, nil)
}
`,
      },
    ],
  },
};
