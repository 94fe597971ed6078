import type { CodeRule } from './code-rule.ts';

export const libraryPathTraversal: CodeRule = {
  id: 'code/library-path-traversal',
  title: 'A library serves files by a name from its caller',
  severity: 'medium',
  cwe: [22],
  owasp: ['A01:2025'],
  family: 'path',
  sources: ['library'],
  what: 'A parameter of an exported function is joined to a folder and the file is read, written or removed.',
  why: 'Callers take it for a name inside the folder; one that passes on what a user sent opens any file of the host.',
  fix: 'Resolve the path and check that it is inside the folder.',
  missing: 'not kept inside a folder',
  remedy: 'Resolve the path and check that it begins with the folder.',
  tags: ['path', 'file', 'library'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/22.html',
    'https://owasp.org/www-community/attacks/Path_Traversal',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const fs = require('fs');
const path = require('path');
exports.load = function load(name) {
  return fs.readFileSync(path.join(__dirname, 'themes', name), 'utf8');
};
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const fs = require('fs');
const path = require('path');
exports.load = function load(name) {
  return fs.readFileSync(path.join(__dirname, 'themes', path.basename(name)), 'utf8');
};
`,
      },
    ],
  },
};
