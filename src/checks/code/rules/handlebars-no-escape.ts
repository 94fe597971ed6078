import type { CodeRule } from './code-rule.ts';

export const handlebarsNoEscape: CodeRule = {
  id: 'code/handlebars-no-escape',
  title: 'Handlebars compiles without escaping',
  severity: 'high',
  cwe: [79, 116],
  owasp: ['A05:2025'],
  what: 'A template is compiled with `noEscape`.',
  why: 'Every value becomes markup of the page.',
  fix: 'Remove the option; use `{{{ }}}` where a value is meant to be markup.',
  tags: ['xss', 'template'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://handlebarsjs.com/api-reference/compilation.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const Handlebars = require('handlebars');
module.exports = (source) => Handlebars.compile(source, { noEscape: true });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const Handlebars = require('handlebars');
module.exports = (source) => Handlebars.compile(source);
`,
      },
    ],
  },
};
