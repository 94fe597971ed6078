import type { CodeRule } from './code-rule.ts';

export const argumentInjection: CodeRule = {
  id: 'code/argument-injection',
  title: 'Untrusted data as an option of a program',
  severity: 'high',
  cwe: [88],
  owasp: ['A05:2025'],
  family: 'command',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is an argument of a program whose options run commands or write files (git, curl, tar, find, ssh, rsync, hg), without `--` before it.',
  why: 'A value that begins with a dash is an option: `--upload-pack=…` of git, `--checkpoint-action` of tar and `-exec` of find run commands without any shell.',
  fix: 'Put `--` before values, or refuse those that begin with a dash.',
  missing: 'not kept from being an option',
  remedy: 'Put `--` before the value, or refuse a leading dash.',
  tags: ['injection', 'command'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/88.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const { execFile } = require('child_process');
const app = express();
app.post('/clone', (req, res) => {
  execFile('git', ['clone', req.body.url, '/srv/work'], () => res.end());
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	"os/exec"
)

func handle(w http.ResponseWriter, r *http.Request) {
	exec.Command("git", "log", r.FormValue("branch")).Run()
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const { execFile } = require('child_process');
const app = express();
app.post('/clone', (req, res) => {
  if (!/^https:\\/\\/example\\.com\\/[a-z]+$/.test(req.body.url)) return res.sendStatus(400);
  execFile('git', ['clone', req.body.url, '/srv/work'], () => res.end());
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	"os/exec"
)

func handle(w http.ResponseWriter, r *http.Request) {
	branch := r.FormValue("branch")
	if branch != "main" && branch != "next" {
		return
	}
	exec.Command("git", "log", branch).Run()
}
`,
      },
    ],
  },
};
