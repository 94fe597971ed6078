import type { CodeRule } from './code-rule.ts';

export const hostHeaderPoisoning: CodeRule = {
  id: 'code/host-header-poisoning',
  title: 'The Host header decides where a link leads',
  severity: 'medium',
  cwe: [644, 640],
  owasp: ['A05:2025'],
  family: 'redirect',
  sources: ['host'],
  what: 'The Host (or X-Forwarded-Host) header of the request becomes part of an address in a mail or of a redirect.',
  why: 'The attacker asks for a password reset of the victim with its own host name: the mail leads there and hands over the token.',
  fix: 'Take the origin from the configuration.',
  missing: 'not compared with the configured host',
  remedy: 'Use a configured base address.',
  tags: ['http', 'mail'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/644.html',
    'https://owasp.org/www-project-web-security-testing-guide/v42/4-Web_Application_Security_Testing/07-Input_Validation_Testing/17-Testing_for_Host_Header_Injection',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const nodemailer = require('nodemailer');
const app = express();
const mailer = nodemailer.createTransport({ host: 'mail' });
app.post('/forgot', async (req, res) => {
  const link = 'https://' + req.headers.host + '/reset?token=' + res.locals.token;
  await mailer.sendMail({ to: res.locals.user.mail, subject: 'Reset', text: 'Open ' + link });
  res.end();
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
	http.Redirect(w, r, "https://"+r.Host+"/login", http.StatusFound)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const nodemailer = require('nodemailer');
const app = express();
const mailer = nodemailer.createTransport({ host: 'mail' });
app.post('/forgot', async (req, res) => {
  const link = process.env.BASE_URL + '/reset?token=' + res.locals.token;
  await mailer.sendMail({ to: res.locals.user.mail, subject: 'Reset', text: 'Open ' + link });
  res.end();
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
	http.Redirect(w, r, "https://www.example.com/login", http.StatusFound)
}
`,
      },
    ],
  },
};
