import type { CodeRule } from './code-rule.ts';

export const xssTemplate: CodeRule = {
  id: 'code/xss-template',
  title: 'Untrusted data passes a template without escaping',
  severity: 'high',
  cwe: [79],
  owasp: ['A05:2025'],
  family: 'html',
  sources: ['remote', 'stored', 'foreign'],
  what: 'Untrusted data is marked as safe markup, or given to a template engine or helper that does not escape it.',
  why: 'The escaping that everybody relies on is off for this value: its script runs in the browser of whoever sees the page.',
  fix: 'Pass plain text and let the engine escape it; sanitise what has to stay HTML.',
  missing: 'not escaped for HTML',
  remedy: 'Pass the value as plain text, or sanitise it first.',
  tags: ['xss', 'template'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html',
    'https://handlebarsjs.com/api-reference/utilities.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const Handlebars = require('handlebars');
const app = express();
const page = Handlebars.compile('<p>{{text}}</p>');
app.get('/', (req, res) => {
  res.send(page({ text: new Handlebars.SafeString(req.query.text) }));
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"html/template"
	"net/http"
)

var page = template.Must(template.New("page").Parse("<p>{{.}}</p>"))

func handle(w http.ResponseWriter, r *http.Request) {
	page.Execute(w, template.HTML(r.FormValue("text")))
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const Handlebars = require('handlebars');
const app = express();
const page = Handlebars.compile('<p>{{text}}</p>');
app.get('/', (req, res) => {
  res.send(page({ text: req.query.text }));
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"html/template"
	"net/http"
)

var page = template.Must(template.New("page").Parse("<p>{{.}}</p>"))

func handle(w http.ResponseWriter, r *http.Request) {
	page.Execute(w, r.FormValue("text"))
}
`,
      },
    ],
  },
};
