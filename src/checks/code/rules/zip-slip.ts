import type { CodeRule } from './code-rule.ts';

export const zipSlip: CodeRule = {
  id: 'code/zip-slip',
  title: "The name of an archive's entry decides where a file is written",
  severity: 'high',
  cwe: [22],
  owasp: ['A01:2025'],
  family: 'path',
  sources: ['foreign'],
  what: 'The name of an entry of an archive becomes part of the path that the entry is written to.',
  why: 'An entry named `../../app/server.js` overwrites files outside of the target folder; the next start runs it.',
  fix: 'Resolve the target and check that it is inside the folder, or let a library unpack that refuses such names.',
  missing: 'not kept inside the target folder',
  remedy: 'Resolve the path and check that it begins with the target folder.',
  tags: ['path', 'archive'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/22.html',
    'https://security.snyk.io/research/zip-slip-vulnerability',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const fs = require('fs');
const path = require('path');
const unzipper = require('unzipper');
fs.createReadStream('upload.zip')
  .pipe(unzipper.Parse())
  .on('entry', (entry) => {
    entry.pipe(fs.createWriteStream(path.join('/srv/out', entry.path)));
  });
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"archive/zip"
	"os"
	"path/filepath"
)

func unpack(archive string, folder string) {
	reader, err := zip.OpenReader(archive)
	if err != nil {
		return
	}
	for _, file := range reader.File {
		os.Create(filepath.Join(folder, file.Name))
	}
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const fs = require('fs');
const path = require('path');
const unzipper = require('unzipper');
fs.createReadStream('upload.zip')
  .pipe(unzipper.Parse())
  .on('entry', (entry) => {
    const target = path.resolve('/srv/out', entry.path);
    if (!target.startsWith('/srv/out' + path.sep)) return entry.autodrain();
    entry.pipe(fs.createWriteStream(target));
  });
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
)

func unpack(archive string, folder string) {
	reader, err := zip.OpenReader(archive)
	if err != nil {
		return
	}
	for _, file := range reader.File {
		target := filepath.Join(folder, file.Name)
		if !strings.HasPrefix(target, filepath.Clean(folder)+"/") {
			return
		}
		os.Create(target)
	}
}
`,
      },
    ],
  },
};
