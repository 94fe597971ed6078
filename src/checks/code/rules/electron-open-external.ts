import type { CodeRule } from './code-rule.ts';

export const electronOpenExternal: CodeRule = {
  id: 'code/electron-open-external',
  title: 'An address of a page is given to the system',
  severity: 'high',
  cwe: [601, 78],
  owasp: ['A05:2025'],
  family: 'command',
  sources: ['remote', 'dom', 'foreign'],
  what: 'An address that a page or a message chose is opened by the operating system.',
  why: '`file:` and other schemes start programs.',
  fix: 'Parse the address and allow `https:` only.',
  missing: 'its scheme is not checked',
  remedy: 'Check that the protocol is `https:`.',
  tags: ['electron', 'url'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/601.html',
    'https://www.electronjs.org/docs/latest/tutorial/security',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { ipcMain, shell } = require('electron');
ipcMain.on('open', (event, url) => {
  shell.openExternal(url);
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { ipcMain, shell } = require('electron');
ipcMain.on('open', (event, url) => {
  if (url === 'https://example.com/help') shell.openExternal(url);
});
`,
      },
    ],
  },
};
