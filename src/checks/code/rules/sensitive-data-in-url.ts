import type { CodeRule } from './code-rule.ts';

export const sensitiveDataInUrl: CodeRule = {
  id: 'code/sensitive-data-in-url',
  title: 'A secret is part of an address',
  severity: 'medium',
  cwe: [598],
  owasp: ['A04:2025'],
  family: 'sensitive',
  sources: ['secret'],
  what: 'A password or a token becomes part of the query of an address.',
  why: 'Addresses are kept in histories, in logs of proxies and servers, and sent on as referrer.',
  fix: 'Send it in a header or in the body.',
  missing: 'not sent in a header or body',
  remedy: 'Send the secret in the `Authorization` header.',
  tags: ['exposure', 'secret'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/598.html',
    'https://owasp.org/www-community/vulnerabilities/Information_exposure_through_query_strings_in_url',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `async function login(form) {
  return fetch('https://api.example.com/login?user=' + form.user + '&password=' + form.password);
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `async function login(form) {
  return fetch('https://api.example.com/login', { method: 'POST', body: JSON.stringify(form) });
}
`,
      },
    ],
  },
};
