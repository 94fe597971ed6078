import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, stated } from '../tests/stated.ts';

test('workflows: each action once, the version beside a commit, images, and nothing of this repository', () => {
  const commit = 'ab'.repeat(20);
  const text = `on: push
jobs:
  a:
    uses: octo/shared/.github/workflows/ci.yml@main
  b:
    steps:
      - uses: actions/checkout@v4
      - name: x
        'uses': "Actions/Setup@${commit}" # v4.2.0
      - uses: actions/cache/save@${commit} # pinned
      - uses: ./local
      - uses: ../other
      - uses: docker://ghcr.io/x/y:1.2
      - run: |
          uses: not/this@v1
      - uses: actions/checkout@v4
      - uses: what is this
`;
  assert.deepEqual(stated('.github/workflows/ci.yml', text), [
    '4 octo/shared/.github/workflows/ci.yml@main prod direct',
    '7 actions/checkout@v4 prod direct',
    '9 Actions/Setup@v4.2.0 prod direct',
    `10 actions/cache/save@${commit} prod direct`,
    '13 ghcr.io/x/y@1.2 prod direct',
    'problem 1: uses: names no action that is known',
  ]);
  const parsed = parse('.github/workflows/ci.yml', text);
  assert.ok(parsed.kind === 'parsed');
  const { components, extent } = parsed.list;
  assert.equal(extent, 'declared');
  assert.deepEqual(
    components.map(({ ecosystem }) => ecosystem),
    ['GitHub Actions', 'GitHub Actions', 'GitHub Actions', 'GitHub Actions', 'docker'],
  );
  assert.deepEqual(components[2]?.source, {
    kind: 'git',
    url: 'https://github.com/Actions/Setup',
    commit,
  });
});

test('actions: steps and image of the metadata; another file of that name states none', () => {
  const text = 'name: x\nruns:\n  using: composite\n  steps:\n    - uses: a/b@v1\n';
  assert.deepEqual(stated('x/action.yml', text), ['5 a/b@v1 prod direct']);
  const image = `runs:\n  using: docker\n  image: docker://alpine@sha256:${'0a'.repeat(32)}\n`;
  assert.deepEqual(stated('action.yaml', image), ['1 alpine@ prod direct']);
  assert.deepEqual(stated('action.yml', 'a: b\n'), []);
  assert.deepEqual(stated('.github/workflows/x.yml', 'a: b\n'), ['failed: it has no jobs']);
});
