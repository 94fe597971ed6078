import type { CodeRule } from './code-rule.ts';

export const openRedirectDom: CodeRule = {
  id: 'code/open-redirect-dom',
  title: 'Text of the address decides where the page goes',
  severity: 'medium',
  cwe: [601, 79],
  owasp: ['A01:2025'],
  family: 'redirect',
  sources: ['dom'],
  what: 'Text of the address, the referrer or a message is what the page navigates to.',
  why: 'A link of the attacker ends at its own site; a `javascript:` address even runs its script in the page.',
  fix: 'Navigate to constant paths, or parse the address and compare its origin.',
  missing: 'its origin is not checked',
  remedy: 'Compare the origin with `location.origin`.',
  tags: ['redirect', 'browser'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/601.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const next = new URLSearchParams(window.location.search).get('next');
window.location.href = next;
`,
      },
      {
        path: 'y.js',
        text: `location.assign(decodeURIComponent(location.hash.slice(1)));
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const next = new URLSearchParams(window.location.search).get('next');
window.location.href = '/account?from=' + encodeURIComponent(next);
`,
      },
    ],
  },
};
