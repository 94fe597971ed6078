import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rewriteConstraint } from './rewrite.ts';

/** Ecosystem, what was declared, the version to let in, what is declared then. */
const table: readonly (readonly [string, string, string, string | undefined])[] = [
  ['npm', '^4.17.15', '4.17.21', '^4.17.21'],
  ['npm', '~4.17.15', '4.17.21', '~4.17.21'],
  ['npm', '4.17.15', '4.17.21', '4.17.21'],
  ['npm', '=4.17.15', '4.17.21', '=4.17.21'],
  ['npm', 'v4.17.15', '4.17.21', 'v4.17.21'],
  ['npm', '>=1.0.0', '2.1.0', '>=2.1.0'],
  ['npm', '>=1.0.0 <2.0.0', '2.1.0', '>=2.1.0 <3.0.0'],
  ['npm', '>= 1.0.0 < 3', '2.1.0', '>= 2.1.0 < 3'],
  ['npm', '1.x', '2.1.0', '^2.1.0'],
  ['npm', '4', '5.2.1', '^5.2.1'],
  ['npm', '^1.0.0 || ^2.0.0', '3.1.0', '^3.1.0'],
  ['npm', '1.0.0 - 2.0.0', '3.1.0', '^3.1.0'],
  ['npm', 'npm:real@^1.0.0', '2.0.0', 'npm:real@^2.0.0'],
  ['npm', 'npm:@scope/real@1', '2.0.0', 'npm:@scope/real@^2.0.0'],
  ['npm', 'latest', '2.0.0', undefined],
  ['npm', 'workspace:^', '2.0.0', undefined],
  ['npm', 'git+https://host.example/a.git', '2.0.0', undefined],
  ['PyPI', '==1.0.0', '2.0.0', '==2.0.0'],
  ['PyPI', '== 1.0.0', '1.0.1', '== 1.0.1'],
  ['PyPI', '>=1.0.0,<2.0.0', '2.0.0', '>=2.0.0,<3.0.0'],
  ['PyPI', '>= 1.0, < 2', '2.1', '>= 2.1, < 3'],
  ['PyPI', '~=1.0.0', '2.0.0', '~=2.0.0'],
  ['PyPI', '~=1.4', '2.3.4', '~=2.3, >=2.3.4'],
  ['PyPI', '~=1.4', '3', '~=3.0'],
  ['PyPI', '==1.4.*', '2.3.4', '>=2.3.4, <3'],
  ['PyPI', '<2.0', '2.1', '<3.0'],
  ['PyPI', '>1.0,!=1.5', '1.9', '>=1.9,!=1.5'],
  ['PyPI', '^1.2', '2.0.1', '^2.0.1'],
  ['PyPI', '', '2.0.1', '>=2.0.1'],
  ['PyPI', '{version = "1"}', '2.0.1', undefined],
  ['crates.io', '1.0', '1.2.3', '1.2.3'],
  ['crates.io', '=1.0.0', '1.2.3', '=1.2.3'],
  ['crates.io', '1.*', '2.2.3', '2.2.3'],
  ['crates.io', '>=0.3, <0.4', '0.4.1', '>=0.4.1, <1.0'],
  ['RubyGems', '~> 5.2', '6.1.7', '~> 6.1, >= 6.1.7'],
  ['RubyGems', '~> 5.2.1', '6.1.7', '~> 6.1.7'],
  ['RubyGems', '~> 5.2', '6.1.0', '~> 6.1'],
  ['RubyGems', '>= 5.0, < 6', '6.1.0', '>= 6.1.0, < 7'],
  ['Hex', '~> 1.2 and >= 1.2.3', '1.4.5', '~> 1.4 and >= 1.4.5'],
  ['Packagist', '^1.2', '1.4.5', '^1.4.5'],
  ['Packagist', '1.2.*', '1.4.5', '^1.4.5'],
  ['Packagist', 'dev-main', '1.4.5', undefined],
  ['Packagist', '^1.0|^2.0', '3.4.5', '^3.4.5'],
  ['Go', 'v1.2.3', '1.4.0', 'v1.4.0'],
  ['Maven', '1.2.3', '1.4.0', '1.4.0'],
  ['Maven', '[1.0,2.0)', '2.1', '[2.1,3.0)'],
  ['Maven', '[1.0,2.0)', '1.9', '[1.9,2.0)'],
  ['Maven', '[1.0]', '1.9', '[1.9]'],
  ['Maven', '[1.0,)', '1.9', '[1.9,)'],
  ['Maven', '${jackson.version}', '1.9', undefined],
  ['NuGet', '12.0.1', '13.0.1', '13.0.1'],
  ['NuGet', '12.*', '13.0.1', '13.0.1'],
  ['NuGet', '(1.0,1.5]', '1.9', '[1.9,2.0)'],
  ['Pub', '^0.13.0', '0.13.3', '^0.13.3'],
  ['Pub', '>=1.0.0 <2.0.0', '2.0.1', '>=2.0.1 <3.0.0'],
];

test('a constraint is rewritten in its own style, and what is none is left alone', () => {
  const got = table.map(([ecosystem, constraint, to]) => [
    ecosystem,
    constraint,
    to,
    rewriteConstraint(ecosystem, constraint, to),
  ]);
  assert.deepEqual(got, table);
});

test('a hostile constraint is no constraint', () => {
  for (const text of ['^'.repeat(300), ' '.repeat(300), '1 '.repeat(140), '>='.repeat(5000)]) {
    assert.ok((rewriteConstraint('npm', text, '1.0.0') ?? '').length < 400);
  }
});
