import type { CodeRule } from './code-rule.ts';

export const shellTrue: CodeRule = {
  id: 'code/shell-true',
  title: 'Arguments pass through a shell',
  severity: 'low',
  cwe: [78],
  owasp: ['A05:2025'],
  what: 'A program is started with `shell: true` and arguments that are not constant.',
  why: 'The list of arguments is joined to one line that the shell interprets: the next value with a blank or `;` is a command.',
  fix: 'Remove `shell: true`.',
  tags: ['command'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/78.html',
    'https://nodejs.org/api/child_process.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { spawn } = require('child_process');
module.exports = (file) => spawn('convert', [file, 'out.png'], { shell: true });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { spawn } = require('child_process');
module.exports = (file) => spawn('convert', [file, 'out.png']);
`,
      },
    ],
  },
};
