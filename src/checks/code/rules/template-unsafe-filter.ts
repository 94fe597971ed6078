import type { CodeRule } from './code-rule.ts';

export const templateUnsafeFilter: CodeRule = {
  id: 'code/template-unsafe-filter',
  title: 'Markup in a text is kept',
  severity: 'medium',
  cwe: [79],
  owasp: ['A05:2025'],
  what: 'A filter or option lets HTML through that stands in a text (Markdown with HTML, `safe`, `raw`).',
  why: 'Whoever writes the text writes script into the page.',
  fix: 'Leave it off, or sanitise what comes out.',
  tags: ['xss', 'template'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html',
    'https://github.com/markdown-it/markdown-it',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const markdown = require('markdown-it')({ html: true });
module.exports = (text) => markdown.render(text);
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/yuin/goldmark/renderer/html"
)

func options() {
	html.WithUnsafe()
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const markdown = require('markdown-it')();
module.exports = (text) => markdown.render(text);
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/yuin/goldmark/renderer/html"
)

func options() {
	html.WithXHTML()
}
`,
      },
    ],
  },
};
