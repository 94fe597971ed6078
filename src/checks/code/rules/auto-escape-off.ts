import type { CodeRule } from './code-rule.ts';

export const autoEscapeOff: CodeRule = {
  id: 'code/auto-escape-off',
  title: 'A template engine escapes nothing',
  severity: 'high',
  cwe: [79, 116],
  owasp: ['A05:2025'],
  what: 'The automatic escaping of a template engine is switched off.',
  why: 'Every value of every template is now markup: one forgotten filter is cross-site scripting.',
  fix: 'Leave it on and mark what is meant to be markup.',
  tags: ['xss', 'template'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html',
    'https://mozilla.github.io/nunjucks/api.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const nunjucks = require('nunjucks');
nunjucks.configure('views', { autoescape: false });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const nunjucks = require('nunjucks');
nunjucks.configure('views', { autoescape: true });
`,
      },
    ],
  },
};
