import type { CodeRule } from './code-rule.ts';

export const incompleteSanitisation: CodeRule = {
  id: 'code/incomplete-sanitisation',
  title: 'Only the first occurrence is escaped',
  severity: 'medium',
  cwe: [116, 20],
  owasp: ['A05:2025'],
  what: 'A character is escaped or removed by `replace` with text or with a pattern without the flag `g`; or a backslash is not escaped though the quote is.',
  why: 'The second occurrence gets through, or `\\\\"` closes what should be kept open.',
  fix: 'Use `replaceAll` or the flag `g`, escape the backslash first; better: an escape function of a library.',
  tags: ['escaping'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/116.html',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/String/replaceAll',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (text) => text.replace("'", "''");
`,
      },
      {
        path: 'y.js',
        text: `module.exports = (text) => text.replace('<', '&lt;');
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = (text) => text.replaceAll("'", "''");
`,
      },
      {
        path: 'y.js',
        text: `module.exports = (text) => text.replace(/</g, '&lt;');
`,
      },
    ],
  },
};
