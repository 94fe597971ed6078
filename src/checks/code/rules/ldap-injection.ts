import type { CodeRule } from './code-rule.ts';

export const ldapInjection: CodeRule = {
  id: 'code/ldap-injection',
  title: 'Untrusted data in an LDAP query',
  severity: 'high',
  cwe: [90],
  owasp: ['A05:2025'],
  family: 'ldap',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls becomes part of a search filter or a distinguished name.',
  why: '`*` and `)(` change what is searched: a login matches any account, a search lists the directory.',
  fix: "Build filters with the library's filter classes, or escape the value for filters (RFC 4515) and for names (RFC 4514).",
  missing: 'not escaped for LDAP',
  remedy: 'Use a filter object, or escape the value for filters.',
  tags: ['injection', 'ldap'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/90.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html',
    'https://www.rfc-editor.org/rfc/rfc4515',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const ldap = require('ldapjs');
const app = express();
const client = ldap.createClient({ url: 'ldaps://directory' });
app.get('/person', (req, res) => {
  client.search('ou=people', { filter: '(uid=' + req.query.uid + ')' }, () => res.end());
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    javax.naming.directory.DirContext directory = new javax.naming.directory.InitialDirContext();
    directory.search("ou=users", "(uid=" + name + ")", null);
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import ldap

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    directory = ldap.initialize('ldaps://ldap.example.org')
    return str(directory.search_s('ou=users', 2, f'(uid={name})'))
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/go-ldap/ldap/v3"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	ldap.NewSearchRequest("dc=example", 2, 0, 0, 0, false, "(uid="+r.FormValue("name")+")", nil, nil)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const ldap = require('ldapjs');
const app = express();
const client = ldap.createClient({ url: 'ldaps://directory' });
app.get('/person', (req, res) => {
  const filter = new ldap.EqualityFilter({ attribute: 'uid', value: req.query.uid });
  client.search('ou=people', { filter }, () => res.end());
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    javax.naming.directory.DirContext directory = new javax.naming.directory.InitialDirContext();
    directory.search("ou=users", "(uid={0})", new Object[] {name}, null);
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import ldap
from ldap.filter import escape_filter_chars

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    directory = ldap.initialize('ldaps://ldap.example.org')
    return str(directory.search_s('ou=users', 2, f'(uid={escape_filter_chars(name)})'))
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/go-ldap/ldap/v3"
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	ldap.NewSearchRequest("dc=example", 2, 0, 0, 0, false, "(uid="+ldap.EscapeFilter(r.FormValue("name"))+")", nil, nil)
}
`,
      },
    ],
  },
};
