import type { CodeRule } from './code-rule.ts';

export const workflowInjection: CodeRule = {
  id: 'code/workflow-injection',
  title: 'Text of others is put into a script of a workflow',
  severity: 'high',
  cwe: [94, 78],
  owasp: ['A05:2025', 'A03:2025'],
  what: 'A value that anybody can choose (title of an issue, name of a branch, text of a comment) is put by `${{ }}` into a `run:` or a script.',
  why: 'It is put in before the script starts: a title such as `"; curl … | sh` runs with the token and the secrets of the workflow.',
  fix: 'Pass it by `env:` and use the variable: `"$TITLE"`.',
  tags: ['ci', 'injection'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/94.html',
    'https://docs.github.com/en/actions/concepts/security/script-injections',
  ],
  examples: {
    hit: [
      {
        path: '.github/workflows/greet.yml',
        text: `on:
  issues:
    types: [opened]
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ github.event.issue.title }}"
`,
      },
      {
        path: '.github/workflows/script.yml',
        text: `on: pull_request_target
jobs:
  label:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/github-script@v7
        with:
          script: |
            const branch = '\${{ github.head_ref }}';
            core.info(branch);
`,
      },
    ],
    ok: [
      {
        path: '.github/workflows/greet.yml',
        text: `on:
  issues:
    types: [opened]
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - env:
          TITLE: \${{ github.event.issue.title }}
        run: echo "$TITLE"
`,
      },
      {
        path: '.github/workflows/script.yml',
        text: `on: pull_request_target
jobs:
  label:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/github-script@v7
        with:
          script: |
            core.info(context.payload.pull_request.head.ref, \${{ github.event.pull_request.number }});
`,
      },
    ],
  },
};
