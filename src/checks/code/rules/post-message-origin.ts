import type { CodeRule } from './code-rule.ts';

export const postMessageOrigin: CodeRule = {
  id: 'code/post-message-origin',
  title: 'A message of another window is used without asking where it comes from',
  severity: 'medium',
  cwe: [346, 940],
  owasp: ['A07:2025'],
  what: 'A handler of `message` uses the data and never reads `event.origin`.',
  why: 'Any page that opens or frames this one sends it messages.',
  fix: 'Compare `event.origin` with a list.',
  tags: ['browser', 'message'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/346.html',
    'https://developer.mozilla.org/en-US/docs/Web/API/Window/postMessage',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `window.addEventListener('message', (event) => {
  document.title = event.data.title;
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `window.addEventListener('message', (event) => {
  if (event.origin !== 'https://app.example.com') return;
  document.title = event.data.title;
});
`,
      },
    ],
  },
};
