import type { CodeRule } from './code-rule.ts';

export const securityHeadersOff: CodeRule = {
  id: 'code/security-headers-off',
  title: 'A protective header is switched off',
  severity: 'low',
  cwe: [693],
  owasp: ['A02:2025'],
  what: 'HSTS, protection against sniffing of types, or another default of a middleware for headers is switched off.',
  why: 'Browsers would have stopped downgrades to http and scripts under a wrong type; now they do not.',
  fix: 'Leave the defaults on.',
  tags: ['headers', 'http'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/693.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html',
    'https://helmetjs.github.io/',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const helmet = require('helmet');
module.exports = helmet({ hsts: false });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const helmet = require('helmet');
module.exports = helmet();
`,
      },
    ],
  },
};
