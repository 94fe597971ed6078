import type { CodeRule } from './code-rule.ts';

export const mailInjection: CodeRule = {
  id: 'code/mail-injection',
  title: 'Untrusted data in the headers of a mail',
  severity: 'medium',
  cwe: [93],
  owasp: ['A05:2025'],
  family: 'mail',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls becomes a recipient, a header or an attachment path of a mail that the server sends.',
  why: 'The server sends mail to whomever the attacker lists, with its own good name, or attaches files of its disk.',
  fix: 'Send to addresses of stored accounts; validate a single address; keep other headers constant.',
  missing: 'not validated as one address',
  remedy: 'Validate that the value is a single address.',
  tags: ['injection', 'mail'],
  version: 1,
  references: ['https://cwe.mitre.org/data/definitions/93.html', 'https://nodemailer.com/message/'],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const nodemailer = require('nodemailer');
const app = express();
const mailer = nodemailer.createTransport({ host: 'mail' });
app.post('/share', async (req, res) => {
  await mailer.sendMail({ from: 'us@example.com', to: req.body.to, subject: 'Look', text: 'Look at this' });
  res.end();
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const nodemailer = require('nodemailer');
const validator = require('validator');
const app = express();
const mailer = nodemailer.createTransport({ host: 'mail' });
app.post('/share', async (req, res) => {
  if (!validator.isEmail(req.body.to)) return res.sendStatus(400);
  await mailer.sendMail({ from: 'us@example.com', to: req.body.to, subject: 'Look', text: 'Look at this' });
  res.end();
});
`,
      },
    ],
  },
};
