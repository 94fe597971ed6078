import type { CodeRule } from './code-rule.ts';

export const templateInjection: CodeRule = {
  id: 'code/template-injection',
  title: 'Untrusted data is compiled as a template',
  severity: 'critical',
  cwe: [1336, 94],
  owasp: ['A05:2025'],
  family: 'template',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is the source of a server-side template, or options of its engine.',
  why: 'Template languages reach the objects behind them: an expression in the template runs code on the server.',
  fix: 'Keep templates in files and pass data as variables. Templates of users need a logic-less language.',
  missing: 'used as the template, not as its data',
  remedy: 'Pass the value as a variable of a constant template.',
  tags: ['injection', 'template', 'ssti'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/1336.html',
    'https://owasp.org/www-project-web-security-testing-guide/v42/4-Web_Application_Security_Testing/07-Input_Validation_Testing/18-Testing_for_Server-side_Template_Injection',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const ejs = require('ejs');
const app = express();
app.get('/hello', (req, res) => {
  res.send(ejs.render('<p>Hello ' + req.query.name + '</p>'));
});
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
from flask import render_template_string

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    return render_template_string('<h1>' + name + '</h1>')
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    org.apache.velocity.app.Velocity.evaluate(null, null, "page", "Hello " + name);
  }
}
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	"text/template"
)

func handle(w http.ResponseWriter, r *http.Request) {
	template.New("page").Parse("<p>" + r.FormValue("text") + "</p>")
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const ejs = require('ejs');
const app = express();
app.get('/hello', (req, res) => {
  res.send(ejs.render('<p>Hello <%= name %></p>', { name: req.query.name }));
});
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
from flask import render_template_string

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    return render_template_string('<h1>{{ name }}</h1>', name=name)
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    org.apache.velocity.VelocityContext context = new org.apache.velocity.VelocityContext();
    context.put("name", name);
    org.apache.velocity.app.Velocity.evaluate(context, null, "page", "Hello $name");
  }
}
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	"text/template"
)

func handle(w http.ResponseWriter, r *http.Request) {
	page, err := template.New("page").Parse("<p>{{.}}</p>")
	if err == nil {
		page.Execute(nil, r.FormValue("text"))
	}
}
`,
      },
    ],
  },
};
