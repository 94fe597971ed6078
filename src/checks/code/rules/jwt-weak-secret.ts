import type { CodeRule } from './code-rule.ts';

export const jwtWeakSecret: CodeRule = {
  id: 'code/jwt-weak-secret',
  title: 'The secret of tokens stands in the code',
  severity: 'high',
  cwe: [798, 321],
  owasp: ['A07:2025'],
  what: 'Tokens are signed or checked with a constant of the program.',
  why: 'Whoever has seen the source signs tokens for any account; short ones are also found by trying.',
  fix: 'Read a random secret of 32 bytes from the environment or a secret store.',
  tags: ['jwt', 'secret'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/798.html',
    'https://www.rfc-editor.org/rfc/rfc8725',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id) => jwt.sign({ id }, 'changeit', { expiresIn: '1h' });
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/golang-jwt/jwt/v5"
)

func sign() (string, error) {
	return jwt.New(jwt.SigningMethodHS256).SignedString([]byte("secret"))
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id) => jwt.sign({ id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/golang-jwt/jwt/v5"
	"os"
)

func sign() (string, error) {
	return jwt.New(jwt.SigningMethodHS256).SignedString([]byte(os.Getenv("SECRET")))
}
`,
      },
    ],
  },
};
