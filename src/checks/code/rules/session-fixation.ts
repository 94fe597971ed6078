import type { CodeRule } from './code-rule.ts';

export const sessionFixation: CodeRule = {
  id: 'code/session-fixation',
  title: 'The client chooses the identifier of its session',
  severity: 'high',
  cwe: [384],
  owasp: ['A07:2025'],
  family: 'session',
  sources: ['remote'],
  what: 'A value of the request becomes the identifier of a session.',
  why: 'The attacker gives the victim an identifier, waits for the login, and is logged in with it.',
  fix: 'Make the identifier on the server, and a new one at each login (`req.session.regenerate`).',
  missing: 'not made by the server',
  remedy: 'Call `req.session.regenerate` at login.',
  tags: ['session', 'authentication'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/384.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/login', (req, res) => {
  req.sessionID = req.query.session;
  res.end();
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/login', (req, res) => {
  req.session.regenerate(() => res.end());
});
`,
      },
    ],
  },
};
