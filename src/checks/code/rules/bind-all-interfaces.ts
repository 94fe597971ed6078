import type { CodeRule } from './code-rule.ts';

export const bindAllInterfaces: CodeRule = {
  id: 'code/bind-all-interfaces',
  title: 'A server listens on every interface',
  severity: 'low',
  cwe: [1327, 668],
  owasp: ['A02:2025'],
  confidence: 'low',
  what: 'A server is bound to `0.0.0.0` or `::` by a constant.',
  why: 'What was meant for this host or an inner network is reachable from every network that the host is in.',
  fix: 'Bind to `127.0.0.1`, or take the address from the configuration. In a container it is right.',
  tags: ['network', 'exposure'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/1327.html',
    'https://nodejs.org/api/net.html#serverlisten',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.listen(3000, '0.0.0.0');
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net"
)

func listen() {
	net.Listen("tcp", "0.0.0.0:9000")
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.listen(3000, '127.0.0.1');
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net"
)

func listen() {
	net.Listen("tcp", "127.0.0.1:9000")
}
`,
      },
    ],
  },
};
