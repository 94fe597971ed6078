import type { CodeRule } from './code-rule.ts';

export const sqlInjection: CodeRule = {
  id: 'code/sql-injection',
  title: 'Untrusted data in an SQL statement',
  severity: 'critical',
  cwe: [89],
  owasp: ['A05:2025'],
  family: 'sql',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls becomes part of the text of an SQL statement.',
  why: 'An attacker ends the value and writes SQL: reads or changes any row the account reaches, skips a login, on some servers runs commands.',
  fix: 'Keep the text constant and pass values as parameters. Names of tables and columns cannot be parameters: choose them from a list of constants.',
  missing: 'not escaped for SQL',
  remedy: 'Pass the value as a parameter of the statement.',
  tags: ['injection', 'sql'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/89.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Query_Parameterization_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const mysql = require('mysql');
const app = express();
const db = mysql.createConnection({ host: 'localhost' });
app.get('/user', (req, res) => {
  db.query("SELECT * FROM users WHERE name = '" + req.query.name + "'", (error, rows) => {
    res.json(rows);
  });
});
`,
      },
      {
        path: 'y.ts',
        text: `import { Pool } from 'pg';
import express from 'express';
const pool = new Pool();
const app = express();
app.get('/orders', async (req, res) => {
  const order = req.query.sort;
  const { rows } = await pool.query(\`SELECT id FROM orders ORDER BY \${order}\`);
  res.json(rows);
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
    java.sql.Connection db = java.sql.DriverManager.getConnection("jdbc:h2:mem:x");
    java.sql.Statement statement = db.createStatement();
    statement.executeQuery("SELECT * FROM users WHERE name = '" + name + "'");
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import sqlite3

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    db = sqlite3.connect('users.db')
    rows = db.cursor().execute(f"SELECT * FROM users WHERE name = '{name}'").fetchall()
    return {'rows': len(rows)}
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"database/sql"
	"net/http"
)

var db *sql.DB

func handle(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	db.Query("SELECT id FROM users WHERE name = '" + name + "'")
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const mysql = require('mysql');
const app = express();
const db = mysql.createConnection({ host: 'localhost' });
app.get('/user', (req, res) => {
  db.query('SELECT * FROM users WHERE name = ?', [req.query.name], (error, rows) => {
    res.json(rows);
  });
});
`,
      },
      {
        path: 'y.ts',
        text: `import { Pool } from 'pg';
import express from 'express';
const pool = new Pool();
const app = express();
const columns = ['id', 'created'];
app.get('/orders', async (req, res) => {
  const order = req.query.sort;
  if (!columns.includes(order)) return res.sendStatus(400);
  const { rows } = await pool.query(\`SELECT id FROM orders ORDER BY \${order}\`);
  res.json(rows);
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
    java.sql.Connection db = java.sql.DriverManager.getConnection("jdbc:h2:mem:x");
    java.sql.PreparedStatement statement = db.prepareStatement("SELECT * FROM users WHERE name = ?");
    statement.setString(1, name);
    statement.executeQuery();
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from flask import Flask, request, redirect, session
import sqlite3

app = Flask(__name__)

@app.route('/x')
def view():
    name = request.args.get('name')
    db = sqlite3.connect('users.db')
    rows = db.cursor().execute('SELECT * FROM users WHERE name = ?', (name,)).fetchall()
    return {'rows': len(rows)}
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"database/sql"
	"net/http"
)

var db *sql.DB

func handle(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	db.Query("SELECT id FROM users WHERE name = ?", name)
}
`,
      },
    ],
  },
};
