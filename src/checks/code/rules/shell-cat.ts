import type { CodeRule } from './code-rule.ts';

export const shellCat: CodeRule = {
  id: 'code/shell-cat',
  title: 'A program is started to read a file',
  severity: 'low',
  cwe: [78],
  owasp: ['A05:2025'],
  what: 'The content of a file is read by starting `cat`.',
  why: 'The shell takes blanks, `;` and `$()` in the name of the file for its own; a process costs more than a read, and there is no `cat` on Windows.',
  fix: 'Read the file: `fs.readFile`, `fs.readFileSync`.',
  tags: ['command'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/78.html',
    'https://nodejs.org/api/fs.html#fsreadfilepath-options-callback',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { execSync } = require('child_process');
exports.version = (folder) => execSync('cat ' + folder + '/VERSION').toString();
`,
      },
      {
        path: 'y.js',
        text: `const { execFile } = require('child_process');
execFile('/bin/cat', ['/etc/os-release'], (error, text) => console.log(text));
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { execSync } = require('child_process');
exports.count = (file) => execSync('cat package.json | wc -l').toString();
exports.both = () => execSync('cat first.txt second.txt', { uid: 1000 }).toString();
`,
      },
      {
        path: 'y.js',
        text: `const fs = require('fs');
exports.version = (folder) => fs.readFileSync(folder + '/VERSION', 'utf8');
`,
      },
    ],
  },
};
