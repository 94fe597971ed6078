import type { CodeRule } from './code-rule.ts';

export const workflowUntrustedCheckout: CodeRule = {
  id: 'code/workflow-untrusted-checkout',
  title: 'Code of a stranger is checked out where secrets are',
  severity: 'high',
  cwe: [829, 94],
  owasp: ['A03:2025', 'A08:2025'],
  what: 'A workflow that runs with the rights of the repository (`pull_request_target`, `workflow_run`) checks out the head of the pull request.',
  why: 'Whatever runs then (a build script, a test, a hook of a package) is the code of the stranger and has the token and the secrets.',
  fix: 'Use `pull_request`; or split it: build there without rights, and use the result here as data.',
  tags: ['ci', 'supply-chain'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/829.html',
    'https://docs.github.com/en/actions/reference/security/secure-use',
  ],
  examples: {
    hit: [
      {
        path: '.github/workflows/test.yml',
        text: `on: pull_request_target
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: \${{ github.event.pull_request.head.sha }}
      - run: npm ci && npm test
`,
      },
    ],
    ok: [
      {
        path: '.github/workflows/test.yml',
        text: `on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: \${{ github.event.pull_request.head.sha }}
      - run: npm ci && npm test
`,
      },
      {
        path: '.github/workflows/label.yml',
        text: `on: pull_request_target
jobs:
  label:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ./label.sh
`,
      },
    ],
  },
};
