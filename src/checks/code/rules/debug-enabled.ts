import type { CodeRule } from './code-rule.ts';

export const debugEnabled: CodeRule = {
  id: 'code/debug-enabled',
  title: 'Debugging is on for everybody',
  severity: 'medium',
  cwe: [489, 215],
  owasp: ['A02:2025'],
  what: 'An option that shows inner state to clients is on.',
  why: 'Stack traces, paths and variables tell an attacker where to look, some consoles run code.',
  fix: 'Switch it on in development only.',
  tags: ['debug', 'exposure'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/489.html',
    'https://www.apollographql.com/docs/apollo-server/api/apollo-server',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { ApolloServer } = require('@apollo/server');
module.exports = (typeDefs) => new ApolloServer({ typeDefs, includeStacktraceInErrorResponses: true });
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask

app = Flask(__name__)
app.run(debug=True)
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { ApolloServer } = require('@apollo/server');
module.exports = (typeDefs) => new ApolloServer({ typeDefs, includeStacktraceInErrorResponses: false });
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask

app = Flask(__name__)
app.run(debug=False)
`,
      },
    ],
  },
};
