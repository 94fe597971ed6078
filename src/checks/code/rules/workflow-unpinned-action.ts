import type { CodeRule } from './code-rule.ts';

export const workflowUnpinnedAction: CodeRule = {
  id: 'code/workflow-unpinned-action',
  title: 'An action of others by a name that can move',
  severity: 'low',
  cwe: [829, 1357],
  owasp: ['A03:2025', 'A08:2025'],
  what: 'An action of another owner is used by a tag or a branch in a job that has secrets or may write.',
  why: 'Whoever takes over the account moves the tag, and the next run hands them the secrets: so it was with tj-actions/changed-files in March 2025.',
  fix: 'Name the commit: `uses: owner/action@<40 digits> # v1.2.3`.',
  tags: ['ci', 'supply-chain'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/829.html',
    'https://docs.github.com/en/actions/reference/security/secure-use',
  ],
  examples: {
    hit: [
      {
        path: '.github/workflows/build.yml',
        text: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: write
    steps:
      - uses: someone/deploy-action@v1
`,
      },
    ],
    ok: [
      {
        path: '.github/workflows/build.yml',
        text: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: write
    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/own
      - uses: someone/deploy-action@4f1d61a0c2b5e4e0a5f8a1b2c3d4e5f60718293a # v1.2.0
`,
      },
    ],
  },
};
