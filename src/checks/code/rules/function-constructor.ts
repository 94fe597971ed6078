import type { CodeRule } from './code-rule.ts';

export const functionConstructor: CodeRule = {
  id: 'code/function-constructor',
  title: 'A function is made of text',
  severity: 'low',
  cwe: [95],
  owasp: ['A05:2025'],
  what: '`Function` is called as a constructor.',
  why: 'It is `eval` by another name.',
  fix: 'Write the function.',
  tags: ['code'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/95.html',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Function/Function',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (body) => new Function('a', body.text());
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = (value) => (a) => a + value;
`,
      },
    ],
  },
};
