import type { CodeRule } from './code-rule.ts';

export const weakHashPassword: CodeRule = {
  id: 'code/weak-hash-password',
  title: 'A password is hashed with a fast hash',
  severity: 'high',
  cwe: [916, 328],
  owasp: ['A04:2025'],
  family: 'sensitive',
  sources: ['secret'],
  what: 'A password is given to a hash function that is made for speed: MD5, SHA-1, SHA-2.',
  why: 'A graphics card tries billions of passwords a second against such a hash.',
  fix: 'Use Argon2id, scrypt or bcrypt.',
  missing: 'not hashed with a slow function',
  remedy: 'Use Argon2id, scrypt or bcrypt.',
  tags: ['crypto', 'password', 'hash'],
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
module.exports = (user) => crypto.createHash('sha1').update(user.password).digest('hex');
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const bcrypt = require('bcrypt');
module.exports = (user) => bcrypt.hash(user.password, 12);
`,
      },
    ],
  },
};
