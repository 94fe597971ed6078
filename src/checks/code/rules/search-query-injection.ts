import type { CodeRule } from './code-rule.ts';

export const searchQueryInjection: CodeRule = {
  id: 'code/search-query-injection',
  title: 'Untrusted data in a query of a search engine',
  severity: 'medium',
  cwe: [943],
  owasp: ['A05:2025'],
  family: 'query',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is the body, script or query text of a search engine request.',
  why: 'The attacker widens the query beyond the documents that a filter allows, runs scripts of the engine or makes it work for minutes.',
  fix: 'Build the query from constants; put the value only where plain text is expected (`match`, `term`), never in `script` or `query_string`.',
  missing: 'not kept inside a plain text clause',
  remedy: 'Use a `match` or `term` clause with the value as text.',
  tags: ['injection', 'search', 'elasticsearch'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/943.html',
    'https://www.elastic.co/guide/en/elasticsearch/reference/current/query-dsl-query-string-query.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const { Client } = require('@elastic/elasticsearch');
const app = express();
const client = new Client({ node: 'https://search' });
app.post('/search', async (req, res) => {
  const found = await client.search({ index: 'articles', query: req.body.query });
  res.json(found.hits.total);
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const { Client } = require('@elastic/elasticsearch');
const app = express();
const client = new Client({ node: 'https://search' });
app.post('/search', async (req, res) => {
  const found = await client.search({ index: 'articles', query: { match: { text: String(req.body.text) } } });
  res.json(found.hits.total);
});
`,
      },
    ],
  },
};
