import type { CodeRule } from './code-rule.ts';

export const xsltInjection: CodeRule = {
  id: 'code/xslt-injection',
  title: 'Untrusted data is an XSLT stylesheet',
  severity: 'high',
  cwe: [91],
  owasp: ['A05:2025'],
  family: 'xml',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is, or becomes part of, a stylesheet that a processor runs.',
  why: 'Stylesheets are programs: they read files with `document()`, write files and in many processors call functions of the host.',
  fix: 'Keep stylesheets as files of the application and pass values as stylesheet parameters.',
  missing: 'used as the stylesheet',
  remedy: 'Pass the value as a parameter of a constant stylesheet.',
  tags: ['injection', 'xml', 'xslt'],
  version: 1,
  references: ['https://cwe.mitre.org/data/definitions/91.html', 'https://www.w3.org/TR/xslt-30/'],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const { Xslt, XmlParser } = require('xslt-processor');
const app = express();
app.post('/transform', async (req, res) => {
  const parser = new XmlParser();
  res.send(await new Xslt().xsltProcess(parser.xmlParse('<a/>'), parser.xmlParse(req.body.sheet)));
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const fs = require('fs');
const { Xslt, XmlParser } = require('xslt-processor');
const app = express();
app.post('/transform', async (req, res) => {
  const parser = new XmlParser();
  const sheet = fs.readFileSync('sheet.xsl', 'utf8');
  await new Xslt().xsltProcess(parser.xmlParse(req.body.document), parser.xmlParse(sheet));
  res.end();
});
`,
      },
    ],
  },
};
