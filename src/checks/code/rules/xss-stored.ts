import type { CodeRule } from './code-rule.ts';

export const xssStored: CodeRule = {
  id: 'code/xss-stored',
  title: 'Stored data in a page without escaping',
  severity: 'high',
  cwe: [79],
  owasp: ['A05:2025'],
  family: 'html',
  sources: ['stored'],
  what: 'Data from a database or a file is written into an HTML response without being escaped.',
  why: 'Script that one user stored runs in the browser of every user who looks at it.',
  fix: 'Escape when writing the page, with a template engine that does so by itself; sanitise what has to stay HTML.',
  missing: 'not escaped for HTML',
  remedy: 'Escape the value for HTML.',
  tags: ['xss', 'injection', 'second-order'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const { Pool } = require('pg');
const app = express();
const pool = new Pool();
app.get('/comments', async (req, res) => {
  const { rows } = await pool.query('SELECT text FROM comments');
  res.send('<ul>' + rows.map((row) => '<li>' + row.text + '</li>').join('') + '</ul>');
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"database/sql"
	"fmt"
	"net/http"
)

var db *sql.DB

func handle(w http.ResponseWriter, r *http.Request) {
	var name string
	db.QueryRow("SELECT name FROM users").Scan(&name)
	fmt.Fprintf(w, "<p>%s</p>", name)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const escapeHtml = require('escape-html');
const { Pool } = require('pg');
const app = express();
const pool = new Pool();
app.get('/comments', async (req, res) => {
  const { rows } = await pool.query('SELECT text FROM comments');
  res.send('<ul>' + rows.map((row) => '<li>' + escapeHtml(row.text) + '</li>').join('') + '</ul>');
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"database/sql"
	"html/template"
	"net/http"
)

var db *sql.DB

var page = template.Must(template.New("page").Parse("<p>{{.}}</p>"))

func handle(w http.ResponseWriter, r *http.Request) {
	var name string
	db.QueryRow("SELECT name FROM users").Scan(&name)
	page.Execute(w, name)
}
`,
      },
    ],
  },
};
