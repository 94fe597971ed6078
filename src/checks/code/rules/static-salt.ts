import type { CodeRule } from './code-rule.ts';

export const staticSalt: CodeRule = {
  id: 'code/static-salt',
  title: 'A constant salt',
  severity: 'medium',
  cwe: [760],
  owasp: ['A04:2025'],
  what: 'The salt of a password hash or key derivation is a constant.',
  why: 'One table of hashes serves for all accounts, and equal passwords show.',
  fix: 'Make a salt of 16 random bytes for each password and store it beside the hash.',
  tags: ['crypto', 'password'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/760.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (password) => crypto.scryptSync(password, 'pepper', 64);
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (password) => crypto.scryptSync(password, crypto.randomBytes(16), 64);
`,
      },
    ],
  },
};
