import type { CodeRule } from './code-rule.ts';

export const sqlInjectionStored: CodeRule = {
  id: 'code/sql-injection-stored',
  title: 'Stored data in an SQL statement',
  severity: 'high',
  cwe: [89],
  owasp: ['A05:2025'],
  family: 'sql',
  sources: ['stored'],
  what: 'Data read from a database or a file becomes part of the text of an SQL statement.',
  why: 'Whoever could store the value, a name at registration, has it executed as SQL by a later statement of another user.',
  fix: 'Pass the value as a parameter, wherever it comes from: what is stored is as untrusted as what is sent.',
  missing: 'not escaped for SQL',
  remedy: 'Pass the value as a parameter of the statement.',
  tags: ['injection', 'sql', 'second-order'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/89.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { Pool } = require('pg');
const pool = new Pool();
async function rename(id) {
  const { rows } = await pool.query('SELECT name FROM users WHERE id = $1', [id]);
  await pool.query("UPDATE log SET text = '" + rows[0].name + "'");
}
module.exports = { rename };
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"database/sql"
)

func rename(db *sql.DB) {
	var name string
	db.QueryRow("SELECT name FROM users").Scan(&name)
	db.Exec("DELETE FROM posts WHERE author = '" + name + "'")
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { Pool } = require('pg');
const pool = new Pool();
async function rename(id) {
  const { rows } = await pool.query('SELECT name FROM users WHERE id = $1', [id]);
  await pool.query('UPDATE log SET text = $1', [rows[0].name]);
}
module.exports = { rename };
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"database/sql"
)

func rename(db *sql.DB) {
	var name string
	db.QueryRow("SELECT name FROM users").Scan(&name)
	db.Exec("DELETE FROM posts WHERE author = ?", name)
}
`,
      },
    ],
  },
};
