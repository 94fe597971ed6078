import type { CodeRule } from './code-rule.ts';

export const useOfUnsafe: CodeRule = {
  id: 'code/use-of-unsafe',
  title: 'Memory is read without regard to its type',
  severity: 'info',
  cwe: [242],
  owasp: ['A06:2025'],
  confidence: 'low',
  what: 'The package `unsafe` (or its like) turns memory of one type into that of another.',
  why: 'The compiler no longer checks bounds and lifetimes there: a mistake reads or writes what belongs to something else.',
  fix: 'Use the safe conversions of the language; where it has to stay, keep it small and have it reviewed.',
  tags: ['memory'],
  version: 1,
  references: ['https://cwe.mitre.org/data/definitions/242.html', 'https://pkg.go.dev/unsafe'],
  examples: {
    hit: [
      {
        path: 'x.go',
        text: `package main

import "unsafe"

func number(b []byte) uint64 {
	return *(*uint64)(unsafe.Pointer(&b[0]))
}
`,
      },
    ],
    ok: [
      {
        path: 'x.go',
        text: `package main

import "encoding/binary"

func number(b []byte) uint64 {
	return binary.LittleEndian.Uint64(b)
}
`,
      },
    ],
  },
};
