import type { CodeRule } from './code-rule.ts';

export const worldWritableFile: CodeRule = {
  id: 'code/world-writable-file',
  title: 'Everybody on the host may write a file',
  severity: 'medium',
  cwe: [732],
  owasp: ['A01:2025'],
  what: 'A file or folder is made, or changed, so that every account may write it.',
  why: 'Any process of the host changes what this one later reads or runs.',
  fix: 'Use 0o600 for files and 0o700 for folders, or what the group needs.',
  tags: ['file', 'permission'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/732.html',
    'https://nodejs.org/api/fs.html#fschmodpath-mode-callback',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const fs = require('fs');
fs.chmodSync('/srv/app/run.sh', 0o777);
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"os"
)

func open(name string) {
	os.Chmod(name, 0777)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const fs = require('fs');
fs.chmodSync('/srv/app/run.sh', 0o750);
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"os"
)

func open(name string) {
	os.Chmod(name, 0750)
}
`,
      },
    ],
  },
};
