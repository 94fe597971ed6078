import type { CodeRule } from './code-rule.ts';

export const weakHash: CodeRule = {
  id: 'code/weak-hash',
  title: 'A hash that is broken',
  severity: 'medium',
  cwe: [328, 327],
  owasp: ['A04:2025'],
  confidence: 'low',
  what: 'MD5, SHA-1 or an older hash function is computed.',
  why: 'Two texts with the same hash are made in seconds (MD5) or for the price of a car (SHA-1): signatures, caches and checks of integrity that rest on it can be fooled.',
  fix: 'Use SHA-256 or BLAKE2. Where the hash protects nothing (a cache key), say so in a waiver.',
  tags: ['crypto', 'hash'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/328.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html',
    'https://csrc.nist.gov/projects/hash-functions/nist-policy-on-hash-functions',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (file) => crypto.createHash('md5').update(file).digest('hex');
`,
      },
      {
        path: 'X.java',
        text: `import java.security.MessageDigest;
class X {
  byte[] digest(byte[] text) throws Exception {
    return MessageDigest.getInstance("MD5").digest(text);
  }
}
`,
      },
      {
        path: 'x.py',
        text: `import hashlib

def digest(text):
    return hashlib.md5(text).hexdigest()
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/md5"
)

func sum(data []byte) [16]byte {
	return md5.Sum(data)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (file) => crypto.createHash('sha256').update(file).digest('hex');
`,
      },
      {
        path: 'X.java',
        text: `import java.security.MessageDigest;
class X {
  byte[] digest(byte[] text) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(text);
  }
}
`,
      },
      {
        path: 'x.py',
        text: `import hashlib

def digest(text):
    return hashlib.sha256(text).hexdigest()

def tag(text):
    return hashlib.md5(text, usedforsecurity=False).hexdigest()
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/sha256"
)

func sum(data []byte) [32]byte {
	return sha256.Sum256(data)
}
`,
      },
    ],
  },
};
