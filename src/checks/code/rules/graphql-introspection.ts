import type { CodeRule } from './code-rule.ts';

export const graphqlIntrospection: CodeRule = {
  id: 'code/graphql-introspection',
  title: 'Anybody can list the whole schema',
  severity: 'low',
  cwe: [200],
  owasp: ['A02:2025'],
  what: 'Introspection or a console for queries is switched on for everybody.',
  why: 'Forgotten fields and mutations are found without guessing.',
  fix: 'Switch it on in development only.',
  tags: ['graphql', 'exposure'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/200.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/GraphQL_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { ApolloServer } = require('@apollo/server');
module.exports = (typeDefs) => new ApolloServer({ typeDefs, introspection: true });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { ApolloServer } = require('@apollo/server');
module.exports = (typeDefs) => new ApolloServer({ typeDefs, introspection: process.env.NODE_ENV !== 'production' });
`,
      },
    ],
  },
};
