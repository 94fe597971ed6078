import { withCrc } from '../../src/checks/secrets/rules/checksum.ts';
import { fill } from '../../src/checks/secrets/rules/fill.ts';

/** Paths from the root of a repository, and what the files hold. */
export type Files = Readonly<Record<string, string>>;

/** A service in front of a database, in which nothing is wrong. */
export function cleanService(noun: string): Files {
  return {
    [`src/${noun}.js`]: `const express = require('express');
const mysql = require('mysql');
const router = express.Router();
const database = mysql.createPool({ host: 'database' });
router.get('/${noun}/:id', (request, response) => {
  database.query('select * from ${noun} where id = ?', [request.params.id], (error, rows) => {
    response.json(error ? [] : rows);
  });
});
module.exports = router;
`,
  };
}

/** The same with the value in the text of the statement, once for each column: that many findings. */
export function sqlInjection(noun: string, columns: readonly string[]): Files {
  const routes = columns.map(
    (column) => `router.get('/${noun}/by-${column}', (request, response) => {
  const wanted = request.query.${column};
  const text = "select * from ${noun} where ${column} = '" + wanted + "'";
  database.query(text, (error, rows) => response.json(error ? [] : rows));
});
`,
  );
  return {
    [`src/${noun}-search.js`]: `const express = require('express');
const mysql = require('mysql');
const router = express.Router();
const database = mysql.createPool({ host: 'database' });
${routes.join('')}module.exports = router;
`,
  };
}

/** Finds a program by what a request says. Behind a gateway that lets digits through only, people call it a false alarm. */
export function commandOfDigits(noun: string): Files {
  return {
    [`src/${noun}-label.js`]: `const { exec } = require('node:child_process');
const express = require('express');
const router = express.Router();
// The gateway lets digits through only, and answers 400 to everything else.
router.get('/${noun}/:id/label', (request, response) => {
  exec('print-label ' + request.params.id, () => response.end());
});
module.exports = router;
`,
  };
}

/** A shell that a request writes to, a redirect to anywhere, a file from anywhere. */
export function exportService(noun: string): Files {
  return {
    [`src/${noun}-export.js`]: `const { exec } = require('node:child_process');
const path = require('node:path');
const express = require('express');
const router = express.Router();
router.get('/${noun}/export', (request, response) => {
  exec('export-${noun} --format ' + request.query.format, () => {
    response.redirect(request.query.next);
  });
});
router.get('/${noun}/file', (request, response) => {
  response.sendFile(path.join('/srv/${noun}', request.query.name));
});
module.exports = router;
`,
  };
}

/** A page of the nineties in Python: what is asked for comes back unescaped, passwords are kept as MD5. */
export function oldPages(noun: string): Files {
  return {
    [`${noun}/views.py`]: `import hashlib
import sqlite3
from flask import Flask, request

app = Flask(__name__)

@app.route('/${noun}')
def show():
    name = request.args.get('name')
    rows = sqlite3.connect('${noun}.db').cursor().execute(
        "SELECT * FROM ${noun} WHERE name = '" + name + "'").fetchall()
    return '<h1>' + name + '</h1>' + str(len(rows))

@app.route('/${noun}/enter', methods=['POST'])
def enter():
    password = request.form['password']
    return hashlib.md5(password.encode()).hexdigest()
`,
  };
}

/** A page that nobody can do anything with. */
export function manual(title: string): Files {
  return {
    'docs/index.md': `# ${title}\n\nWhat customers ask, and what we answer.\n`,
    'build.js': `const { readFileSync } = require('node:fs');\nmodule.exports = readFileSync('docs/index.md', 'utf8');\n`,
  };
}

/** A token in the shape of GitHub's, with a checksum that fits; none was ever valid. */
export function token(seed: number): string {
  return withCrc('ghp_', fill(30, 'base62', seed + 100));
}

/** A script of a pipeline that holds tokens. */
export function leakingScript(name: string, seeds: readonly number[]): Files {
  const lines = seeds.map((seed) => `export TOKEN_${seed}=${token(seed)}`);
  return { [`ci/${name}.sh`]: `#!/bin/sh\n${lines.join('\n')}\n./deploy\n` };
}
