import type { CodeRule } from './code-rule.ts';

export const hardcodedCredentials: CodeRule = {
  id: 'code/hardcoded-credentials',
  title: 'A password stands in the code',
  severity: 'high',
  cwe: [798, 259],
  owasp: ['A07:2025'],
  what: 'A database, a mail server, a cloud or another service is opened with a password that is a constant of the program.',
  why: 'Whoever sees the source, its history or the package has the password of every installation, and it can be changed only with the program.',
  fix: 'Read the password from a secret store or the environment, and change the one that was published.',
  tags: ['secret', 'authentication'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/798.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { Client } = require('pg');
const client = new Client({ user: 'app', password: 'not-a-real-one' });
`,
      },
      {
        path: 'y.ts',
        text: `import https from 'node:https';
const PASSWORD = 'not-a-real-one';
https.get({ host: 'db.example.com', auth: 'app:' + PASSWORD });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { Client } = require('pg');
const client = new Client({ user: 'app', password: process.env.PGPASSWORD });
const other = new Client({ user: 'app', password: '' });
const third = new Client({ user: 'app', password: '<password>' });
`,
      },
      {
        path: 'y.ts',
        text: `import https from 'node:https';
https.get({ host: 'db.example.com', auth: 'app:' + process.env.PASSWORD });
`,
      },
    ],
  },
};
