import type { CodeRule } from './code-rule.ts';

export const archiveExtractAll: CodeRule = {
  id: 'code/archive-extract-all',
  title: 'An archive is unpacked without limits',
  severity: 'low',
  cwe: [22, 409],
  owasp: ['A01:2025'],
  what: 'All entries of an archive are unpacked by one call that checks neither names nor sizes, or keeps absolute paths.',
  why: 'An archive of the attacker overwrites other files, or fills the disk from a few kilobytes.',
  fix: 'Unpack entry by entry: check the resolved path and count the bytes.',
  tags: ['archive', 'file'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/22.html',
    'https://security.snyk.io/research/zip-slip-vulnerability',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const tar = require('tar');
module.exports = (file) => tar.x({ file, preservePaths: true });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const tar = require('tar');
module.exports = (file) => tar.x({ file });
`,
      },
    ],
  },
};
