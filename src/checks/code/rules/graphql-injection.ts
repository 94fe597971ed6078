import type { CodeRule } from './code-rule.ts';

export const graphqlInjection: CodeRule = {
  id: 'code/graphql-injection',
  title: 'Untrusted data in the text of a GraphQL query',
  severity: 'high',
  cwe: [943],
  owasp: ['A05:2025'],
  family: 'query',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls becomes part of the text of a GraphQL document that the server sends or executes.',
  why: "The attacker closes the argument and asks for other fields or runs a mutation with the server's rights.",
  fix: 'Keep the document constant and pass values as GraphQL variables.',
  missing: 'not passed as a variable',
  remedy: 'Pass the value in the variables of the query.',
  tags: ['injection', 'graphql'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/943.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/GraphQL_Cheat_Sheet.html',
    'https://graphql.org/learn/queries/',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const { request } = require('graphql-request');
const app = express();
app.get('/user', async (req, res) => {
  const query = '{ user(id: "' + req.query.id + '") { name } }';
  res.json(await request('https://api.internal/graphql', query));
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const { request } = require('graphql-request');
const app = express();
const query = 'query ($id: ID!) { user(id: $id) { name } }';
app.get('/user', async (req, res) => {
  res.json(await request('https://api.internal/graphql', query, { id: req.query.id }));
});
`,
      },
    ],
  },
};
