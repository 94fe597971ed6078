import type { CodeRule } from './code-rule.ts';

export const nosqlInjection: CodeRule = {
  id: 'code/nosql-injection',
  title: 'Untrusted object in a database query',
  severity: 'high',
  cwe: [943],
  owasp: ['A05:2025'],
  family: 'nosql',
  sources: ['remote', 'foreign'],
  what: "A value from the request that may be an object, or text of an operator that runs code, becomes part of a document database's query.",
  why: 'Parsed JSON and query strings hold objects: `{"$ne": null}` as a password matches every account; in `$where` the attacker\'s JavaScript runs in the database.',
  fix: 'Turn values into strings (`String(value)`) or validate them with a schema before they enter a query; do not use `$where`.',
  missing: 'not known to be a plain value',
  remedy: 'Convert the value with `String()` or compare with `$eq`.',
  tags: ['injection', 'nosql', 'mongodb'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/943.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Injection_Prevention_Cheat_Sheet.html',
    'https://www.mongodb.com/docs/manual/reference/operator/query/where/',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const { MongoClient } = require('mongodb');
const app = express();
app.use(express.json());
const users = new MongoClient('mongodb://db').db('app').collection('users');
app.post('/login', async (req, res) => {
  const user = await users.findOne({ name: req.body.name, password: req.body.password });
  res.json({ ok: user !== null });
});
`,
      },
      {
        path: 'y.js',
        text: `const express = require('express');
const mongoose = require('mongoose');
const app = express();
const User = mongoose.model('User', new mongoose.Schema({ name: String }));
app.get('/find', async (req, res) => {
  res.json(await User.find({ $where: 'this.name == "' + req.query.name + '"' }));
});
`,
      },
    ],
    ok: [
      {
        path: 'z.js',
        text: `const express = require('express');
const { MongoClient } = require('mongodb');
const app = express();
const users = new MongoClient(process.env.DB).db('x').collection('users');
app.post('/find', async (req, res) => {
  await users.findOne({ id: \`\${req.body.id}\` });
  await users.findOne({ id: { $eq: req.body.id } });
  res.end();
});
`,
      },
      {
        path: 'x.js',
        text: `const express = require('express');
const { MongoClient } = require('mongodb');
const app = express();
app.use(express.json());
const users = new MongoClient('mongodb://db').db('app').collection('users');
app.post('/login', async (req, res) => {
  const user = await users.findOne({ name: String(req.body.name) });
  res.json({ ok: user !== null });
});
`,
      },
      {
        path: 'y.js',
        text: `const express = require('express');
const { MongoClient } = require('mongodb');
const app = express();
const users = new MongoClient('mongodb://db').db('app').collection('users');
app.post('/login', async (req, res) => {
  if (typeof req.body.name !== 'string') return res.sendStatus(400);
  const user = await users.findOne({ name: req.body.name });
  res.json({ ok: user !== null });
});
`,
      },
    ],
  },
};
