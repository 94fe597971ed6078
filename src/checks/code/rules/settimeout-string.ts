import type { CodeRule } from './code-rule.ts';

export const settimeoutString: CodeRule = {
  id: 'code/settimeout-string',
  title: 'A timer is given text',
  severity: 'low',
  cwe: [95],
  owasp: ['A05:2025'],
  what: '`setTimeout` or `setInterval` gets text, which it evaluates.',
  why: "It is `eval` with a delay, and needs `'unsafe-eval'` in the policy of the page.",
  fix: 'Give it a function.',
  tags: ['code', 'browser'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/95.html',
    'https://developer.mozilla.org/en-US/docs/Web/API/Window/setTimeout',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `setTimeout('refresh()', 1000);
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `setTimeout(() => location.reload(), 1000);
`,
      },
    ],
  },
};
