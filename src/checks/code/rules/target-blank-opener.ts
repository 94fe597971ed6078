import type { CodeRule } from './code-rule.ts';

export const targetBlankOpener: CodeRule = {
  id: 'code/target-blank-opener',
  title: 'A page that is opened can steer this one',
  severity: 'low',
  cwe: [1022],
  owasp: ['A02:2025'],
  what: 'A link to another site opens a new window and does not say `rel="noopener"`.',
  why: 'In older browsers the other page sends this one to a copy of its login.',
  fix: 'Add `rel="noopener noreferrer"`.',
  tags: ['browser', 'link'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/1022.html',
    'https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Attributes/rel/noopener',
  ],
  examples: {
    hit: [
      {
        path: 'x.jsx',
        text: `import React from 'react';
export const Link = () => <a href="https://example.com/" target="_blank">there</a>;
`,
      },
    ],
    ok: [
      {
        path: 'x.jsx',
        text: `import React from 'react';
export const Link = () => <a href="https://example.com/" target="_blank" rel="noopener">there</a>;
`,
      },
    ],
  },
};
