import type { CodeRule } from './code-rule.ts';

export const missingOwnershipCheck: CodeRule = {
  id: 'code/missing-ownership-check',
  title: 'A record is taken by an identifier of the request alone',
  severity: 'medium',
  cwe: [639],
  owasp: ['A01:2025'],
  what: 'A route with a login reads, changes or removes a record by an identifier from the request, and the query names no owner, though a query beside it does.',
  why: 'Every user reaches the records of all others by counting.',
  fix: 'Add the user to the query, or compare the owner of the record.',
  tags: ['access', 'idor'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/639.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Insecure_Direct_Object_Reference_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const mongoose = require('mongoose');
const { requireAuth } = require('./auth');
const app = express();
const Order = mongoose.model('Order', new mongoose.Schema({ owner: String }));
app.get('/orders', requireAuth, async (req, res) => {
  res.json(await Order.find({ owner: req.user.id }));
});
app.get('/orders/:id', requireAuth, async (req, res) => {
  res.json(await Order.findById(req.params.id));
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const mongoose = require('mongoose');
const { requireAuth } = require('./auth');
const app = express();
const Order = mongoose.model('Order', new mongoose.Schema({ owner: String }));
app.get('/orders/:id', requireAuth, async (req, res) => {
  res.json(await Order.findOne({ _id: req.params.id, owner: req.user.id }));
});
`,
      },
    ],
  },
};
