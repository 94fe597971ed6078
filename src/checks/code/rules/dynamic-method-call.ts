import type { CodeRule } from './code-rule.ts';

export const dynamicMethodCall: CodeRule = {
  id: 'code/dynamic-method-call',
  title: 'Untrusted data names the method that is called',
  severity: 'medium',
  cwe: [470, 754],
  owasp: ['A05:2025'],
  confidence: 'low',
  family: 'reflection',
  sources: ['remote', 'dom', 'foreign'],
  what: 'A key from outside selects the member of an object that is then called.',
  why: 'Inherited members are reachable too: `constructor`, `__defineGetter__`; a call of a missing one ends the process.',
  fix: 'Use a Map of functions, or check `Object.hasOwn` and that it is a function.',
  missing: 'not limited to known methods',
  remedy: 'Look the function up in a Map.',
  tags: ['reflection'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/470.html',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Object/hasOwn',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
const actions = { start() {}, stop() {} };
app.get('/act', (req, res) => {
  actions[req.query.action](req.query.value);
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
const actions = new Map([['start', () => {}]]);
app.get('/act', (req, res) => {
  const action = actions.get(req.query.action);
  if (action !== undefined) action();
  res.end();
});
`,
      },
    ],
  },
};
