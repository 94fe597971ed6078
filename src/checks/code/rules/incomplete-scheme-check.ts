import type { CodeRule } from './code-rule.ts';

export const incompleteSchemeCheck: CodeRule = {
  id: 'code/incomplete-scheme-check',
  title: 'Only some schemes that run programs are refused',
  severity: 'low',
  cwe: [20, 184],
  owasp: ['A05:2025'],
  what: 'Addresses with `javascript:` are refused, and those with `data:` or `vbscript:` are not. Old browsers only run `vbscript:`, and today’s follow `data:` in frames and plug-ins, not in the bar of addresses.',
  why: 'A list of what is forbidden is never complete: the next scheme gets through.',
  fix: 'Parse the address and allow the schemes that are needed: `http:`, `https:`, `mailto:`.',
  tags: ['url', 'validation'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/184.html',
    'https://developer.mozilla.org/en-US/docs/Web/URI/Reference/Schemes/data',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (url) => (url.startsWith('javascript:') ? '#' : url);
`,
      },
      {
        path: 'y.js',
        text: `const refused = ['javascript:', 'data:'];
module.exports = (url) => (refused.includes(new URL(url).protocol) ? '#' : url);
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const allowed = ['http:', 'https:', 'mailto:'];
module.exports = (url) => (allowed.includes(new URL(url).protocol) ? url : '#');
`,
      },
      {
        path: 'y.js',
        text: `module.exports = (url) => (/^(?:javascript|data|vbscript):/i.test(url) ? '#' : url);
`,
      },
      {
        path: 'z.js',
        text: `module.exports = (language) => (language === 'javascript' ? 'js' : language);
`,
      },
    ],
  },
};
