import type { CodeRule } from './code-rule.ts';

export const timingUnsafeCompare: CodeRule = {
  id: 'code/timing-unsafe-compare',
  title: 'A secret is compared in a time that depends on it',
  severity: 'low',
  cwe: [208],
  owasp: ['A04:2025'],
  what: 'A signature, a token or a hash of a request is compared with `===` or a like operator.',
  why: 'The comparison ends at the first difference: with many tries the attacker learns the value character by character.',
  fix: 'Compare with `crypto.timingSafeEqual`.',
  tags: ['crypto', 'timing'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/208.html',
    'https://nodejs.org/api/crypto.html#cryptotimingsafeequala-b',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
const express = require('express');
const app = express();
app.post('/hook', (req, res) => {
  const expected = crypto.createHmac('sha256', process.env.KEY).update(req.rawBody).digest('hex');
  if (req.headers['x-signature'] === expected) res.end();
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
)

func check(key, text, code []byte) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write(text)
	return bytes.Equal(mac.Sum(nil), code)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
const express = require('express');
const app = express();
app.post('/hook', (req, res) => {
  const expected = crypto.createHmac('sha256', process.env.KEY).update(req.rawBody).digest();
  const sent = Buffer.from(req.headers['x-signature'], 'hex');
  if (sent.length === expected.length && crypto.timingSafeEqual(sent, expected)) res.end();
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/hmac"
	"crypto/sha256"
)

func check(key, text, code []byte) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write(text)
	return hmac.Equal(mac.Sum(nil), code)
}
`,
      },
    ],
  },
};
