import type { CodeRule } from './code-rule.ts';

export const unsafeHtmlExpansion: CodeRule = {
  id: 'code/unsafe-html-expansion',
  title: 'Markup is expanded by a pattern',
  severity: 'medium',
  cwe: [79, 116],
  owasp: ['A05:2025'],
  what: 'Elements that close themselves are replaced by a pair of tags: `<$1></$2>`.',
  why: 'A pattern does not see where an attribute ends. What was harmless within quotes, and was cleaned as such, becomes an element of its own (CVE-2020-11022).',
  fix: 'Leave markup as it is, or parse it.',
  tags: ['xss', 'escaping'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/116.html',
    'https://blog.jquery.com/2020/04/10/jquery-3-5-0-released/',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (html) => html.replace(/<(([a-z]+)[^>]*)\\/>/gi, '<$1></$2>');
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = (text) => text.replace(/\\*(\\w+)\\*/g, '<b>$1</b>');
`,
      },
    ],
  },
};
