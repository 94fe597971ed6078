import type { CodeRule } from './code-rule.ts';

export const corsAnyOrigin: CodeRule = {
  id: 'code/cors-any-origin',
  title: 'Any site may read the answers',
  severity: 'low',
  cwe: [942],
  owasp: ['A02:2025'],
  confidence: 'low',
  what: '`Access-Control-Allow-Origin` is `*`.',
  why: 'Pages of any origin read what this server answers; what is only protected by being inside a network is then outside.',
  fix: 'List the origins that need it. For public data without login it is right: waive it.',
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
const cors = require('cors');
const app = express();
app.use(cors());
`,
      },
      {
        path: 'X.java',
        text: `import org.springframework.web.bind.annotation.CrossOrigin;
@CrossOrigin(origins = "*")
class X {
  String me() {
    return "me";
  }
}
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const cors = require('cors');
const app = express();
app.use(cors({ origin: 'https://app.example.com' }));
`,
      },
      {
        path: 'X.java',
        text: `import org.springframework.web.bind.annotation.CrossOrigin;
@CrossOrigin(origins = "https://shop.example.org")
class X {
  String me() {
    return "me";
  }
}
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
)

func handle(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "https://www.example.com")
}
`,
      },
    ],
  },
};
