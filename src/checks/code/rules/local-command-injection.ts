import type { CodeRule } from './code-rule.ts';

export const localCommandInjection: CodeRule = {
  id: 'code/local-command-injection',
  title: 'A command line argument in a shell command',
  severity: 'low',
  cwe: [78, 88],
  owasp: ['A05:2025'],
  confidence: 'low',
  family: 'command',
  sources: ['local'],
  what: 'An argument of the command line becomes part of another command line, which a shell interprets.',
  why: 'Blanks and quotes in a name of a file break the command, `$()` and `;` run another one. Whoever calls this program with data of others (a job, a hook, a service) hands them the shell.',
  fix: 'Start the program without a shell, the argument as one of a list (`execFile`, `spawn`).',
  missing: 'not quoted for the shell',
  remedy: 'Pass the value as one argument of a list, without a shell.',
  tags: ['injection', 'command'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/78.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { execSync } = require('child_process');
const args = process.argv.slice(2);
execSync('tar xf ' + args[0]);
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { execFileSync } = require('child_process');
const args = process.argv.slice(2);
execFileSync('tar', ['xf', '--', args[0]]);
`,
      },
      {
        path: 'y.js',
        text: `const { execSync } = require('child_process');
execSync(process.argv[0] + ' --version');
execSync('make -C ' + process.env.HOME);
`,
      },
    ],
  },
};
