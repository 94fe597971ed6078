import type { CodeRule } from './code-rule.ts';

export const exceptionInResponse: CodeRule = {
  id: 'code/exception-in-response',
  title: 'Details of an error are sent to the client',
  severity: 'low',
  cwe: [209],
  owasp: ['A10:2025'],
  family: 'sensitive',
  sources: ['error'],
  what: 'The stack trace of an exception becomes part of a response.',
  why: 'Paths, versions, statements and names of the inside tell an attacker where to look next.',
  fix: 'Log the error with an identifier and answer with that identifier only.',
  missing: 'sent as it is',
  remedy: 'Log the error; answer with a general message.',
  tags: ['exposure', 'errors'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/209.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/', (req, res) => {
  try {
    res.json(app.locals.load());
  } catch (error) {
    res.status(500).send(error.stack);
  }
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	"runtime/debug"
)

func handle(w http.ResponseWriter, r *http.Request) {
	w.Write(debug.Stack())
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const app = express();
app.get('/', (req, res) => {
  try {
    res.json(app.locals.load());
  } catch (error) {
    console.error(error.stack);
    res.status(500).send('Something went wrong');
  }
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"log"
	"net/http"
	"runtime/debug"
)

func handle(w http.ResponseWriter, r *http.Request) {
	log.Print(string(debug.Stack()))
	http.Error(w, "something went wrong", 500)
}
`,
      },
    ],
  },
};
