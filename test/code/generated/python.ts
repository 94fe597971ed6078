import type { LanguageShape } from './shape.ts';

const REFUSE = "    return 'no', 400";

/** Python, with Flask. */
export const python: LanguageShape = {
  id: 'python',
  file: 'app.py',
  sources: {
    query: { text: "request.args['name']" },
    form: { text: "request.form.get('name', '')" },
    json: { text: "request.get_json()['name']" },
    header: { text: "request.headers['X-Name']", not: ['html', 'redirect'] },
  },
  input: 'text = SOURCE',
  propagations: {
    assignment: { lines: 'data = text' },
    concatenation: { lines: "data = text + '.txt'" },
    template: { lines: "data = f'{text}.txt'" },
    call: { top: 'def pass_on(value):\n    return value', lines: 'data = pass_on(text)' },
    return: {
      top: 'def first(value, *rest):\n    return second(value=value)\n\n\ndef second(value=None):\n    kept = value\n    return kept',
      lines: 'data = first(text)',
    },
    'object-field': { lines: "box = {'kept': text, 'other': 'x'}\ndata = box['kept']" },
    'list-element': { lines: "items = ['x']\nitems.append(text)\ndata = items[1]" },
    closure: { lines: 'def read():\n    return text\ndata = read()' },
    callback: { lines: "data = ''.join(map(lambda each: each.strip(), ['x', text]))" },
    'class-field': {
      top: 'class Box:\n    def __init__(self, kept):\n        self.kept = kept\n\n    @property\n    def text(self):\n        return self.kept',
      lines: 'data = Box(text).text',
    },
    'other-file': {
      imports: 'from .helper import pass_on',
      other: ['helper.py', 'def pass_on(value):\n    return value\n'],
      lines: 'data = pass_on(text)',
    },
    await: {
      top: 'async def later(value):\n    return value',
      lines: 'data = await later(text)',
    },
    conditional: { lines: "data = text if request.args.get('flag') else 'x'" },
    overwritten: { lines: "data = text\ndata = 'x'" },
    'other-field': { lines: "box = {'kept': text, 'other': 'x'}\ndata = box['other']" },
  },
  guards: {
    none: { lines: '' },
    'allow-list': { lines: `if data not in ('one', 'two'):\n${REFUSE}` },
    equality: { lines: `if data != 'one':\n${REFUSE}` },
    'anchored-pattern': { lines: `if not re.fullmatch(r'[a-z]+', data):\n${REFUSE}` },
    'kept-answer': {
      lines: `fine = len(data) < 9 and re.fullmatch(r'[a-z]+', data)\nif not fine:\n${REFUSE}`,
    },
    number: { lines: 'count = str(int(data))', value: 'count' },
    'unanchored-pattern': { lines: `if not re.search(r'[a-z]+', data):\n${REFUSE}` },
    'wrong-variable': {
      lines: `other = request.args['other']\nif other not in ('one', 'two'):\n${REFUSE}`,
    },
    'ignored-result': { lines: "re.fullmatch(r'[a-z]+', data)" },
  },
  sinks: {
    command: {
      imports: 'import os\nimport subprocess\nfrom markupsafe import escape',
      use: "os.system('ls ' + VALUE)\nreturn 'done'",
      safe: "subprocess.run(['ls', '--', VALUE])\nreturn 'done'",
      wrong: 'str(escape(data))',
    },
    sql: {
      imports: 'import sqlite3\nfrom markupsafe import escape',
      use: `sqlite3.connect('x.db').cursor().execute("SELECT * FROM t WHERE name = '" + VALUE + "'")\nreturn 'done'`,
      safe: "sqlite3.connect('x.db').cursor().execute('SELECT * FROM t WHERE name = ?', (VALUE,))\nreturn 'done'",
      wrong: 'os.path.basename(data)',
    },
    path: {
      imports: 'import os\nfrom markupsafe import escape',
      use: "with open('/data/' + VALUE) as file:\n    file.close()\nreturn 'done'",
      safe: "with open('/data/' + os.path.basename(VALUE)) as file:\n    file.close()\nreturn 'done'",
      wrong: 'str(escape(data))',
    },
    html: {
      imports: 'import os\nfrom markupsafe import escape',
      use: "return '<p>' + VALUE + '</p>'",
      safe: "return '<p>' + escape(VALUE) + '</p>'",
      wrong: 'os.path.basename(data)',
    },
    request: {
      imports: 'import requests\nfrom markupsafe import escape\nfrom urllib.parse import quote',
      use: "requests.get(VALUE)\nreturn 'done'",
      safe: "requests.get('https://api.example.com/items/' + quote(VALUE, safe=''))\nreturn 'done'",
      wrong: 'str(escape(data))',
    },
    redirect: {
      imports:
        'from flask import redirect\nfrom markupsafe import escape\nfrom urllib.parse import quote',
      use: 'return redirect(VALUE)',
      safe: "return redirect('/items/' + quote(VALUE, safe=''))",
      wrong: 'str(escape(data))',
    },
  },
  whole: ({ imports, top, lines }) =>
    [
      'import re',
      'from flask import Flask, request',
      ...imports,
      'app = Flask(__name__)',
      '',
      '',
      top,
      '',
      '',
      "@app.route('/items', methods=['GET', 'POST'])",
      'async def handle():',
      ...lines.map((line) => `    ${line}`),
      '',
    ].join('\n'),
};
