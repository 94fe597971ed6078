import type { CodeRule } from './code-rule.ts';

export const sessionFixation: CodeRule = {
  id: 'code/session-fixation',
  title: 'The identifier of a session stays what a client knew before',
  severity: 'high',
  cwe: [384],
  owasp: ['A07:2025'],
  family: 'session',
  sources: ['remote'],
  what: 'A value of the request becomes the identifier of a session, or a login goes on with the session from before.',
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
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.post('/login', (req, res) => {
  const { name, password } = req.body;
  users.validateLogin(name, password, (error, user) => {
    if (error) return res.sendStatus(401);
    req.session.userId = user.id;
    res.redirect('/');
  });
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
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.post('/login', (req, res) => {
  const { name, password } = req.body;
  users.validateLogin(name, password, (error, user) => {
    if (error) return res.sendStatus(401);
    req.session.regenerate(() => {
      req.session.userId = user.id;
      res.redirect('/');
    });
  });
});
app.post('/logout', (req, res) => {
  req.session.userId = null;
  res.redirect('/');
});
`,
      },
    ],
  },
};
