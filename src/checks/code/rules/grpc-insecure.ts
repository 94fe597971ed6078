import type { CodeRule } from './code-rule.ts';

export const grpcInsecure: CodeRule = {
  id: 'code/grpc-insecure',
  title: 'Calls between services are not encrypted',
  severity: 'medium',
  cwe: [319],
  owasp: ['A04:2025'],
  what: 'A gRPC connection is opened without TLS.',
  why: 'Whoever is on the way reads and changes every call, with its tokens.',
  fix: 'Pass credentials of TLS: `grpc.WithTransportCredentials(credentials.NewTLS(config))`.',
  tags: ['tls', 'grpc'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/319.html',
    'https://grpc.io/docs/guides/auth/',
  ],
  examples: {
    hit: [
      {
        path: 'x.go',
        text: `package main

import "google.golang.org/grpc"

func dial(address string) (*grpc.ClientConn, error) {
	return grpc.Dial(address, grpc.WithInsecure())
}
`,
      },
    ],
    ok: [
      {
        path: 'x.go',
        text: `package main

import (
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
)

func dial(address string) (*grpc.ClientConn, error) {
	return grpc.Dial(address, grpc.WithTransportCredentials(credentials.NewTLS(nil)))
}
`,
      },
    ],
  },
};
