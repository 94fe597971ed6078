import type { CodeRule } from './code-rule.ts';

export const clientRequestForgery: CodeRule = {
  id: 'code/client-request-forgery',
  title: 'Text of the address decides where the page sends a request',
  severity: 'medium',
  cwe: [918, 352],
  owasp: ['A01:2025'],
  family: 'url',
  sources: ['dom'],
  what: "Text of the address or of a message becomes the address, or its path, of a request that the page sends with the user's cookies.",
  why: 'A link of the attacker makes the page send another request than was meant, past the protection against forged requests.',
  fix: 'Encode the value (`encodeURIComponent`) after a constant path, or take it from a list.',
  missing: 'not encoded, its target not checked',
  remedy: 'Encode the value and keep host and path constant.',
  tags: ['browser', 'http'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/918.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const target = new URLSearchParams(location.search).get('endpoint');
fetch(target, { method: 'POST', credentials: 'include' });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const id = new URLSearchParams(location.search).get('id');
fetch('/api/items/' + encodeURIComponent(id), { method: 'POST', credentials: 'include' });
`,
      },
    ],
  },
};
