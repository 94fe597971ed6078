/** A program with one flow, in parts that can be moved. */
export interface Fixture {
  readonly id: string;
  readonly path: string;
  /** What every file of it begins with. */
  readonly head: string;
  /** Functions, in any order. A line that ends in the comment `SINK` is the harm. */
  readonly functions: Readonly<Record<string, string>>;
  /** What stands after them. */
  readonly tail: string;
  /** Names of parameters and local variables. */
  readonly locals: readonly string[];
  /** Functions that use none of the others. */
  readonly free: readonly string[];
  readonly comment: string;
  /** The same statement, deeper. */
  readonly block: (line: string) => string;
  /** A file that holds a function, and the line by which another one gets it. */
  readonly moved: (name: string, text: string) => readonly [path: string, text: string];
  readonly gets: (name: string) => string;
}

const braces = (line: string): string => `if (1 > 0) {\ntry {\n${line}\n} finally {\n}\n}`;

const javascript: Fixture = {
  id: 'javascript',
  path: 'app.js',
  head: "const express = require('express');\nconst { exec } = require('child_process');\n",
  functions: {
    lineOf:
      "function lineOf(wanted) {\n  const parts = ['ls'];\n  parts.push(wanted);\n  return parts.join(' ');\n}\n",
    run: 'function run(line) {\n  exec(line); // SINK\n}\n',
    handle:
      'async function handle(req, res) {\n  const { name: asked } = req.query;\n  const whole = lineOf(asked);\n  run(whole);\n  res.end();\n}\n',
  },
  tail: "const app = express();\napp.get('/x', handle);\n",
  locals: ['wanted', 'parts', 'line', 'asked', 'whole'],
  free: ['lineOf', 'run'],
  comment: '// A remark.',
  block: braces,
  moved: (name, text) => ['moved.js', `${text}exports.${name} = ${name};\n`],
  gets: (name) => `const { ${name} } = require('./moved');\n`,
};

const typescript: Fixture = {
  id: 'typescript',
  path: 'app.ts',
  head: "import { Router, type Request, type Response } from 'express';\nimport { exec } from 'node:child_process';\n",
  functions: {
    lineOf:
      "function lineOf(wanted: string): string {\n  const parts: string[] = ['ls', wanted];\n  return parts.map((part) => part.trim()).join(' ');\n}\n",
    run: 'async function run(line: string): Promise<void> {\n  exec(line); // SINK\n}\n',
    handle:
      'const handle = async (req: Request, res: Response): Promise<void> => {\n  const asked = String(req.body.name);\n  await run(lineOf(asked));\n  res.end();\n};\n',
  },
  tail: "export const router = Router();\nrouter.post('/x', handle);\n",
  locals: ['wanted', 'parts', 'part', 'line', 'asked'],
  free: ['lineOf', 'run'],
  comment: '/* A remark. */',
  block: braces,
  moved: (name, text) => ['moved.ts', `${text}export { ${name} };\n`],
  gets: (name) => `import { ${name} } from './moved';\n`,
};

const python: Fixture = {
  id: 'python',
  path: 'app.py',
  head: 'import os\nfrom flask import Flask, request\n',
  functions: {
    line_of:
      "def line_of(wanted):\n    parts = ['ls']\n    parts.append(wanted)\n    return ' '.join(parts)\n",
    run: 'def run(line):\n    os.system(line)  # SINK\n    return None\n',
    handle:
      "def handle():\n    asked = request.args.get('name')\n    whole = line_of(asked)\n    run(line=whole)\n    return 'done'\n",
  },
  tail: "app = Flask(__name__)\napp.add_url_rule('/x', view_func=handle)\n",
  locals: ['wanted', 'parts', 'asked', 'whole'],
  free: ['line_of', 'run'],
  comment: '# A remark.',
  block: (line) =>
    ['if 1 > 0:', '    try:', `        ${line.trim()}`, '    finally:', '        pass']
      .map((each) => `    ${each}`)
      .join('\n'),
  moved: (_, text) => ['moved.py', text],
  gets: (name) => `from moved import ${name}\n`,
};

const java: Fixture = {
  id: 'java',
  path: 'App.java',
  head: 'package app;\nimport java.util.ArrayList;\nimport java.util.List;\nimport javax.servlet.http.*;\n',
  functions: {
    Lines:
      'class Lines {\n  static String of(String wanted) {\n    List<String> parts = new ArrayList<>();\n    parts.add("ls");\n    parts.add(wanted);\n    return String.join(" ", parts);\n  }\n}\n',
    Runner:
      'class Runner {\n  void run(String line) throws Exception {\n    Runtime.getRuntime().exec(line); // SINK\n  }\n}\n',
    App: 'public class App extends HttpServlet {\n  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {\n    String asked = request.getParameter("name");\n    String whole = Lines.of(asked);\n    new Runner().run(whole);\n  }\n}\n',
  },
  tail: '',
  locals: ['wanted', 'parts', 'line', 'asked', 'whole', 'request', 'response'],
  free: ['Lines', 'Runner'],
  comment: '// A remark.',
  block: braces,
  moved: (name, text) => [`${name}.java`, text],
  gets: () => '',
};

export const fixtures: readonly Fixture[] = [javascript, typescript, python, java];
