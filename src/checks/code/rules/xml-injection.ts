import type { CodeRule } from './code-rule.ts';

export const xmlInjection: CodeRule = {
  id: 'code/xml-injection',
  title: 'Untrusted data in the text of an XML document',
  severity: 'medium',
  cwe: [91],
  owasp: ['A05:2025'],
  family: 'xml',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is put into XML text that is then parsed or sent to a service.',
  why: 'An attacker closes the element and writes others: another price, another role, another recipient.',
  fix: 'Build the document with a builder that escapes, or escape `<`, `>`, `&` and quotes.',
  missing: 'not escaped for XML',
  remedy: 'Build the document with an XML builder.',
  tags: ['injection', 'xml'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/91.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/XML_Security_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const xml2js = require('xml2js');
const app = express();
app.post('/order', (req, res) => {
  const order = '<order><item>' + req.body.item + '</item><price>10</price></order>';
  xml2js.parseString(order, (error, parsed) => res.end());
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const xml2js = require('xml2js');
const app = express();
app.post('/order', (req, res) => {
  const text = new xml2js.Builder().buildObject({ order: { item: req.body.item, price: 10 } });
  res.json({ length: text.length });
});
`,
      },
    ],
  },
};
