import type { CodeRule } from './code-rule.ts';

export const pathTraversal: CodeRule = {
  id: 'code/path-traversal',
  title: 'Untrusted data in the path of a file',
  severity: 'high',
  cwe: [22],
  owasp: ['A01:2025'],
  family: 'path',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls becomes part of the path of a file that is read, written or removed.',
  why: '`../` leaves the folder that was meant: the attacker reads keys and configuration, or writes where code is loaded from.',
  fix: 'Resolve the path and check that it is still inside the folder (`resolve`, then `startsWith(root + sep)`), or keep only the base name.',
  missing: 'not kept inside a folder',
  remedy: 'Resolve the path and check that it begins with the folder.',
  tags: ['path', 'file'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/22.html',
    'https://owasp.org/www-community/attacks/Path_Traversal',
    'https://nodejs.org/api/path.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const fs = require('fs');
const path = require('path');
const app = express();
app.get('/file', (req, res) => {
  const file = path.join('/srv/files', req.query.name);
  fs.readFile(file, (error, data) => res.json(data.length));
});
`,
      },
      {
        path: 'y.js',
        text: `const express = require('express');
const fs = require('fs/promises');
const app = express();
app.delete('/file/:name', async (req, res) => {
  await fs.unlink(\`/srv/files/\${req.params.name}\`);
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
    java.io.File file = new java.io.File("/srv/files", name);
    response.getOutputStream().write(java.nio.file.Files.readAllBytes(file.toPath()));
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    with open('/srv/files/' + name) as file:
        return {'text': file.read()}
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	"os"
	"path/filepath"
)

func handle(w http.ResponseWriter, r *http.Request) {
	name := filepath.Join("/srv/files", r.URL.Query().Get("name"))
	text, err := os.ReadFile(name)
	if err == nil {
		w.Write(text)
	}
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const fs = require('fs');
const path = require('path');
const app = express();
const root = '/srv/files';
app.get('/file', (req, res) => {
  const file = path.resolve(root, req.query.name);
  if (!file.startsWith(root + path.sep)) return res.sendStatus(400);
  fs.readFile(file, (error, data) => res.json(data.length));
});
`,
      },
      {
        path: 'y.js',
        text: `const express = require('express');
const fs = require('fs/promises');
const path = require('path');
const app = express();
app.delete('/file/:name', async (req, res) => {
  await fs.unlink(path.join('/srv/files', path.basename(req.params.name)));
  res.end();
});
`,
      },
      {
        path: 'z.js',
        text: `const express = require('express');
const path = require('path');
const app = express();
app.get('/file', (req, res) => {
  res.sendFile(req.query.name, { root: path.join(__dirname, 'files') });
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
    java.io.File file = new java.io.File("/srv/files", name);
    if (!file.getCanonicalPath().startsWith("/srv/files/")) {
      throw new IllegalArgumentException();
    }
    response.getOutputStream().write(java.nio.file.Files.readAllBytes(file.toPath()));
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import os

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    path = os.path.realpath(os.path.join('/srv/files', name))
    if not path.startswith('/srv/files/'):
        return 'no', 404
    with open(path) as file:
        return {'text': file.read()}
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

func handle(w http.ResponseWriter, r *http.Request) {
	name := filepath.Join("/srv/files", r.URL.Query().Get("name"))
	if !strings.HasPrefix(name, "/srv/files/") {
		return
	}
	text, err := os.ReadFile(name)
	if err == nil {
		w.Write(text)
	}
}
`,
      },
    ],
  },
};
