import type { CodeRule } from './code-rule.ts';

export const unsafeDeserialisation: CodeRule = {
  id: 'code/unsafe-deserialisation',
  title: 'Untrusted data is deserialised into objects',
  severity: 'critical',
  cwe: [502],
  owasp: ['A08:2025'],
  family: 'deserialisation',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is turned into objects by a format that can name classes or hold functions.',
  why: 'The attacker chooses what is built and which code runs while it is: with common libraries this ends in commands on the server.',
  fix: 'Use a data format (JSON) and check it with a schema; where that cannot be, sign the data and check the signature first.',
  missing: 'neither signed nor a plain data format',
  remedy: 'Use `JSON.parse` and a schema.',
  tags: ['deserialisation'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/502.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const cookieParser = require('cookie-parser');
const serialize = require('node-serialize');
const app = express();
app.use(cookieParser());
app.get('/', (req, res) => {
  const profile = serialize.unserialize(req.cookies.profile);
  res.json({ known: profile !== undefined });
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const cookieParser = require('cookie-parser');
const app = express();
app.use(cookieParser());
app.get('/', (req, res) => {
  const profile = JSON.parse(req.cookies.profile);
  res.json({ known: profile !== undefined });
});
`,
      },
    ],
  },
};
