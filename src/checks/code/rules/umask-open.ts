import type { CodeRule } from './code-rule.ts';

export const umaskOpen: CodeRule = {
  id: 'code/umask-open',
  title: 'New files are open to everybody',
  severity: 'medium',
  cwe: [276],
  owasp: ['A01:2025'],
  what: 'The mask of the process is set to 0.',
  why: 'Every file that the process makes may be written by every account of the host.',
  fix: 'Use 0o077 or 0o027.',
  tags: ['file', 'permission'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/276.html',
    'https://nodejs.org/api/process.html#processumaskmask',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `process.umask(0);
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"syscall"
)

func open() {
	syscall.Umask(0)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `process.umask(0o077);
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"syscall"
)

func open() {
	syscall.Umask(0027)
}
`,
      },
    ],
  },
};
