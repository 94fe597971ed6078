import type { CodeRule } from './code-rule.ts';

export const httpServerNoTimeout: CodeRule = {
  id: 'code/http-server-no-timeout',
  title: 'A server waits for its clients for ever',
  severity: 'medium',
  cwe: [400],
  owasp: ['A10:2025'],
  confidence: 'low',
  what: 'An HTTP server runs without a bound on the time that a client may take to send its request.',
  why: 'A few hundred connections that send one byte a minute take all the server has: nobody else is answered.',
  fix: 'Make the server with `ReadHeaderTimeout` (and `ReadTimeout`, `WriteTimeout`, `IdleTimeout`) set.',
  tags: ['availability', 'http'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/400.html',
    'https://pkg.go.dev/net/http#Server',
  ],
  examples: {
    hit: [
      {
        path: 'x.go',
        text: `package main

import "net/http"

func main() {
	http.ListenAndServe(":8080", nil)
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
	"time"
)

func main() {
	server := &http.Server{Addr: ":8080", ReadHeaderTimeout: 5 * time.Second}
	server.ListenAndServe()
}
`,
      },
    ],
  },
};
