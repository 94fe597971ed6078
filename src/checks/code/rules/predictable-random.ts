import type { CodeRule } from './code-rule.ts';

export const predictableRandom: CodeRule = {
  id: 'code/predictable-random',
  title: 'A generator that is not made for secrets',
  severity: 'medium',
  cwe: [338],
  owasp: ['A04:2025'],
  what: 'A generator is called that its documentation calls predictable, by a name that promises random bytes.',
  why: 'What it yields can be computed from what it yielded before.',
  fix: 'Use the cryptographic generator of the platform.',
  tags: ['crypto', 'random'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/338.html',
    'https://nodejs.org/api/crypto.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = () => crypto.pseudoRandomBytes(16).toString('hex');
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"math/rand"
)

func fill(key []byte) {
	rand.Read(key)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = () => crypto.randomBytes(16).toString('hex');
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/rand"
)

func fill(key []byte) {
	rand.Read(key)
}
`,
      },
    ],
  },
};
