import type { CodeRule } from './code-rule.ts';

export const directoryListing: CodeRule = {
  id: 'code/directory-listing',
  title: 'The names of all files are shown',
  severity: 'low',
  cwe: [548],
  owasp: ['A02:2025'],
  what: 'A server lists the files of a folder.',
  why: 'Backups, drafts and old versions are found without guessing.',
  fix: 'Remove the listing, or keep it for a folder that is meant to be read.',
  tags: ['exposure', 'file'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/548.html',
    'https://github.com/expressjs/serve-index',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const serveIndex = require('serve-index');
const app = express();
app.use('/ftp', serveIndex('ftp', { icons: true }));
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.use('/ftp', express.static('ftp'));
`,
      },
    ],
  },
};
