import type { LanguageShape } from './shape.ts';

/** JavaScript in CommonJS, with Express. */
export const javascript: LanguageShape = {
  id: 'javascript',
  file: 'app.js',
  sources: {
    query: { text: 'req.query.name' },
    body: { text: 'req.body.name' },
    params: { text: 'req.params.name', not: ['request', 'redirect'] },
    header: { text: "req.get('x-name')", not: ['html', 'redirect'] },
  },
  input: 'const input = SOURCE;',
  propagations: {
    assignment: { lines: 'let data;\ndata = input;' },
    concatenation: { lines: "const data = input + '.txt';" },
    template: { lines: 'const data = `${input}.txt`;' },
    call: {
      top: 'function passOn(text) {\n  return text;\n}',
      lines: 'const data = passOn(input);',
    },
    return: {
      top: 'function first(text) {\n  return second(text);\n}\nfunction second(text) {\n  const kept = text;\n  return kept;\n}',
      lines: 'const data = first(input);',
    },
    'object-field': { lines: "const box = { kept: input, other: 'x' };\nconst data = box.kept;" },
    'list-element': { lines: "const list = ['x'];\nlist.push(input);\nconst data = list[1];" },
    closure: { lines: 'const read = () => input;\nconst data = read();' },
    callback: { lines: "const data = ['x', input].map((each) => each.trim()).join('');" },
    'class-field': {
      top: 'class Box {\n  constructor(kept) {\n    this.kept = kept;\n  }\n  read() {\n    return this.kept;\n  }\n}',
      lines: 'const box = new Box(input);\nconst data = box.read();',
    },
    'other-file': {
      imports: "const { passOn } = require('./helper');",
      other: ['helper.js', 'module.exports = { passOn: (text) => text };\n'],
      lines: 'const data = passOn(input);',
    },
    await: {
      top: 'async function later(text) {\n  return text;\n}',
      lines: 'const data = await later(input);',
    },
    conditional: { lines: "const data = req.query.flag ? input : 'x';" },
    overwritten: { lines: "let data = input;\ndata = 'x';" },
    'other-field': { lines: "const box = { kept: input, other: 'x' };\nconst data = box.other;" },
  },
  guards: {
    none: { lines: '' },
    'allow-list': { lines: "if (!['one', 'two'].includes(data)) return res.sendStatus(400);" },
    equality: { lines: "if (data !== 'one') return res.sendStatus(400);" },
    'anchored-pattern': { lines: 'if (!/^[a-z]+$/.test(data)) return res.sendStatus(400);' },
    'kept-answer': {
      lines:
        'const fine = data.length < 9 && /^[a-z]+$/.test(data);\nif (!fine) return res.sendStatus(400);',
    },
    number: { lines: 'const count = Number(data);', value: 'count' },
    'unanchored-pattern': { lines: 'if (!/[a-z]+/.test(data)) return res.sendStatus(400);' },
    'wrong-variable': {
      lines:
        "const other = req.query.other;\nif (!['one', 'two'].includes(other)) return res.sendStatus(400);",
    },
    'ignored-result': { lines: '/^[a-z]+$/.test(data);' },
  },
  sinks: {
    command: {
      imports:
        "const { exec, execFile } = require('child_process');\nconst escapeHtml = require('escape-html');",
      use: "exec('ls ' + VALUE);",
      safe: "execFile('ls', ['--', VALUE]);",
      wrong: 'escapeHtml(data)',
    },
    sql: {
      imports:
        "const mysql = require('mysql');\nconst escapeHtml = require('escape-html');\nconst db = mysql.createConnection({ host: 'db' });",
      use: "db.query('SELECT * FROM t WHERE name = ' + VALUE);",
      safe: "db.query('SELECT * FROM t WHERE name = ?', [VALUE]);",
      wrong: 'escapeHtml(data)',
    },
    path: {
      imports:
        "const fs = require('fs');\nconst path = require('path');\nconst escapeHtml = require('escape-html');",
      use: "fs.readFileSync('/data/' + VALUE);",
      safe: "fs.readFileSync('/data/' + path.basename(VALUE));",
      wrong: 'escapeHtml(data)',
    },
    html: {
      imports: "const path = require('path');\nconst escapeHtml = require('escape-html');",
      use: "res.send('<p>' + VALUE + '</p>');",
      safe: "res.send('<p>' + escapeHtml(VALUE) + '</p>');",
      wrong: 'path.basename(data)',
    },
    request: {
      imports: "const axios = require('axios');\nconst escapeHtml = require('escape-html');",
      use: 'axios.get(VALUE);',
      safe: "axios.get('https://api.example.com/items/' + encodeURIComponent(VALUE));",
      wrong: 'escapeHtml(data)',
    },
    redirect: {
      imports: "const escapeHtml = require('escape-html');",
      use: 'res.redirect(VALUE);',
      safe: "res.redirect('/items/' + encodeURIComponent(VALUE));",
      wrong: 'escapeHtml(data)',
    },
  },
  whole: ({ imports, top, lines }) =>
    [
      "const express = require('express');",
      ...imports,
      'const app = express();',
      top,
      "app.all('/items/:name', async (req, res) => {",
      ...lines.map((line) => `  ${line}`),
      '});',
      '',
    ].join('\n'),
};
