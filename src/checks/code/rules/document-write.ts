import type { CodeRule } from './code-rule.ts';

export const documentWrite: CodeRule = {
  id: 'code/document-write',
  title: 'A value is written into the document',
  severity: 'low',
  cwe: [79],
  owasp: ['A05:2025'],
  what: '`document.write` gets something that is not constant.',
  why: 'What others chose becomes markup; and the page waits for it.',
  fix: 'Build elements and append them.',
  tags: ['xss', 'browser'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://developer.mozilla.org/en-US/docs/Web/API/Document/write',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `export function show(user) {
  document.write('<b>' + user.name + '</b>');
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `export function show(user) {
  document.body.append(user.name);
}
`,
      },
    ],
  },
};
