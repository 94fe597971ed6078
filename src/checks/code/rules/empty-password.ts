import type { CodeRule } from './code-rule.ts';

export const emptyPassword: CodeRule = {
  id: 'code/empty-password',
  title: 'An account without a password',
  severity: 'medium',
  cwe: [258],
  owasp: ['A07:2025'],
  what: 'A connection is opened with an empty password.',
  why: 'Whoever reaches the port is in.',
  fix: 'Set a password and read it from the environment.',
  tags: ['password', 'database'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/258.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Database_Security_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const mysql = require('mysql2');
module.exports = mysql.createConnection({ host: 'db.internal', user: 'app', password: '' });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const mysql = require('mysql2');
module.exports = mysql.createConnection({ host: 'db.internal', user: 'app', password: process.env.DB_PASSWORD });
`,
      },
    ],
  },
};
