import type { CodeRule } from './code-rule.ts';

export const electronNodeIntegration: CodeRule = {
  id: 'code/electron-node-integration',
  title: 'Pages of a window can use Node',
  severity: 'high',
  cwe: [829, 94],
  owasp: ['A02:2025'],
  what: 'A window is made with Node for its pages, without isolation of the preload script or without the sandbox.',
  why: "A script that gets into a page starts programs on the user's computer.",
  fix: 'Leave the defaults, and offer single functions through `contextBridge`.',
  tags: ['electron'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/829.html',
    'https://www.electronjs.org/docs/latest/tutorial/security',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { BrowserWindow } = require('electron');
module.exports = () => new BrowserWindow({ webPreferences: { nodeIntegration: true } });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { BrowserWindow } = require('electron');
module.exports = () => new BrowserWindow({ webPreferences: { preload: 'preload.js' } });
`,
      },
    ],
  },
};
