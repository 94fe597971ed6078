import type { CodeRule } from './code-rule.ts';

export const doubleEscaping: CodeRule = {
  id: 'code/double-escaping',
  title: 'What was escaped is escaped or unescaped again',
  severity: 'low',
  cwe: [116],
  owasp: ['A05:2025'],
  what: '`&` is unescaped first or escaped last among others.',
  why: '`&amp;lt;` becomes `<`: text that was harmless is markup.',
  fix: 'Escape `&` first and unescape it last, or use a function of a library.',
  tags: ['escaping'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/116.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (text) => text.replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>');
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
`,
      },
    ],
  },
};
