import type { CodeRule } from './code-rule.ts';

export const xpathInjection: CodeRule = {
  id: 'code/xpath-injection',
  title: 'Untrusted data in an XPath expression',
  severity: 'high',
  cwe: [643],
  owasp: ['A05:2025'],
  family: 'xpath',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls becomes part of the text of an XPath expression.',
  why: 'A quote and `or 1=1` select other nodes: the whole document can be read, a check of a password passes.',
  fix: 'Bind values as XPath variables, or refuse quotes and brackets.',
  missing: 'not escaped for XPath',
  remedy: 'Bind the value as a variable of the expression.',
  tags: ['injection', 'xpath', 'xml'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/643.html',
    'https://owasp.org/www-community/attacks/XPATH_Injection',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const xpath = require('xpath');
const app = express();
app.get('/account', (req, res) => {
  const nodes = xpath.select("//user[name='" + req.query.name + "']/id", app.locals.users);
  res.json(nodes.length);
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
    javax.xml.xpath.XPath xpath = javax.xml.xpath.XPathFactory.newInstance().newXPath();
    xpath.evaluate("/users/user[@name='" + name + "']", (Object) null);
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
    name = request.args.get('name')
    root = etree.parse('users.xml')
    return str(len(root.xpath(f"/users/user[@name='{name}']")))
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/antchfx/xmlquery"
	"net/http"
)

var users *xmlquery.Node

func handle(w http.ResponseWriter, r *http.Request) {
	xmlquery.Find(users, "//user[name='"+r.FormValue("name")+"']")
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const xpath = require('xpath');
const app = express();
const expression = xpath.parse('//user[name=$name]/id');
app.get('/account', (req, res) => {
  const nodes = expression.select({ node: app.locals.users, variables: { name: req.query.name } });
  res.json(nodes.length);
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
    javax.xml.xpath.XPath xpath = javax.xml.xpath.XPathFactory.newInstance().newXPath();
    xpath.evaluate("/users/user[@id='" + Integer.parseInt(name) + "']", (Object) null);
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
    name = request.args.get('name')
    root = etree.parse('users.xml')
    return str(len(root.xpath('/users/user[@name=$name]', name=name)))
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/antchfx/xmlquery"
	"net/http"
)

var users *xmlquery.Node

func handle(w http.ResponseWriter, r *http.Request) {
	for _, user := range xmlquery.Find(users, "//user") {
		if user.SelectAttr("name") == r.FormValue("name") {
			w.WriteHeader(204)
		}
	}
}
`,
      },
    ],
  },
};
