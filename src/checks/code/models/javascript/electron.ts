import { members } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { sinks, wrong } from './terms.ts';

const WINDOW: Model = {
  type: 'electron.BrowserWindow',
  flows: [],
  misuses: [
    wrong('electron-node-integration', 'pages can use Node', [
      { at: '0.webPreferences.nodeIntegration', is: true },
    ]),
    wrong('electron-node-integration', 'pages reach what the preload script has', [
      { at: '0.webPreferences.contextIsolation', is: false },
    ]),
    wrong('electron-node-integration', 'workers can use Node', [
      { at: '0.webPreferences.nodeIntegrationInWorker', is: true },
    ]),
    wrong(
      'electron-node-integration',
      'the sandbox is switched off',
      [{ at: '0.webPreferences.sandbox', is: false }],
      'medium',
    ),
    wrong('electron-web-security-off', 'the same-origin policy is switched off', [
      { at: '0.webPreferences.webSecurity', is: false },
    ]),
    wrong('electron-web-security-off', 'content without encryption is allowed', [
      { at: '0.webPreferences.allowRunningInsecureContent', is: true },
    ]),
  ],
};

/** Desktop applications of Electron. */
export const electron: ModelPack = {
  id: 'electron',
  languages: ['javascript'],
  about: 'https://www.electronjs.org/docs/latest/tutorial/security',
  paths: {
    ...members('electron', 'BrowserWindow() BrowserView() WebContentsView()', WINDOW),
    'electron.shell.openExternal()': { flows: [], sinks: sinks('electron-open-external', '0') },
    'electron.shell.openPath()': { flows: [], sinks: sinks('command-injection', '0') },
    ...members('electron.ipcMain', 'on() handle()', {
      flows: [],
      callbacks: [
        {
          at: '1',
          params: [],
          sources: {
            1: { kind: 'remote', what: 'message of a page' },
            2: { kind: 'remote', what: 'message of a page' },
          },
        },
      ],
    }),
    'electron.BrowserWindow.webContents.executeJavaScript()': {
      flows: [],
      sinks: sinks('code-injection', '0'),
    },
    'electron.BrowserWindow.loadURL()': {
      flows: [],
      sinks: sinks('open-redirect', '0'),
      misuses: [
        wrong('insecure-transport', 'the page is loaded in clear', [
          { at: '0', matches: '^http://(?!localhost|127\\.)' },
        ]),
      ],
    },
    'electron.app.commandLine.appendSwitch()': {
      flows: [],
      misuses: [
        wrong('tls-verification-off', 'certificate errors are ignored', [
          { at: '0', is: 'ignore-certificate-errors' },
        ]),
      ],
    },
  },
};
