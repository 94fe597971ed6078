import type { CodeRule } from './code-rule.ts';

export const insecureTempFile: CodeRule = {
  id: 'code/insecure-temp-file',
  title: 'A file in a shared folder with a name that can be guessed',
  severity: 'medium',
  cwe: [377],
  owasp: ['A01:2025'],
  what: 'A file with a constant name is written in `/tmp`.',
  why: 'Another account puts a link there first: the write goes where that account wants, with these rights.',
  fix: 'Make a folder of its own with `fs.mkdtemp`.',
  tags: ['file', 'temp'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/377.html',
    'https://nodejs.org/api/fs.html#fspromisesmkdtempprefix-options',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const fs = require('fs');
fs.writeFileSync('/tmp/report.txt', 'done');
`,
      },
      {
        path: 'x.py',
        text: `import tempfile

def scratch():
    return open(tempfile.mktemp(), 'w')
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"os"
)

func save(data []byte) {
	os.WriteFile("/tmp/report.txt", data, 0600)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const fs = require('fs');
const os = require('os');
const path = require('path');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'report-'));
fs.writeFileSync(path.join(folder, 'report.txt'), 'done');
`,
      },
      {
        path: 'x.py',
        text: `import tempfile

def scratch():
    return tempfile.NamedTemporaryFile('w')
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"os"
)

func save(data []byte) {
	file, err := os.CreateTemp("", "report")
	if err == nil {
		file.Write(data)
	}
}
`,
      },
    ],
  },
};
