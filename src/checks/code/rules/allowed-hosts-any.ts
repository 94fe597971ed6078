import type { CodeRule } from './code-rule.ts';

export const allowedHostsAny: CodeRule = {
  id: 'code/allowed-hosts-any',
  title: 'Any host name is accepted',
  severity: 'medium',
  cwe: [20],
  owasp: ['A02:2025'],
  what: 'The list of host names that a Django site answers to holds `*`.',
  why: 'An attacker sends a Host header of his own: links in mails and cached pages lead to him.',
  fix: 'List the names of the site; in development `localhost`.',
  tags: ['configuration', 'django'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/20.html',
    'https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts',
  ],
  examples: {
    hit: [
      {
        path: 'settings.py',
        text: `DEBUG = False
ALLOWED_HOSTS = ['*']
`,
      },
    ],
    ok: [
      {
        path: 'settings.py',
        text: `DEBUG = False
ALLOWED_HOSTS = ['shop.example.org']
`,
      },
    ],
  },
};
