import type { CodeRule } from './code-rule.ts';

export const regexOverlyPermissiveRange: CodeRule = {
  id: 'code/regex-overly-permissive-range',
  title: 'A range of characters that holds more than it seems',
  severity: 'low',
  cwe: [20],
  owasp: ['A05:2025'],
  what: 'A class of a regular expression has a range such as `A-z` or `,-.` over characters of different kinds.',
  why: '`[A-z]` also matches `[ \\\\ ] ^ _` and the back quote: a check lets them through.',
  fix: 'Write `[A-Za-z]`, and put a hyphen that is meant at the end.',
  tags: ['regex', 'validation'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/20.html',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Regular_expressions/Character_class',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (name) => /^[A-z0-9]+$/.test(name);
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = (name) => /^[A-Za-z0-9]+$/.test(name);
`,
      },
    ],
  },
};
