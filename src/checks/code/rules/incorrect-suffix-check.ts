import type { CodeRule } from './code-rule.ts';

export const incorrectSuffixCheck: CodeRule = {
  id: 'code/incorrect-suffix-check',
  title: 'The end of a text is compared by places that may both be -1',
  severity: 'medium',
  cwe: [20],
  owasp: ['A01:2025'],
  what: '`text.indexOf(end) === text.length - end.length`: where the end is absent and one character longer than the text, both are -1.',
  why: 'A name of a host that is one character shorter passes for one that ends so.',
  fix: 'Use `endsWith`, or ask for -1 as well.',
  tags: ['url', 'validation'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/20.html',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/String/endsWith',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (host, end) => host.indexOf(end) === host.length - end.length;
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = (host, end) => host.endsWith(end);
`,
      },
      {
        path: 'y.js',
        text: `module.exports = (host, end) => {
  const place = host.indexOf(end);
  return place !== -1 && place === host.length - end.length;
};
`,
      },
    ],
  },
};
