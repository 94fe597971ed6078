import type { CodeRule } from './code-rule.ts';

export const xssDom: CodeRule = {
  id: 'code/xss-dom',
  title: 'Text of the address or a message becomes markup of the page',
  severity: 'high',
  cwe: [79],
  owasp: ['A05:2025'],
  family: 'html',
  sources: ['dom', 'foreign'],
  what: 'The address, the referrer, a message of another window or storage is written into the page as HTML.',
  why: "A link or a page of the attacker runs its script in the victim's session; the server sees nothing of it.",
  fix: 'Set `textContent`; where markup is needed, sanitise it (DOMPurify) and enforce Trusted Types.',
  missing: 'not escaped for HTML',
  remedy: 'Set `textContent`, or sanitise the markup.',
  tags: ['xss', 'dom', 'browser'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/DOM_based_XSS_Prevention_Cheat_Sheet.html',
    'https://developer.mozilla.org/en-US/docs/Web/API/Element/innerHTML',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const name = new URLSearchParams(location.search).get('name');
document.getElementById('hello').innerHTML = 'Hello ' + name;
`,
      },
      {
        path: 'y.js',
        text: `window.addEventListener('message', (event) => {
  document.body.insertAdjacentHTML('beforeend', event.data);
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const name = new URLSearchParams(location.search).get('name');
document.getElementById('hello').textContent = 'Hello ' + name;
`,
      },
      {
        path: 'y.js',
        text: `import DOMPurify from 'dompurify';
const name = new URLSearchParams(location.search).get('name');
document.getElementById('hello').innerHTML = DOMPurify.sanitize('Hello ' + name);
`,
      },
    ],
  },
};
