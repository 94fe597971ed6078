import type { CodeRule } from './code-rule.ts';

export const jwtNoneAlgorithm: CodeRule = {
  id: 'code/jwt-none-algorithm',
  title: 'Tokens without a signature are accepted or made',
  severity: 'critical',
  cwe: [347],
  owasp: ['A07:2025'],
  what: 'The algorithm `none` is used to sign or allowed when a token is checked.',
  why: 'Anybody writes a token with any account and any role.',
  fix: 'List the one algorithm that is used.',
  tags: ['jwt', 'authentication'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/347.html',
    'https://www.rfc-editor.org/rfc/rfc8725',
    'https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token, key) => jwt.verify(token, key, { algorithms: ['none'] });
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/golang-jwt/jwt/v5"
)

func sign() (string, error) {
	return jwt.New(jwt.SigningMethodNone).SignedString(jwt.UnsafeAllowNoneSignatureType)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token, key) => jwt.verify(token, key, { algorithms: ['RS256'] });
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/golang-jwt/jwt/v5"
)

func sign(key []byte) (string, error) {
	return jwt.New(jwt.SigningMethodHS256).SignedString(key)
}
`,
      },
    ],
  },
};
