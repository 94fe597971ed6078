import type { CodeRule } from './code-rule.ts';

export const trustBoundary: CodeRule = {
  id: 'code/trust-boundary',
  title: 'Untrusted data is stored where only trusted data is expected',
  severity: 'low',
  cwe: [501],
  owasp: ['A01:2025'],
  family: 'session',
  sources: ['remote'],
  what: 'A value of the request is written into the session without validation.',
  why: 'Code that reads the session takes its contents for what the server put there: a role, an account, a price.',
  fix: 'Validate the value, or store what the server looked up by it.',
  missing: 'not validated',
  remedy: 'Validate the value before it is stored.',
  tags: ['session'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/501.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.post('/role', (req, res) => {
  req.session.role = req.body.role;
  res.end();
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
    request.getSession().setAttribute("user", name);
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    session['user'] = name
    return 'done'
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.post('/role', (req, res) => {
  if (req.body.role !== 'reader') return res.sendStatus(400);
  req.session.role = req.body.role;
  res.end();
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    request.getSession().setAttribute("visits", 1);
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session

app = Flask(__name__)

@app.route('/x')
def view():
    session['visits'] = 1
    return 'done'
`,
      },
    ],
  },
};
