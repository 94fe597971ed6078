import type { CodeRule } from './code-rule.ts';

export const electronWebSecurityOff: CodeRule = {
  id: 'code/electron-web-security-off',
  title: 'The same-origin policy of a window is switched off',
  severity: 'high',
  cwe: [346, 829],
  owasp: ['A02:2025'],
  what: 'A window is made with `webSecurity: false` or with content that is not encrypted.',
  why: 'A page reads all others, files of the disk among them.',
  fix: 'Remove the option.',
  tags: ['electron'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/346.html',
    'https://www.electronjs.org/docs/latest/tutorial/security',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { BrowserWindow } = require('electron');
module.exports = () => new BrowserWindow({ webPreferences: { webSecurity: false } });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { BrowserWindow } = require('electron');
module.exports = () => new BrowserWindow({ width: 800 });
`,
      },
    ],
  },
};
