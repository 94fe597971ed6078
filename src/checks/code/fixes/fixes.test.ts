import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, test } from 'node:test';
import { applyPatch } from 'diff';
import type { Detection } from '../../../model/finding.ts';
import { remainders } from '../../../model/remainders.ts';
import { engine } from '../program.ts';

interface Case {
  readonly rule: string;
  readonly path: string;
  readonly before: string;
  /** Undefined: no change is proposed. */
  readonly after?: string;
}

const web = "const app = require('express')();\n";
const flask = 'from flask import Flask, request\napp = Flask(__name__)\n';

/** A file of a server; `line` is the handler. */
function js(head: string, line: string): string {
  return `${web}${head}\napp.get('/', (req, res) => {\n  const name = req.query.name;\n  ${line}\n});\n`;
}

function py(head: string, line: string): string {
  return `${flask}${head}\n@app.route('/')\ndef index():\n    name = request.args.get('name')\n    ${line}\n    return ''\n`;
}

const command = (before: readonly [string, string], after?: readonly [string, string]): Case => ({
  rule: 'code/command-injection',
  path: 'a.js',
  before: js(...before),
  ...(after && { after: js(...after) }),
});
const commandPy = (before: string, after?: string): Case => ({
  rule: 'code/command-injection',
  path: 'a.py',
  before: py('import subprocess', before),
  ...(after && { after: py('import subprocess', after) }),
});
const sql = (head: string, before: string, after?: string): Case => ({
  rule: 'code/sql-injection',
  path: 'a.js',
  before: js(head, before),
  ...(after && { after: js(head, after) }),
});
const sqlPy = (head: string, before: string, after?: string): Case => ({
  rule: 'code/sql-injection',
  path: 'a.py',
  before: py(head, before),
  ...(after && { after: py(head, after) }),
});
const cookie = (rule: string, before: string, after?: string): Case => ({
  rule,
  path: 'a.js',
  before: js('', before),
  ...(after && { after: js('', after) }),
});
const one = (rule: string, path: string, before: string, after?: string): Case => ({
  rule,
  path,
  before,
  ...(after && { after }),
});

const EXEC = "const { exec } = require('child_process');";
const EXEC_FILE = "const { execFile } = require('child_process');";
const MYSQL = "const db = require('mysql').createConnection({});";
const PG = "const { Pool } = require('pg');\nconst db = new Pool();";
const SQLITE = "const sqlite3 = require('sqlite3');\nconst db = new sqlite3.Database('a.db');";
const CURSOR = 'import sqlite3\ncursor = sqlite3.connect("a.db").cursor()';
const PSYCOPG = 'import psycopg2\ncursor = psycopg2.connect("a").cursor()';

