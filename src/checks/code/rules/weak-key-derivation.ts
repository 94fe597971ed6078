import type { CodeRule } from './code-rule.ts';

export const weakKeyDerivation: CodeRule = {
  id: 'code/weak-key-derivation',
  title: 'A password is stretched with too few rounds',
  severity: 'medium',
  cwe: [916],
  owasp: ['A04:2025'],
  what: 'A key or a password hash is derived with few rounds, or by a scheme that has none.',
  why: 'Whoever gets the hashes tries billions of passwords a second.',
  fix: 'Use Argon2id, scrypt or bcrypt (cost 10 or more); PBKDF2-HMAC-SHA-256 with 600,000 rounds.',
  tags: ['crypto', 'password'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/916.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (password, salt) => crypto.pbkdf2Sync(password, salt, 1000, 32, 'sha256');
`,
      },
      {
        path: 'y.js',
        text: `const bcrypt = require('bcrypt');
module.exports = (password) => bcrypt.hashSync(password, 4);
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"golang.org/x/crypto/bcrypt"
)

func hash(password []byte) {
	bcrypt.GenerateFromPassword(password, bcrypt.MinCost)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (password, salt) => crypto.pbkdf2Sync(password, salt, 600000, 32, 'sha256');
`,
      },
      {
        path: 'y.js',
        text: `const bcrypt = require('bcrypt');
module.exports = (password) => bcrypt.hashSync(password, 12);
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"golang.org/x/crypto/bcrypt"
)

func hash(password []byte) {
	bcrypt.GenerateFromPassword(password, bcrypt.DefaultCost)
}
`,
      },
    ],
  },
};
