import type { CodeRule } from './code-rule.ts';

export const requestTimeoutMissing: CodeRule = {
  id: 'code/request-timeout-missing',
  title: 'A request that waits for ever',
  severity: 'low',
  cwe: [400],
  owasp: ['A10:2025'],
  what: 'A request to another server is sent without a limit of time.',
  why: 'A server that does not answer holds the thread: a few of them stop the program.',
  fix: 'Pass a `timeout`.',
  tags: ['availability', 'http'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/400.html',
    'https://requests.readthedocs.io/en/latest/user/advanced/#timeouts',
  ],
  examples: {
    hit: [
      {
        path: 'x.py',
        text: `import requests

def rates():
    return requests.get('https://api.example.org/rates').json()
`,
      },
    ],
    ok: [
      {
        path: 'x.py',
        text: `import requests

def rates():
    return requests.get('https://api.example.org/rates', timeout=5).json()
`,
      },
    ],
  },
};
