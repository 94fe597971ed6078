import type { CodeRule } from './code-rule.ts';

export const ssrf: CodeRule = {
  id: 'code/ssrf',
  title: 'Untrusted data decides where the server sends a request',
  severity: 'high',
  cwe: [918],
  owasp: ['A01:2025'],
  family: 'url',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is the address, or the host within the address, of a request that the server makes.',
  why: 'The server reaches what the attacker cannot: cloud metadata with credentials, databases, administration pages of the inner network.',
  fix: 'Take the host from a list; refuse private addresses after resolving; do not follow redirects.',
  missing: 'its host is not checked',
  remedy: 'Take the host from a list and encode the rest.',
  tags: ['ssrf', 'http'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/918.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const axios = require('axios');
const app = express();
app.get('/preview', async (req, res) => {
  const { data } = await axios.get(req.query.url);
  res.json({ length: data.length });
});
`,
      },
      {
        path: 'y.ts',
        text: `import express from 'express';
const app = express();
app.get('/preview', async (req, res) => {
  const answer = await fetch(\`https://\${req.query.host}/status\`);
  res.json({ ok: answer.ok });
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
    java.net.URL url = new java.net.URL(name);
    url.openStream();
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import requests

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    return requests.get(name, timeout=5).text
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	http.Get(r.FormValue("url"))
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const axios = require('axios');
const app = express();
const hosts = new Set(['api.example.com']);
app.get('/preview', async (req, res) => {
  const url = new URL(req.query.url);
  if (!hosts.has(url.hostname)) return res.sendStatus(400);
  const { data } = await axios.get(url.href);
  res.json({ length: data.length });
});
`,
      },
      {
        path: 'y.ts',
        text: `import express from 'express';
const app = express();
app.get('/preview', async (req, res) => {
  const answer = await fetch('https://api.example.com/items?id=' + encodeURIComponent(req.query.id));
  res.json({ ok: answer.ok });
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
    java.net.URL url = new java.net.URL("https://api.example.org/users/" + name);
    url.openStream();
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import requests

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    return requests.get('https://api.example.org/users/' + name, timeout=5).json()
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	"net/url"
)

func handle(w http.ResponseWriter, r *http.Request) {
	http.Get("https://api.example.com/users/" + url.PathEscape(r.FormValue("id")))
}
`,
      },
    ],
  },
};
