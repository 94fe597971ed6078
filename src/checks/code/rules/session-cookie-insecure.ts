import type { CodeRule } from './code-rule.ts';

export const sessionCookieInsecure: CodeRule = {
  id: 'code/session-cookie-insecure',
  title: 'The cookie of sessions is sent without encryption',
  severity: 'medium',
  cwe: [614],
  owasp: ['A02:2025'],
  what: 'A session middleware sets its cookie without the attribute Secure.',
  why: 'A single request over http gives the session away.',
  fix: 'Set `cookie.secure` (behind a proxy with `trust proxy`).',
  tags: ['session', 'cookie'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/614.html',
    'https://github.com/expressjs/session',
    'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const session = require('express-session');
module.exports = session({ secret: process.env.SESSION_SECRET, cookie: { secure: false } });
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
    ],
  },
};
