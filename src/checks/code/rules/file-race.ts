import type { CodeRule } from './code-rule.ts';

export const fileRace: CodeRule = {
  id: 'code/file-race',
  title: 'A file is checked, then used',
  severity: 'low',
  cwe: [367],
  owasp: ['A01:2025'],
  confidence: 'low',
  what: 'The existence or state of a file is asked first and the file is opened by name after.',
  why: 'In between, another process exchanges it: a link to another file is then written or read.',
  fix: "Open it and handle the error (`flag: 'wx'` to make a new one), ask the open file for its state.",
  tags: ['file', 'race'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/367.html',
    'https://nodejs.org/api/fs.html#fspromisesaccesspath-mode',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const fs = require('fs');
function create(file, text) {
  if (!fs.existsSync(file)) fs.writeFileSync(file, text);
}
create('/srv/a.txt', 'a');
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const fs = require('fs');
function create(file, text) {
  fs.writeFileSync(file, text, { flag: 'wx' });
}
create('/srv/a.txt', 'a');
`,
      },
    ],
  },
};
