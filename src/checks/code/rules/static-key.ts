import type { CodeRule } from './code-rule.ts';

export const staticKey: CodeRule = {
  id: 'code/static-key',
  title: 'A key that stands in the code',
  severity: 'high',
  cwe: [321, 798],
  owasp: ['A04:2025'],
  what: 'The key of an encryption or a message authentication is a constant of the program.',
  why: 'Whoever sees the source or the package has the key: of every installation, for ever.',
  fix: 'Read the key from a secret store or the environment, and change the one that was published.',
  tags: ['crypto', 'secret'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/321.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (text) => crypto.createHmac('sha256', 'not-a-real-key').update(text).digest('hex');
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/aes"
)

func open() {
	aes.NewCipher([]byte("0123456789abcdef"))
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (text) => crypto.createHmac('sha256', process.env.KEY).update(text).digest('hex');
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/aes"
	"os"
)

func open() {
	aes.NewCipher([]byte(os.Getenv("KEY")))
}
`,
      },
    ],
  },
};