const cases: readonly Case[] = [
  command([EXEC, 'exec(`finger ${name}`);'], [EXEC_FILE, "execFile('finger', [name]);"]),
  command(
    [EXEC, "exec('ping -c 1 ' + name, (error, out) => res.json(1));"],
    [EXEC_FILE, "execFile('ping', ['-c', '1', name], (error, out) => res.json(1));"],
  ),
  command(
    [EXEC, 'exec(`dig --type=${name} x`, { cwd: "a" }); exec("ls");'],
    [
      "const { exec, execFile } = require('child_process');",
      'execFile(\'dig\', [`--type=${name}`, \'x\'], { cwd: "a" }); exec("ls");',
    ],
  ),
  command(
    ["const child = require('child_process');", 'child.execSync("finger " + name);'],
    ["const child = require('child_process');", "child.execFileSync('finger', [name]);"],
  ),
  command(
    ["import { exec } from 'node:child_process';", 'exec(`finger ${name}`);'],
    ["import { execFile } from 'node:child_process';", "execFile('finger', [name]);"],
  ),
  command([EXEC, 'exec(`finger ${name} | sort`);']),
  command([EXEC, 'exec(`finger "${name}"`);']),
  command([EXEC, 'exec(`cd ${name}`);']),
  command([EXEC, 'exec(`git log ${name}`);'], [EXEC_FILE, "execFile('git', ['log', name]);"]),
  command([EXEC, 'exec(`sudo finger ${name}`);']),
  command([EXEC, 'exec(`${name} a`);']),
  command([EXEC, 'exec(`finger ${name || 1}`);']),
  command([EXEC, 'exec(1 + 1 + " finger " + name);']),
  command([EXEC, 'exec(`finger ${name}`, { shell: "/bin/bash" });']),
  command([EXEC, 'const execFile = 1; exec(`finger ${name}`);']),
  command([EXEC, 'exec(`finger ${name}` /* why */);']),
  commandPy(
    "subprocess.run(f'finger {name}', shell=True)",
    "subprocess.run(['finger', str(name)])",
  ),
  commandPy(
    "subprocess.check_output('finger ' + name, shell=True, text=True)",
    "subprocess.check_output(['finger', str(name)], text=True)",
  ),
  commandPy(
    "subprocess.call('finger -a=%s' % (name,), shell=True)",
    "subprocess.call(['finger', f'-a={name}'])",
  ),
  commandPy("subprocess.run(f'finger {name!r}', shell=True)"),
  commandPy("subprocess.run(f'finger {name} > a', shell=True)"),
  commandPy("subprocess.run(f'finger {name}', shell=True, executable='/bin/bash')"),
  commandPy("subprocess.run(f'finger {name}', shell=True, **{})"),
  sql(
    MYSQL,
    `db.query("SELECT a FROM b WHERE c = '" + name + "' AND d = 1", (error) => res.json(1));`,
    "db.query('SELECT a FROM b WHERE c = ? AND d = 1', [String(name)], (error) => res.json(1));",
  ),
  sql(
    MYSQL,
    'db.query(`SELECT a FROM b WHERE c = ${name}`);',
    "db.query('SELECT a FROM b WHERE c = ?', [String(name)]);",
  ),
  sql(
    PG,
    "db.query(`SELECT a FROM b WHERE c = '${name}' AND d = ${name} AND e = 'x'`);",
    `db.query("SELECT a FROM b WHERE c = $1 AND d = $2 AND e = 'x'", [name, name]);`,
  ),
  sql(
    PG,
    "db.query(`SELECT a\n FROM b WHERE c LIKE '%${name}%'`);",
    'db.query(`SELECT a\n FROM b WHERE c LIKE $1`, [`%${name}%`]);',
  ),
  sql(
    SQLITE,
    `db.all("SELECT a FROM b WHERE c = '" + name + "'", (error, rows) => res.json(rows));`,
    "db.all('SELECT a FROM b WHERE c = ?', [name], (error, rows) => res.json(rows));",
  ),
  sql(MYSQL, 'db.query(`SELECT a FROM b ORDER BY ${name}`);'),
  sql(MYSQL, 'db.query(`SELECT a FROM ${name}`);'),
  sql(MYSQL, 'db.query(`SELECT a FROM b LIMIT ${name}`);'),
  sql(MYSQL, "db.query(`SELECT a FROM b WHERE c = '${name}' AND d = '?'`);"),
  sql(MYSQL, "db.query(`SELECT a FROM b WHERE c = '${name}''s'`);"),
  sql(MYSQL, 'db.query(`SELECT a FROM b WHERE c = "${name}"`);'),
  sql(MYSQL, "db.query(`SELECT a FROM b WHERE c = '${name}' AND d = ?`, [1]);"),
  sqlPy(
    CURSOR,
    `cursor.execute(f"SELECT a FROM b WHERE c = '{name}'")`,
    "cursor.execute('SELECT a FROM b WHERE c = ?', (name,))",
  ),
  sqlPy(
    PSYCOPG,
    `cursor.execute("SELECT a FROM b WHERE c = '%s' AND d = %s" % (name, name))`,
    "cursor.execute('SELECT a FROM b WHERE c = %s AND d = %s', (name, name))",
  ),
  sqlPy(
    PSYCOPG,
    `cursor.execute("SELECT a FROM b WHERE c = '" + name + "'")`,
    "cursor.execute('SELECT a FROM b WHERE c = %s', (name,))",
  ),
  sqlPy(`${CURSOR}\nimport psycopg2`, `cursor.execute(f"SELECT a FROM b WHERE c = '{name}'")`),
  sqlPy(CURSOR, 'cursor.execute(f"SELECT a FROM {name}")'),
  cookie(
    'code/cookie-not-httponly',
    "res.cookie('session', 'a');",
    "res.cookie('session', 'a', { httpOnly: true });",
  ),
  cookie(
    'code/cookie-not-httponly',
    "res.cookie('session', 'a', { secure: true });",
    "res.cookie('session', 'a', { secure: true, httpOnly: true });",
  ),
  cookie(
    'code/cookie-not-secure',
    "res.cookie('session', 'a', {\n    httpOnly: true,\n  });",
    "res.cookie('session', 'a', {\n    httpOnly: true,\n    secure: true,\n  });",
  ),
  cookie(
    'code/cookie-not-secure',
    "res.cookie('a', 'a', { secure: false });",
    "res.cookie('a', 'a', { secure: true });",
  ),
  one(
    'code/cookie-not-secure',
    'a.py',
    'from flask import make_response\ndef f():\n    r = make_response("a")\n    r.set_cookie("a", "b", httponly=True)\n    return r\n',
    'from flask import make_response\ndef f():\n    r = make_response("a")\n    r.set_cookie("a", "b", httponly=True, secure=True)\n    return r\n',
  ),
  one(
    'code/tls-verification-off',
    'a.js',
    "const https = require('https');\nmodule.exports = new https.Agent({ keepAlive: true, rejectUnauthorized: false });\n",
    "const https = require('https');\nmodule.exports = new https.Agent({ keepAlive: true, rejectUnauthorized: true });\n",
  ),
  one(
    'code/tls-verification-off',
    'a.py',
    'import requests\nrequests.get("https://a.example", verify=False)\n',
    'import requests\nrequests.get("https://a.example", verify=True)\n',
  ),
  one(
    'code/unsafe-yaml-load',
    'a.py',
    'import yaml\ndef f(text):\n    return yaml.load(text)\n',
    'import yaml\ndef f(text):\n    return yaml.safe_load(text)\n',
  ),
  one(
    'code/unsafe-yaml-load',
    'a.py',
    'import yaml\ndef f(text):\n    return yaml.load(text, Loader=yaml.Loader)\n',
  ),
  one(
    'code/debug-enabled',
    'a.py',
    'from flask import Flask\napp = Flask(__name__)\napp.run(debug=True)\n',
    'from flask import Flask\napp = Flask(__name__)\napp.run(debug=False)\n',
  ),
  one(
    'code/auto-escape-off',
    'a.js',
    "const nunjucks = require('nunjucks');\nnunjucks.configure('views', { autoescape: false });\n",
    "const nunjucks = require('nunjucks');\nnunjucks.configure('views', { autoescape: true });\n",
  ),
];

