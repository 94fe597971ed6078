import type { CodeRule } from './code-rule.ts';

export const libraryCommandInjection: CodeRule = {
  id: 'code/library-command-injection',
  title: 'A library puts its parameter into a shell command',
  severity: 'medium',
  cwe: [78],
  owasp: ['A05:2025'],
  family: 'command',
  sources: ['library'],
  what: 'A parameter of an exported function becomes part of a command line that a shell interprets.',
  why: 'Callers do not expect a file name or a URL to be run: one that passes on what a user sent lets the user start programs.',
  fix: 'Start the program without a shell, the parameter as one argument.',
  missing: 'not quoted for the shell',
  remedy: 'Use `execFile` with the parameter in the list of arguments.',
  tags: ['injection', 'command', 'library'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/78.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html',
    'https://nodejs.org/api/child_process.html',
  ],
  examples: {
    hit: [
      {
        path: 'y.js',
        text: `const { exec } = require('child_process');
const { format } = require('util');
exports.remove = (name) => exec(['rm', '-rf', name].join(' '));
exports.list = (name) => exec(format('ls %s', name));
`,
      },
      {
        path: 'x.js',
        text: `const { exec } = require('child_process');
module.exports = function convert(file, done) {
  exec('convert ' + file + ' out.png', done);
};
`,
      },
    ],
    ok: [
      {
        path: 'y.js',
        text: `const { exec } = require('child_process');
exports.run = (program, done) => exec(program + ' --version', done);
exports.time = (command, done) => exec('time ' + command, done);
`,
      },
      {
        path: 'x.js',
        text: `const { execFile } = require('child_process');
module.exports = function convert(file, done) {
  execFile('convert', [file, 'out.png'], done);
};
`,
      },
    ],
  },
};
