import type { CodeRule } from './code-rule.ts';

export const corsOriginReflected: CodeRule = {
  id: 'code/cors-origin-reflected',
  title: 'Any origin is allowed by reflection',
  severity: 'high',
  cwe: [942, 346],
  owasp: ['A02:2025'],
  family: 'origin',
  sources: ['remote'],
  what: 'The Origin header of the request is sent back as `Access-Control-Allow-Origin` without a check.',
  why: 'Any site that the victim visits reads answers of this one, with credentials where they are allowed.',
  fix: 'Compare the origin with a list before it is sent back.',
  missing: 'not compared with a list',
  remedy: 'Compare the origin with a list.',
  tags: ['cors', 'http'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/942.html',
    'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.use((req, res, next) => {
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  next();
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
const origins = ['https://app.example.com'];
app.use((req, res, next) => {
  const origin = req.headers.origin;
  if (origins.includes(origin)) res.setHeader('Access-Control-Allow-Origin', origin);
  next();
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Origin") == "https://www.example.com" {
		w.Header().Set("Access-Control-Allow-Origin", "https://www.example.com")
	}
}
`,
      },
    ],
  },
};
