import type { CodeRule } from './code-rule.ts';

export const xxe: CodeRule = {
  id: 'code/xxe',
  title: 'Untrusted XML is parsed with external entities',
  severity: 'high',
  cwe: [611, 776],
  owasp: ['A02:2025'],
  family: 'xml',
  sources: ['remote', 'foreign'],
  what: 'XML that a client controls is parsed by a parser that resolves external entities.',
  why: 'A document type of the attacker reads files of the server, sends requests from inside, or fills the memory with nested entities.',
  fix: 'Leave entities off (`noent: false`), or use a parser that has none.',
  missing: 'parsed with entities on',
  remedy: 'Turn external entities off.',
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
        text: `const express = require('express');
const libxmljs = require('libxmljs');
const app = express();
app.use(express.text());
app.post('/import', (req, res) => {
  const document = libxmljs.parseXml(req.body, { noent: true });
  res.json({ name: document.root().name() });
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    javax.xml.parsers.DocumentBuilderFactory factory = javax.xml.parsers.DocumentBuilderFactory.newInstance();
    factory.newDocumentBuilder().parse(request.getInputStream());
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
from lxml import etree

app = Flask(__name__)

@app.route('/x')
def view():
    parser = etree.XMLParser(resolve_entities=True)
    return etree.fromstring(request.get_data(), parser).tag
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const libxmljs = require('libxmljs');
const app = express();
app.use(express.text());
app.post('/import', (req, res) => {
  const document = libxmljs.parseXml(req.body);
  res.json({ name: document.root().name() });
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    javax.xml.parsers.DocumentBuilderFactory factory = javax.xml.parsers.DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.newDocumentBuilder().parse(request.getInputStream());
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
from lxml import etree

app = Flask(__name__)

@app.route('/x')
def view():
    parser = etree.XMLParser(resolve_entities=False)
    return etree.fromstring(request.get_data(), parser).tag
`,
      },
    ],
  },
};
