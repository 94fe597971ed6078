import type { CodeRule } from './code-rule.ts';

export const regexMissingAnchor: CodeRule = {
  id: 'code/regex-missing-anchor',
  title: 'A pattern that is meant for the whole text matches a part',
  severity: 'medium',
  cwe: [20, 777],
  owasp: ['A01:2025'],
  what: 'A regular expression with the name of a host or an address in it has no `^` or no end, or only one branch of it has.',
  why: '`https://evil.org/?https://example.com/` matches.',
  fix: 'Bind it at both ends: `^(?:…)$`.',
  tags: ['regex', 'validation'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/20.html',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Guide/Regular_expressions/Assertions',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (url) => /https:\\/\\/example\\.com\\//.test(url);
`,
      },
      {
        path: 'y.js',
        text: `module.exports = (name) => /^admin|root$/.test(name) || /^one|two/.test(name);
`,
      },
      {
        path: 'z.js',
        text: `const trusted = ['^https?://example\\\\.com'];
module.exports = (text) => trusted.some((each) => text.match(each));
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = (url) => /^https:\\/\\/example\\.com\\//.test(url);
`,
      },
      {
        path: 'y.js',
        text: `module.exports = (text) => text.replace(/^one|two/, '');
`,
      },
    ],
  },
};
