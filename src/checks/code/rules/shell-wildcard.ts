import type { CodeRule } from './code-rule.ts';

export const shellWildcard: CodeRule = {
  id: 'code/shell-wildcard',
  title: 'A wildcard gives a program its options',
  severity: 'low',
  cwe: [155, 88],
  owasp: ['A05:2025'],
  what: 'A shell line gives `*` to a program whose options do more than it should (tar, rsync, chown, chmod).',
  why: 'A file named like an option is one: `--checkpoint-action=exec=…`.',
  fix: 'Write `./*`, or put `--` before.',
  tags: ['command'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/155.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { exec } = require('child_process');
exec('tar cf /backup/all.tar *');
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { exec } = require('child_process');
exec('tar cf /backup/all.tar ./*');
`,
      },
    ],
  },
};
