import type { CodeRule } from './code-rule.ts';

export const staticFilesOfRoot: CodeRule = {
  id: 'code/static-files-of-root',
  title: 'The folder of the program is served',
  severity: 'high',
  cwe: [552, 538],
  owasp: ['A01:2025'],
  what: 'A server for static files is given the working folder or the root.',
  why: 'Anybody reads the source, `package.json`, databases and keys beside it.',
  fix: 'Serve a folder that holds only what is public.',
  tags: ['exposure', 'file'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/552.html',
    'https://expressjs.com/en/starter/static-files.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.use(express.static('.'));
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
)

func serve() {
	http.Handle("/", http.FileServer(http.Dir(".")))
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.use(express.static('public'));
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
)

func serve() {
	http.Handle("/", http.FileServer(http.Dir("public")))
}
`,
      },
    ],
  },
};
