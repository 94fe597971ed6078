import type { CodeRule } from './code-rule.ts';

export const insecureTransport: CodeRule = {
  id: 'code/insecure-transport',
  title: 'Data is sent without encryption',
  severity: 'medium',
  cwe: [319],
  owasp: ['A04:2025'],
  confidence: 'low',
  what: 'An address of a connection that carries credentials, mail or messages is http, ws, ftp, ldap or telnet.',
  why: 'Everybody on the way reads it and can change it.',
  fix: 'Use https, wss, sftp, ldaps, ssh.',
  tags: ['tls', 'transport'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/319.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const socket = new WebSocket('ws://chat.example.com/room');
socket.send('hello');
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const socket = new WebSocket('wss://chat.example.com/room');
socket.send('hello');
`,
      },
    ],
  },
};
