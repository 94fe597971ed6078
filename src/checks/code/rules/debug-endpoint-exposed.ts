import type { CodeRule } from './code-rule.ts';

export const debugEndpointExposed: CodeRule = {
  id: 'code/debug-endpoint-exposed',
  title: 'Profiles and variables of the process are served',
  severity: 'medium',
  cwe: [489, 200],
  owasp: ['A02:2025'],
  what: 'Routes for debugging (pprof, expvar, an actuator) are registered in the server itself.',
  why: 'They tell arguments, memory and source paths, and a profile that runs for minutes slows the server: everybody can ask for it.',
  fix: 'Serve them on a listener of their own that only operators reach, or behind authentication.',
  tags: ['exposure'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/489.html',
    'https://pkg.go.dev/net/http/pprof',
  ],
  examples: {
    hit: [
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	_ "net/http/pprof"
)

func serve(server *http.Server) error {
	return server.ListenAndServe()
}
`,
      },
    ],
    ok: [
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	"runtime/pprof"
	"os"
)

func serve(server *http.Server) error {
	pprof.StartCPUProfile(os.Stdout)
	return server.ListenAndServe()
}
`,
      },
    ],
  },
};
