import type { CodeRule } from './code-rule.ts';

export const dangerouslySetHtml: CodeRule = {
  id: 'code/dangerously-set-html',
  title: 'A value becomes markup in React',
  severity: 'low',
  cwe: [79],
  owasp: ['A05:2025'],
  confidence: 'low',
  what: '`dangerouslySetInnerHTML` gets something that is not constant and was not sanitised.',
  why: 'React escapes everything but this.',
  fix: 'Render the text, or sanitise the markup (DOMPurify).',
  tags: ['xss', 'react'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://react.dev/reference/react-dom/components/common',
  ],
  examples: {
    hit: [
      {
        path: 'x.jsx',
        text: `import React from 'react';
export const Text = ({ text }) => <p dangerouslySetInnerHTML={{ __html: text }} />;
`,
      },
    ],
    ok: [
      {
        path: 'x.jsx',
        text: `import React from 'react';
export const Text = ({ text }) => <p>{text}</p>;
`,
      },
    ],
  },
};
