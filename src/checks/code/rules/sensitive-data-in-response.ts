import type { CodeRule } from './code-rule.ts';

export const sensitiveDataInResponse: CodeRule = {
  id: 'code/sensitive-data-in-response',
  title: 'A secret is sent to the client',
  severity: 'medium',
  cwe: [200, 359],
  owasp: ['A01:2025'],
  confidence: 'low',
  family: 'sensitive',
  sources: ['secret'],
  what: 'A stored password, its hash, a key or the environment of the process is part of a response.',
  why: 'Whoever can ask has them: hashes are broken offline, keys used elsewhere.',
  fix: 'Select the fields that a response holds.',
  missing: 'not left out',
  remedy: 'Select the fields of the response.',
  tags: ['exposure', 'secret'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/200.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/debug', (req, res) => {
  res.json(process.env);
});
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, jsonify
app = Flask(__name__)
@app.route('/users')
def users():
    return jsonify([{'name': user.name, 'password': user.password} for user in all_users()])
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/debug', (req, res) => {
  res.json({ mode: process.env.NODE_ENV });
});
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, jsonify
app = Flask(__name__)
@app.route('/users')
def users():
    return jsonify([{'name': user.name, 'has_password': bool(user.password)} for user in all_users()])
`,
      },
    ],
  },
};
