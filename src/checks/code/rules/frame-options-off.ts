import type { CodeRule } from './code-rule.ts';

export const frameOptionsOff: CodeRule = {
  id: 'code/frame-options-off',
  title: 'Any site may show the pages in a frame',
  severity: 'low',
  cwe: [1021],
  owasp: ['A02:2025'],
  what: 'The header that stops other sites from framing the pages is switched off.',
  why: 'The attacker lays the page under its own and lets the user click what is not seen.',
  fix: 'Leave it on, or name the sites with `frame-ancestors`.',
  tags: ['headers', 'clickjacking'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/1021.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Clickjacking_Defense_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const helmet = require('helmet');
module.exports = helmet({ frameguard: false });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const helmet = require('helmet');
module.exports = helmet({ frameguard: { action: 'deny' } });
`,
      },
    ],
  },
};