describe('fixes', () => {
  for (const { rule, path, before: text, after } of cases) {
    const line = text.split('\n').at(-3)?.trim() ?? '';
    test(`${after === undefined ? 'nothing is proposed for' : 'mended is'} ${rule} in ${line}`, async () => {
      const found = await findingsIn(path, text);
      const its = found.filter(({ ruleId }) => ruleId === rule);
      assert.notEqual(its.length, 0, `not found: ${found.map(({ ruleId }) => ruleId).join(' ')}`);
      const diff = diffOf(its);
      if (after === undefined) {
        assert.equal(diff, undefined);
        return;
      }
      assert.notEqual(diff, undefined, 'nothing is proposed');
      assert.equal(applyPatch(text, diff ?? ''), after);
      const left = await findingsIn(path, after);
      const before = found.map(({ ruleId }) => ruleId);
      const now = left.map(({ ruleId }) => ruleId);
      assert.equal(count(now, rule), count(before, rule) - 1);
      const more = now.filter((each) => count(now, each) > count(before, each));
      const isLeft = (each: string): boolean => remainders.get(rule) === each;
      assert.deepEqual(
        more.filter((each) => !isLeft(each)),
        [],
      );
    });
  }
});

function diffOf([first]: readonly Detection[]): string | undefined {
  return first?.evidence.kind === 'code' ? first.evidence.diff : undefined;
}

function count(rules: readonly string[], rule: string): number {
  return rules.filter((each) => each === rule).length;
}

async function findingsIn(path: string, text: string): Promise<readonly Detection[]> {
  const summary = engine.summarise({ path, bytes: Buffer.from(text), fileClass: 'text' });
  assert.equal(summary.state, 'unit');
  if (summary.state !== 'unit') return [];
  const link = await engine.linker();
  const linked = await link([{ path, unit: summary.unit }], () => Promise.resolve(new Map()));
  return linked.results(new Map([[path, text]])).flatMap(({ detections }) => detections);
}
