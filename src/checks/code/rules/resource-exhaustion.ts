import type { CodeRule } from './code-rule.ts';

export const resourceExhaustion: CodeRule = {
  id: 'code/resource-exhaustion',
  title: 'Untrusted data decides how much is allocated or how long is waited',
  severity: 'medium',
  cwe: [770, 400],
  owasp: ['A06:2025'],
  family: 'resource',
  sources: ['remote', 'foreign'],
  what: 'A number of the request is the size of a buffer, a count of repetitions or the duration of a timer.',
  why: 'One request takes all memory, or thousands hold timers and connections for days.',
  fix: 'Set an upper bound (`Math.min`).',
  missing: 'it has no upper bound',
  remedy: 'Bound the value with `Math.min`.',
  tags: ['availability'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/770.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Denial_of_Service_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/blank', (req, res) => {
  res.end(Buffer.alloc(Number(req.query.size)));
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	"strconv"
)

func handle(w http.ResponseWriter, r *http.Request) {
	size, err := strconv.Atoi(r.FormValue("size"))
	if err == nil {
		w.Write(make([]byte, size))
	}
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/blank', (req, res) => {
  res.end(Buffer.alloc(Math.min(Number(req.query.size), 1024)));
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	"strconv"
)

func handle(w http.ResponseWriter, r *http.Request) {
	size, err := strconv.Atoi(r.FormValue("size"))
	if err == nil && size < 4096 {
		w.Write(make([]byte, size))
	}
}
`,
      },
    ],
  },
};
