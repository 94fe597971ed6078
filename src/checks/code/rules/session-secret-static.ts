import type { CodeRule } from './code-rule.ts';

export const sessionSecretStatic: CodeRule = {
  id: 'code/session-secret-static',
  title: 'The secret of sessions stands in the code',
  severity: 'high',
  cwe: [798, 321],
  owasp: ['A07:2025'],
  what: 'The secret that signs session cookies is a constant of the program.',
  why: 'Whoever has seen the source signs a session of any account.',
  fix: 'Read a random secret from the environment or a secret store.',
  tags: ['session', 'secret'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/798.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html',
    'https://github.com/expressjs/session',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const session = require('express-session');
module.exports = session({ secret: 'keyboard cat', cookie: { secure: true } });
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/gorilla/sessions"
)

func store() *sessions.CookieStore {
	return sessions.NewCookieStore([]byte("secret"))
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const session = require('express-session');
module.exports = session({ secret: process.env.SESSION_SECRET, cookie: { secure: true } });
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/gorilla/sessions"
	"os"
)

func store() *sessions.CookieStore {
	return sessions.NewCookieStore([]byte(os.Getenv("SECRET")))
}
`,
      },
    ],
  },
};
