import type { CodeRule } from './code-rule.ts';

export const missingAuthentication: CodeRule = {
  id: 'code/missing-authentication',
  title: 'A route without a login beside routes with one',
  severity: 'high',
  cwe: [862, 306],
  owasp: ['A01:2025'],
  what: 'A route that changes data has no middleware that asks who calls, though routes beside it have.',
  why: 'Anybody calls it.',
  fix: 'Put the middleware before it, or before the whole router.',
  tags: ['authentication', 'access'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/862.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const { requireAuth } = require('./auth');
const app = express();
app.get('/users', requireAuth, (req, res) => res.json([]));
app.post('/users', requireAuth, (req, res) => res.end());
app.put('/users/:id', requireAuth, (req, res) => res.end());
app.delete('/users/:id', (req, res) => {
  app.locals.remove(req.params.id);
  res.end();
});
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request
from flask_login import login_required
app = Flask(__name__)

@app.route('/items', methods=['GET'])
@login_required
def items():
    return []

@app.route('/items', methods=['POST'])
@login_required
def add():
    return store(request.json)

@app.route('/items/<id>', methods=['PUT'])
@login_required
def change(id):
    return store(id, request.json)

@app.route('/items/<id>', methods=['DELETE'])
def remove(id):
    return drop(id)
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const { requireAuth } = require('./auth');
const app = express();
app.get('/users', requireAuth, (req, res) => res.json([]));
app.post('/users', requireAuth, (req, res) => res.end());
app.put('/users/:id', requireAuth, (req, res) => res.end());
app.delete('/users/:id', requireAuth, (req, res) => {
  app.locals.remove(req.params.id);
  res.end();
});
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request
from flask_login import login_required
app = Flask(__name__)

@app.route('/items', methods=['GET'])
@login_required
def items():
    return []

@app.route('/items', methods=['POST'])
@login_required
def add():
    return store(request.json)

@app.route('/items/<id>', methods=['PUT'])
@login_required
def change(id):
    return store(id, request.json)

@app.route('/items/<id>', methods=['DELETE'])
@login_required
def remove(id):
    return drop(id)
`,
      },
    ],
  },
};
