import type { CodeRule } from './code-rule.ts';

export const xssUrlAttribute: CodeRule = {
  id: 'code/xss-url-attribute',
  title: 'Untrusted address in a link or frame',
  severity: 'medium',
  cwe: [79],
  owasp: ['A05:2025'],
  family: 'redirect',
  sources: ['dom', 'remote', 'stored', 'foreign'],
  what: 'An address that others control is set as `href`, `src` or `action` without a check of its scheme.',
  why: 'A `javascript:` address runs script of the attacker in the page as soon as it is opened.',
  fix: 'Parse the address and allow `https:` only, or begin it with a constant path.',
  missing: 'its scheme is not checked',
  remedy: 'Check that the protocol is `https:`.',
  tags: ['xss', 'browser', 'url'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html',
    'https://developer.mozilla.org/en-US/docs/Web/URI/Reference/Schemes/javascript',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const next = new URLSearchParams(location.search).get('next');
document.querySelector('a').href = next;
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const next = new URLSearchParams(location.search).get('next');
document.querySelector('a').href = '/account/' + encodeURIComponent(next);
`,
      },
    ],
  },
};
