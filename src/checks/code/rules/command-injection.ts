import type { CodeRule } from './code-rule.ts';

export const commandInjection: CodeRule = {
  id: 'code/command-injection',
  title: 'Untrusted data in a shell command',
  severity: 'critical',
  cwe: [78],
  owasp: ['A05:2025'],
  family: 'command',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls becomes part of a command line that a shell interprets, or names the program to start.',
  why: "Characters such as `;`, `|`, `$()` start programs of the attacker's choice with the rights of the server.",
  fix: 'Start the program without a shell, the arguments as a list (`execFile`, `spawn`), the program a constant. Better: use a library instead of a program.',
  missing: 'not quoted for the shell',
  remedy: 'Pass the value as one argument of a list, without a shell.',
  tags: ['injection', 'command'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/78.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html',
    'https://nodejs.org/api/child_process.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const { exec } = require('child_process');
const app = express();
app.get('/ping', (req, res) => {
  exec('ping -c 1 ' + req.query.host, (error, stdout) => res.send(stdout));
});
`,
      },
      {
        path: 'y.ts',
        text: `import { spawn } from 'node:child_process';
import express from 'express';
const app = express();
app.post('/run', (req, res) => {
  spawn('convert', ['-resize', req.body.size], { shell: true });
  res.end();
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    Runtime.getRuntime().exec("ping " + name);
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import subprocess

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    subprocess.run('ping -c 1 ' + name, shell=True)
    return 'sent'
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
	exec.Command("sh", "-c", "ping -c 1 "+r.FormValue("host")).Run()
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
app.get('/ping', (req, res) => {
  execFile('ping', ['-c', '1', '--', req.query.host], (error, stdout) => res.end(stdout.length));
});
`,
      },
      {
        path: 'y.ts',
        text: `import { exec } from 'node:child_process';
import express from 'express';
const app = express();
app.get('/ping', (req, res) => {
  if (!/^[a-z0-9.]+$/.test(req.query.host)) return res.sendStatus(400);
  exec('ping -c 1 ' + req.query.host, () => res.end());
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    new ProcessBuilder("ping", "-c", "1", "--", name).start();
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import subprocess

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    subprocess.run(['ping', '-c', '1', '--', name])
    return 'sent'
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net"
	"net/http"
	"os/exec"
)

func handle(w http.ResponseWriter, r *http.Request) {
	host := net.ParseIP(r.FormValue("host"))
	exec.Command("ping", "-c", "1", host.String()).Run()
}
`,
      },
    ],
  },
};
