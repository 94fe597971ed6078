import type { CodeRule } from './code-rule.ts';

export const unboundedDecompression: CodeRule = {
  id: 'code/unbounded-decompression',
  title: 'What is unpacked may have any size',
  severity: 'medium',
  cwe: [409],
  owasp: ['A10:2025'],
  what: 'A compressed stream is unpacked to its end without a bound on what comes out.',
  why: 'A file of a few kilobytes unpacks to many gigabytes: memory or the disk is full.',
  fix: 'Unpack through a reader that ends after a bound (`io.LimitReader`, `io.CopyN`), and refuse what is longer.',
  tags: ['availability', 'archive'],
  version: 1,
  references: ['https://cwe.mitre.org/data/definitions/409.html'],
  examples: {
    hit: [
      {
        path: 'x.go',
        text: `package main

import (
	"compress/gzip"
	"io"
	"net/http"
	"os"
)

func handle(w http.ResponseWriter, r *http.Request) {
	packed, err := gzip.NewReader(r.Body)
	if err != nil {
		return
	}
	io.Copy(os.Stdout, packed)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.go',
        text: `package main

import (
	"compress/gzip"
	"io"
	"net/http"
	"os"
)

func handle(w http.ResponseWriter, r *http.Request) {
	packed, err := gzip.NewReader(r.Body)
	if err != nil {
		return
	}
	io.Copy(os.Stdout, io.LimitReader(packed, 1<<20))
}
`,
      },
    ],
  },
};
