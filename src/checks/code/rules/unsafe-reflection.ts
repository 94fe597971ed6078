import type { CodeRule } from './code-rule.ts';

export const unsafeReflection: CodeRule = {
  id: 'code/unsafe-reflection',
  title: 'Untrusted data names a class that is made',
  severity: 'high',
  cwe: [470],
  owasp: ['A05:2025'],
  family: 'reflection',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls names the class or constructor that is instantiated.',
  why: 'The attacker chooses among all classes in reach, and so which code runs in their constructors.',
  fix: 'Look the class up in a table of those that are meant.',
  missing: 'not limited to known classes',
  remedy: 'Choose the class from a table.',
  tags: ['reflection'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/470.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Injection_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const shapes = require('./shapes');
const app = express();
app.get('/make', (req, res) => {
  const shape = new shapes[req.query.kind]();
  res.json({ area: shape.area() });
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const shapes = require('./shapes');
const app = express();
const kinds = new Map([['circle', shapes.Circle]]);
app.get('/make', (req, res) => {
  const Shape = kinds.get(req.query.kind);
  res.json({ area: new Shape().area() });
});
`,
      },
    ],
  },
};
