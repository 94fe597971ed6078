import type { CodeRule } from './code-rule.ts';

export const incompleteUrlCheck: CodeRule = {
  id: 'code/incomplete-url-check',
  title: 'An address is checked by a part of its text',
  severity: 'medium',
  cwe: [20, 601],
  owasp: ['A01:2025'],
  what: 'An address is taken for trusted because its text contains, begins or ends with a name of a host.',
  why: '`https://example.com.evil.org` begins with it, `https://evil.org/example.com` contains it, `evilexample.com` ends with it.',
  fix: 'Parse the address and compare `hostname`.',
  tags: ['url', 'validation'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/20.html',
    'https://developer.mozilla.org/en-US/docs/Web/API/URL/hostname',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (url) => url.includes('example.com');
`,
      },
      {
        path: 'y.js',
        text: `module.exports = (url) => url.startsWith('https://example.com');
`,
      },
      {
        path: 'z.js',
        text: `module.exports = (target) => target.indexOf('https://example.com') === 0;
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = (url) => new URL(url).hostname === 'example.com';
`,
      },
      {
        path: 'y.js',
        text: `module.exports = (target) => target.startsWith('https://example.com/');
`,
      },
      {
        path: 'z.js',
        text: `module.exports = (message) => message.includes('https://example.com');
`,
      },
    ],
  },
};
