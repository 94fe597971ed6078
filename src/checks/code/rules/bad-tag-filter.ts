import type { CodeRule } from './code-rule.ts';

export const badTagFilter: CodeRule = {
  id: 'code/bad-tag-filter',
  title: 'A pattern that filters tags badly',
  severity: 'medium',
  cwe: [116, 185],
  owasp: ['A05:2025'],
  what: 'A regular expression is meant to find `<script>` or comments and misses forms that browsers accept: upper case, blanks before `>`, `--!>`.',
  why: 'Script in such a form stays in the page.',
  fix: 'Use a sanitiser that parses.',
  tags: ['xss', 'escaping'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/116.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (html) => html.replace(/<script>.*<\\/script>/g, '');
`,
      },
    ],
    ok: [
      {
        path: 'y.js',
        text: `module.exports = (html) => html.replace(/<script async.+?analytics.+?<\\/script>/g, '');
`,
      },
      {
        path: 'x.js',
        text: `const sanitizeHtml = require('sanitize-html');
module.exports = (html) => sanitizeHtml(html);
`,
      },
    ],
  },
};
