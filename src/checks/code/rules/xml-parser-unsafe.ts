import type { CodeRule } from './code-rule.ts';

export const xmlParserUnsafe: CodeRule = {
  id: 'code/xml-parser-unsafe',
  title: 'An XML parser that resolves external entities',
  severity: 'medium',
  cwe: [611],
  owasp: ['A02:2025'],
  what: 'A parser is told to replace entities.',
  why: 'XML with a document type reads files of the server and sends requests from it.',
  fix: 'Leave entities alone.',
  tags: ['xml', 'xxe'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/611.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const libxmljs = require('libxmljs');
module.exports = (text) => libxmljs.parseXml(text, { noent: true });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const libxmljs = require('libxmljs');
module.exports = (text) => libxmljs.parseXml(text, { nonet: true });
`,
      },
    ],
  },
};
