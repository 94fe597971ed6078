import type { CodeRule } from './code-rule.ts';

export const unsafeDeserialisation: CodeRule = {
  id: 'code/unsafe-deserialisation',
  title: 'Untrusted data is deserialised into objects',
  severity: 'critical',
  cwe: [502],
  owasp: ['A08:2025'],
  family: 'deserialisation',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is turned into objects by a format that can name classes or hold functions.',
  why: 'The attacker chooses what is built and which code runs while it is: with common libraries this ends in commands on the server.',
  fix: 'Use a data format (JSON) and check it with a schema; where that cannot be, sign the data and check the signature first.',
  missing: 'neither signed nor a plain data format',
  remedy: 'Use `JSON.parse` and a schema.',
  tags: ['deserialisation'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/502.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const cookieParser = require('cookie-parser');
const serialize = require('node-serialize');
const app = express();
app.use(cookieParser());
app.get('/', (req, res) => {
  const profile = serialize.unserialize(req.cookies.profile);
  res.json({ known: profile !== undefined });
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    java.io.ObjectInputStream in = new java.io.ObjectInputStream(request.getInputStream());
    in.readObject();
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import pickle

app = Flask(__name__)

@app.route('/x')
def view():
    return str(pickle.loads(request.get_data()))
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const cookieParser = require('cookie-parser');
const app = express();
app.use(cookieParser());
app.get('/', (req, res) => {
  const profile = JSON.parse(req.cookies.profile);
  res.json({ known: profile !== undefined });
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    com.fasterxml.jackson.databind.ObjectMapper mapper = new com.fasterxml.jackson.databind.ObjectMapper();
    mapper.readValue(request.getInputStream(), java.util.Map.class);
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import json

app = Flask(__name__)

@app.route('/x')
def view():
    return str(json.loads(request.get_data()))
`,
      },
    ],
  },
};
