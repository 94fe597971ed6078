import type { CodeRule } from './code-rule.ts';

export const evalUse: CodeRule = {
  id: 'code/eval-use',
  title: 'Text is evaluated as code',
  severity: 'low',
  cwe: [95],
  owasp: ['A05:2025'],
  what: '`eval` is called with something that is not constant.',
  why: 'The first value of an attacker that gets there runs as code.',
  fix: 'Use data and functions: `JSON.parse`, a table of functions.',
  tags: ['code'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/95.html',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/eval',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (config) => eval('(' + config.text() + ')');
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = (config) => JSON.parse(config.text());
`,
      },
    ],
  },
};
