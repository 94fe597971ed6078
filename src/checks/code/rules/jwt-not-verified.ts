import type { CodeRule } from './code-rule.ts';

export const jwtNotVerified: CodeRule = {
  id: 'code/jwt-not-verified',
  title: 'A token is read without checking its signature',
  severity: 'high',
  cwe: [347],
  owasp: ['A07:2025'],
  confidence: 'low',
  what: 'The contents of a token are decoded by a function that checks no signature.',
  why: 'Where they decide who somebody is, anybody is whoever they say.',
  fix: 'Call `verify` with the key and the list of algorithms.',
  tags: ['jwt', 'authentication'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/347.html',
    'https://www.rfc-editor.org/rfc/rfc8725',
    'https://github.com/auth0/node-jsonwebtoken',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => jwt.decode(token).user;
`,
      },
      {
        path: 'x.py',
        text: `import jwt

def who(token):
    return jwt.decode(token, options={'verify_signature': False})
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/golang-jwt/jwt/v5"
)

func claims(text string) {
	jwt.NewParser().ParseUnverified(text, jwt.MapClaims{})
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token, key) => jwt.verify(token, key, { algorithms: ['HS256'] }).user;
`,
      },
      {
        path: 'x.py',
        text: `import jwt

def who(token, key):
    return jwt.decode(token, key, algorithms=['RS256'])
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/golang-jwt/jwt/v5"
)

func claims(text string, key jwt.Keyfunc) {
	jwt.ParseWithClaims(text, jwt.MapClaims{}, key)
}
`,
      },
    ],
  },
};
