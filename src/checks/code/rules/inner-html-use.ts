import type { CodeRule } from './code-rule.ts';

export const innerHtmlUse: CodeRule = {
  id: 'code/inner-html-use',
  title: 'Text that is put together becomes markup',
  severity: 'low',
  cwe: [79],
  owasp: ['A05:2025'],
  confidence: 'low',
  what: 'Markup is put together from parts and set as `innerHTML` or `outerHTML`.',
  why: 'The first part that somebody else chose is script.',
  fix: 'Set `textContent`, or build elements.',
  tags: ['xss', 'browser'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://developer.mozilla.org/en-US/docs/Web/API/Element/innerHTML',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `export function show(user) {
  document.getElementById('name').innerHTML = '<b>' + user.name + '</b>';
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `export function show(user) {
  document.getElementById('name').textContent = user.name;
}
`,
      },
    ],
  },
};
