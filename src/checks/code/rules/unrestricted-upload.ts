import type { CodeRule } from './code-rule.ts';

export const unrestrictedUpload: CodeRule = {
  id: 'code/unrestricted-upload',
  title: 'An uploaded file keeps the name that its sender chose',
  severity: 'high',
  cwe: [434],
  owasp: ['A01:2025'],
  family: 'upload',
  sources: ['remote'],
  what: 'A file of a request is stored under the name, and with the extension, that the client states.',
  why: 'The attacker uploads a page, a script or a configuration file where the server serves or runs it.',
  fix: 'Store under a random name outside of what is served, with an extension from a list.',
  missing: 'its extension is not checked',
  remedy: 'Use a random name and an extension from a list.',
  tags: ['upload', 'file'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/434.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/File_Upload_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const fileUpload = require('express-fileupload');
const app = express();
app.use(fileUpload({ limits: { fileSize: 1e6 }, abortOnLimit: true }));
app.post('/upload', (req, res) => {
  req.files.image.mv('./public/' + req.files.image.name, () => res.end());
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/gin-gonic/gin"
)

func upload(c *gin.Context) {
	file, err := c.FormFile("file")
	if err == nil {
		c.SaveUploadedFile(file, "public/"+file.Filename)
	}
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
const express = require('express');
const fileUpload = require('express-fileupload');
const app = express();
app.use(fileUpload({ limits: { fileSize: 1e6 }, abortOnLimit: true }));
app.post('/upload', (req, res) => {
  req.files.image.mv('./images/' + crypto.randomUUID() + '.png', () => res.end());
});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

func upload(c *gin.Context) {
	file, err := c.FormFile("file")
	if err == nil {
		c.SaveUploadedFile(file, "uploads/"+uuid.NewString())
	}
}
`,
      },
    ],
  },
};
