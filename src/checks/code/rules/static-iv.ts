import type { CodeRule } from './code-rule.ts';

export const staticIv: CodeRule = {
  id: 'code/static-iv',
  title: 'A constant initialisation vector',
  severity: 'medium',
  cwe: [329, 1204],
  owasp: ['A04:2025'],
  what: 'The initialisation vector (nonce) of an encryption is a constant.',
  why: 'Equal beginnings of plain texts show. With GCM or CTR the same nonce twice gives the plain text away, with GCM also the key that authenticates.',
  fix: 'Make a new one with `crypto.randomBytes` for each message and send it along.',
  tags: ['crypto', 'cipher'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/329.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (key) => crypto.createCipheriv('aes-256-gcm', key, '000000000000');
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/cipher"
)

func seal(block cipher.Block) {
	cipher.NewCBCEncrypter(block, []byte("0123456789abcdef"))
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (key) => crypto.createCipheriv('aes-256-gcm', key, crypto.randomBytes(12));
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/cipher"
	"crypto/rand"
)

func seal(block cipher.Block) {
	iv := make([]byte, 16)
	rand.Read(iv)
	cipher.NewCBCEncrypter(block, iv)
}
`,
      },
    ],
  },
};
