import type { CodeRule } from './code-rule.ts';

export const propertyInjection: CodeRule = {
  id: 'code/property-injection',
  title: 'Untrusted data names a member that is written',
  severity: 'medium',
  cwe: [915, 1321],
  owasp: ['A05:2025'],
  confidence: 'low',
  family: 'assignment',
  sources: ['remote', 'foreign'],
  what: 'A key from the request is the name of a member that is written to an object.',
  why: 'The attacker sets members that were not meant: `__proto__`, a method, a flag that a later check reads.',
  fix: 'Use a Map, or check the key against a list.',
  missing: 'not limited to known keys',
  remedy: 'Use a Map, or check the key against a list.',
  tags: ['assignment'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/915.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.use(express.json());
const counters = {};
app.post('/count', (req, res) => {
  counters[req.body.name] = req.body.value;
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
app.use(express.json());
const counters = new Map();
app.post('/count', (req, res) => {
  counters.set(req.body.name, req.body.value);
  res.end();
});
`,
      },
    ],
  },
};
