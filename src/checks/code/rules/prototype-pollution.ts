import type { CodeRule } from './code-rule.ts';

export const prototypePollution: CodeRule = {
  id: 'code/prototype-pollution',
  title: 'Untrusted data names the members that are written',
  severity: 'high',
  cwe: [1321],
  owasp: ['A05:2025'],
  family: 'prototype',
  sources: ['remote', 'foreign'],
  what: 'Keys from the request are written into an object at a depth that the request also chooses, or merged recursively.',
  why: '`__proto__` and `constructor` lead to the prototype of all objects: a member set there changes checks and options everywhere, up to running code.',
  fix: 'Use a Map or `Object.create(null)`; refuse the keys `__proto__`, `constructor` and `prototype`; validate with a schema first.',
  missing: 'its keys are not checked',
  remedy: 'Refuse `__proto__`, `constructor` and `prototype` as keys.',
  tags: ['prototype'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/1321.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const _ = require('lodash');
const app = express();
const settings = {};
app.post('/settings', (req, res) => {
  _.set(settings, req.body.path, req.body.value);
  res.end();
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
const settings = new Map();
app.post('/settings', (req, res) => {
  settings.set(req.body.path, req.body.value);
  res.end();
});
`,
      },
    ],
  },
};
