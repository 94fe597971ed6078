import type { CodeRule } from './code-rule.ts';

export const dynamicImport: CodeRule = {
  id: 'code/dynamic-import',
  title: 'Untrusted data names a module to load',
  severity: 'high',
  cwe: [829, 98],
  owasp: ['A05:2025'],
  family: 'code',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is the name or path of a module that is loaded.',
  why: 'Loading runs the module: the attacker chooses any file of the host, an upload among them, or any installed package.',
  fix: 'Look the module up in a table of constants.',
  missing: 'not limited to known modules',
  remedy: 'Choose the module from a table.',
  tags: ['injection', 'code'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/829.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Injection_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/plugin', (req, res) => {
  const plugin = require('./plugins/' + req.query.name);
  res.json(plugin.info);
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
const plugins = { a: require('./plugins/a'), b: require('./plugins/b') };
app.get('/plugin', (req, res) => {
  const known = new Map(Object.entries(plugins));
  res.json(known.get(req.query.name).info);
});
`,
      },
    ],
  },
};
