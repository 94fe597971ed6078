import type { CodeRule } from './code-rule.ts';

export const xmlEntityExpansion: CodeRule = {
  id: 'code/xml-entity-expansion',
  title: 'An XML parser without limits',
  severity: 'medium',
  cwe: [776],
  owasp: ['A02:2025'],
  what: 'The limits of a parser on depth, size and entities are switched off.',
  why: 'A document of a kilobyte expands to gigabytes and takes the process down.',
  fix: 'Leave the limits on.',
  tags: ['xml', 'availability'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/776.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/XML_Security_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const libxmljs = require('libxmljs');
module.exports = (text) => libxmljs.parseXml(text, { huge: true });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const libxmljs = require('libxmljs');
module.exports = (text) => libxmljs.parseXml(text);
`,
      },
    ],
  },
};
