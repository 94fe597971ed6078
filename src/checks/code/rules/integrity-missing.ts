import type { CodeRule } from './code-rule.ts';

export const integrityMissing: CodeRule = {
  id: 'code/integrity-missing',
  title: 'A script of another host without a hash',
  severity: 'low',
  cwe: [353, 829],
  owasp: ['A08:2025'],
  what: 'A page loads a script from another host and states no `integrity`.',
  why: 'Whoever owns that host, or breaks into it, owns the page.',
  fix: 'State `integrity` and `crossorigin`, or serve the script yourself.',
  tags: ['browser', 'supply-chain'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/353.html',
    'https://developer.mozilla.org/en-US/docs/Web/Security/Defenses/Subresource_Integrity',
  ],
  examples: {
    hit: [
      {
        path: 'x.jsx',
        text: `import React from 'react';
export const Head = () => <script src="https://cdn.example.com/a.js" />;
`,
      },
    ],
    ok: [
      {
        path: 'x.jsx',
        text: `import React from 'react';
export const Head = () => <script src="https://cdn.example.com/a.js" integrity="sha384-abc" />;
`,
      },
    ],
  },
};
