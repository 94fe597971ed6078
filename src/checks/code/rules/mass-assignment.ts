import type { CodeRule } from './code-rule.ts';

export const massAssignment: CodeRule = {
  id: 'code/mass-assignment',
  title: 'The whole request body becomes a record',
  severity: 'medium',
  cwe: [915],
  owasp: ['A01:2025'],
  family: 'assignment',
  sources: ['remote'],
  what: 'The body of a request, not fields chosen from it, is given to a call that creates or updates a stored record.',
  why: 'The attacker adds fields that no form has: `isAdmin`, `balance`, `ownerId`.',
  fix: 'List the fields that may be set, by name or with a schema that strips the others.',
  missing: 'its fields are not chosen',
  remedy: 'Pick the fields that may be set.',
  tags: ['assignment', 'orm'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/915.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const mongoose = require('mongoose');
const app = express();
app.use(express.json());
const User = mongoose.model('User', new mongoose.Schema({ name: String, isAdmin: Boolean }));
app.post('/users', async (req, res) => {
  await User.create(req.body);
  res.end();
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const mongoose = require('mongoose');
const app = express();
app.use(express.json());
const User = mongoose.model('User', new mongoose.Schema({ name: String, isAdmin: Boolean }));
app.post('/users', async (req, res) => {
  await User.create({ name: String(req.body.name) });
  res.end();
});
`,
      },
    ],
  },
};
