import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { breakingStep } from './breaking-step.ts';
import { satisfies } from './constraint.ts';

/** Ecosystem, constraint, versions that keep it, versions that do not; `undefined` stands where it cannot be told. */
type Row = readonly [string, string, string, string];

const rows: readonly Row[] = [
  ['npm', '^1.2.3', '1.2.3 1.2.4 1.9.0', '1.2.2 2.0.0 2.0.0-0 1.3.0-beta 1.2.3-rc.1'],
  ['npm', '^0.2.3', '0.2.3 0.2.9', '0.3.0 0.2.2'],
  ['npm', '^0.0.3', '0.0.3', '0.0.4 0.1.0'],
  ['npm', '^0.0', '0.0.9', '0.1.0'],
  ['npm', '^1.2.3-beta.2', '1.2.3-beta.2 1.2.3-rc.1 1.2.3 1.4.0', '1.2.3-beta.1 1.2.4-beta.2'],
  ['npm', '~1.2.3', '1.2.3 1.2.9', '1.3.0 1.2.2'],
  ['npm', '~1', '1.0.0 1.9.9', '2.0.0'],
  ['npm', '1.x || >=2.5.0 || 5.0.0 - 7.2.3', '1.9.0 2.5.0 9.0.0', '2.4.9 0.9.0'],
  ['npm', '1.2 - 2.3', '1.2.0 2.3.9', '2.4.0 1.1.9'],
  ['npm', '>1.2 <=1.4', '1.3.0 1.4.9', '1.2.9 1.5.0'],
  ['npm', '>= 1.0.0 < 2', '1.0.0 1.9.9', '2.0.0'],
  ['npm', '*', '0.0.1 9.0.0', '1.0.0-alpha'],
  ['npm', '', '0.0.1 1.0.0-alpha', ''],
  ['npm', 'v1.2.3', '1.2.3 v1.2.3+build', '1.2.4'],
  ['npm', '>99999999999999999999.0.0', '100000000000000000000.0.0', '99999999999999999999.0.0'],
  ['npm', 'npm:@other/name@~4.1', '4.1.7', '4.2.0'],
  ['npm', 'npm:^4.1', '4.1.7', '5.0.0'],
  ['npm', 'workspace:^1.0.0', '1.2.0', '2.0.0'],
  ['crates.io', '1.2', '1.2.0 1.9.0', '1.1.9 2.0.0'],
  ['crates.io', '0.3.1', '0.3.1 0.3.9', '0.4.0'],
  ['crates.io', '=1.2.3', '1.2.3', '1.2.4'],
  ['crates.io', '>=1.2, <1.5', '1.2.0 1.4.9', '1.5.0'],
  ['crates.io', '1.*', '1.0.0 1.9.0', '2.0.0'],
  ['crates.io', '~1.2.3', '1.2.9', '1.3.0'],
  ['PyPI', '~=1.4.2', '1.4.2 1.4.9 1.4.2.post1', '1.5 1.4.1'],
  ['PyPI', '~=2.2', '2.2 2.9', '3.0 2.1'],
  ['PyPI', '==1.1.*', '1.1 1.1.9 1.1.0.post1', '1.2 1.1a1'],
  ['PyPI', '!=1.1.*, >=1', '1.0 1.2', '1.1.3 0.9'],
  ['PyPI', '==1.0', '1.0.0 1.0+local v1.0', '1.0.post1'],
  ['PyPI', '==1.0+a', '1.0+a', '1.0 1.0+b'],
  ['PyPI', '>1.7', '1.7.1 2', '1.7 1.7.0.post1 1.7+local 2.0b1'],
  ['PyPI', '<3.0', '2.9', '3.0 3.0rc1 2.9b1'],
  ['PyPI', '>=2.0b1', '2.0b1 2.0 2.1a1', '2.0a9'],
  ['PyPI', '===1.0.RC1', '1.0.rc1', '1.0rc1 1.0'],
  ['PyPI', '(>=1.0,<2.0) ; python_version < "3.9"', '1.5', '2.0'],
  ['PyPI', '^1.2.3', '1.2.3 1.9', '2.0 2.0a1'],
  ['PyPI', '~1.2 || ^3', '1.2.9 3.5', '1.3 4.0'],
  ['PyPI', '*', '1.0', ''],
  ['Packagist', '^1.2', '1.2.0 v1.9.9 1.2', '2.0.0 1.1.9 2.0.0-alpha1'],
  ['Packagist', '^0.3.2', '0.3.9', '0.4.0'],
  ['Packagist', '~1.2', '1.2 1.9', '2.0'],
  ['Packagist', '~1.2.3', '1.2.3 1.2.9', '1.3.0'],
  ['Packagist', '1.0', '1.0.0 v1.0 1.0.0.0', '1.0.1'],
  ['Packagist', '1.2.*|2.0.x', '1.2.9 2.0.1', '1.3.0 2.1.0'],
  ['Packagist', '>=1.0 <1.1 || >=1.2', '1.0.5 1.2.0', '1.1.0'],
  ['Packagist', '>=1.0,<2.0,!=1.5', '1.4', '1.5.0 2.0 2.0-beta1'],
  ['Packagist', '1.0 - 2.0', '1.0 2.0.9', '2.1.0 0.9'],
  ['Packagist', '1.0.0 - 2.1.0', '2.1.0', '2.1.1'],
  ['Packagist', '^1.0@dev', '1.5.0-BETA2 1.0.0-RC1', '2.0.0'],
  ['Packagist', 'dev-main', 'dev-main', 'dev-other 1.0.0'],
  ['Packagist', '1.x-dev', '1.x-dev', '1.0.0'],
  ['Packagist', '*', '1.0 dev-main', ''],
  ['RubyGems', '~> 2.2.1', '2.2.1 2.2.9', '2.3.0 2.2.0 2.3.0.pre'],
  ['RubyGems', '~> 2.2', '2.2 2.9.1', '3.0 3.0.a'],
  ['RubyGems', '~> 2', '2.0 2.9', '3.0 1.9'],
  ['RubyGems', '>= 1.0, != 1.5, < 2.a', '1.0 1.6', '1.5 2.0 2.b'],
  ['RubyGems', '= 1.0', '1.0.0', '1.0.1'],
  ['Go', 'v1.2.3', 'v1.2.3 1.10.0', '1.2.2 1.2.3-0.20200101000000-abcdefabcdef'],
  ['Go', '1.21', 'go1.21.3', '1.20.9'],
  ['Pub', '^1.2.3', '1.2.3 1.9.0 1.3.0-beta', '2.0.0 2.0.0-beta'],
  ['Pub', '^0.0.3', '0.0.3 0.0.9', '0.1.0'],
  ['Pub', '>=1.0.0 <2.0.0', '1.5.0', '2.0.0 2.0.0-dev'],
  ['Pub', '>=2.0.0-a <2.0.0', '2.0.0-dev', '2.0.0'],
  ['Pub', 'any', '1.0.0 1.0.0-dev', ''],
  ['Pub', '1.2.3', '1.2.3', '1.2.4'],
  ['Hex', '~> 2.1', '2.1.0 2.9.0', '3.0.0 2.0.9 2.2.0-rc.1'],
  ['Hex', '~> 2.1.3', '2.1.9', '2.2.0'],
  ['Hex', '>= 1.0.0 and < 2.0.0 or == 3.0.0', '1.5.0 3.0.0', '2.0.0'],
  ['Hex', '!= 1.0.0', '1.0.1', '1.0.0'],
  ['NuGet', '1.0', '1.0.0 3.0.0', '0.9.0 1.0.0-beta'],
  ['NuGet', '[1.0]', '1.0.0.0', '1.0.1'],
  ['NuGet', '(1.0,2.0]', '1.0.1 2.0.0', '1.0.0 2.0.1'],
  ['NuGet', '[1.0, )', '1.0 9.9', '0.9'],
  ['NuGet', '(,2.0)', '1.9', '2.0'],
  ['NuGet', '1.2.*', '1.2.0 1.2.9', '1.3.0'],
  ['NuGet', '*', '1.0', ''],
  ['Maven', '[1.0,2.0),[3.0,)', '1.0 1.9.9 3.0', '2.0 0.9'],
  ['Maven', '[1.5]', '1.5.0', '1.5.1'],
  ['Maven', '(,1.0]', '0.9 1.0', '1.1'],
  ['Maven', '1.4', '1.4.0', ''],
  ['Maven', '1.+', '1.4', '2.0'],
];

test('constraints of every language', () => {
  for (const [ecosystem, constraint, within, without] of rows) {
    for (const [versions, expected] of [
      [within, true],
      [without, false],
    ] as const) {
      for (const version of versions.split(' ').filter((text) => text !== '')) {
        const said = satisfies(ecosystem, version, constraint);
        assert.equal(said, expected, `${ecosystem} ${version} in ${constraint}`);
      }
    }
  }
});

test('what cannot be told is not guessed', () => {
  const untold: readonly (readonly [string, string, string])[] = [
    ['npm', '1.0.0', 'latest'],
    ['npm', '1.0.0', 'git+https://host.example/a.git#v1'],
    ['npm', '1.0.0', 'file:../a'],
    ['npm', '1.0.0', 'npm:@other/name'],
    ['npm', '1.0.0', '^1 || next'],
    ['npm', '1.0.0', 'workspace:*x'],
    ['npm', 'next', '^1'],
    ['npm', '1.0.0', `>=${'1'.repeat(5000)}`],
    ['PyPI', '1.0', '@ https://host.example/a.whl'],
    ['PyPI', '1.0', '=>1'],
    ['PyPI', 'not-a-version', '>=1'],
    ['PyPI', '1.0', '~=1'],
    ['PyPI', '1.0', '>=1.*'],
    ['Packagist', '1.0.0', 'self.version'],
    ['Packagist', '1.0.0', 'dev-main as 1.0'],
    ['RubyGems', '1.0', '~> x'],
    ['RubyGems', '1.0', '=> 1'],
    ['Go', '1.0.0', 'master'],
    ['NuGet', '1.0', '$(Version)'],
    ['NuGet', '1.0', '1.0.0-*'],
    ['NuGet', '1.0', '[1.0'],
    ['NuGet', '1.0', '(1.0)'],
    ['NuGet', '1.0', '[1,2,3]'],
    ['Maven', '1.5', '1.4'],
    ['Maven', '1.4', '${spring.version}'],
    ['Maven', '1.4', '[${low},2)'],
    ['Maven', '1.4', 'latest.release'],
    ['Hex', '1.0.0', '^1.0'],
    ['SwiftURL', '1.0.0', '1.0.0'],
    ['docker', '1.0', '1.0'],
  ];
  for (const [ecosystem, version, constraint] of untold) {
    assert.equal(
      satisfies(ecosystem, version, constraint),
      undefined,
      `${ecosystem} ${constraint}`,
    );
  }
});

const languages = [
  'npm',
  'PyPI',
  'crates.io',
  'Packagist',
  'RubyGems',
  'Go',
  'Pub',
  'Hex',
  'NuGet',
  'Maven',
];

test('no constraint makes any language throw or refuse the version that it is', () => {
  const piece = fc.constantFrom(
    ...'^ ~ ~> ~= >= <= > < = == != === || | , - [ ( ] ) . * x + @ # $ 1 2.0 1.2.3 dev- -rc.1 and or any'.split(
      ' ',
    ),
    ' ',
    '\u0000',
  );
  const constraint = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...languages), constraint, (ecosystem, text) => {
      const said = satisfies(ecosystem, '1.2.3', text);
      assert.ok(said === undefined || typeof said === 'boolean');
    }),
    { numRuns: 3000 },
  );
  const number = fc.nat({ max: 30 });
  fc.assert(
    fc.property(number, number, number, (major, minor, patch) => {
      const version = `${major}.${minor}.${patch}`;
      for (const ecosystem of languages) {
        assert.equal(satisfies(ecosystem, version, version), true, `${ecosystem} ${version}`);
      }
      assert.equal(satisfies('npm', version, `^${version}`), true);
      assert.equal(satisfies('npm', `${major + 1}.0.0`, `^${version}`), false);
      assert.equal(satisfies('RubyGems', version, `~> ${version}`), true);
      assert.equal(satisfies('PyPI', version, `~=${version}`), true);
    }),
  );
});

test('a caret and a breaking step agree where semantic versioning is asked for', () => {
  const number = fc.nat({ max: 3 });
  const version = fc
    .tuple(number, fc.integer({ min: 1, max: 3 }), number)
    .map((parts) => parts.join('.'));
  fc.assert(
    fc.property(version, version, (from, to) => {
      const keeps = satisfies('npm', to, `^${from}`);
      if (keeps === true) assert.equal(breakingStep('npm', from, to), false);
      if (satisfies('npm', to, `>=${from}`) === true) {
        assert.equal(breakingStep('npm', from, to), keeps === false);
      }
    }),
  );
});

test('steps that may break', () => {
  const steps: readonly (readonly [string, string, string, boolean])[] = [
    ['npm', '1.2.3', '1.9.0', false],
    ['npm', '1.2.3', '2.0.0', true],
    ['npm', '0.2.3', '0.3.0', true],
    ['npm', '0.2.3', '0.2.9', false],
    ['npm', 'v1.0.0', '01.1.0', false],
    ['Go', 'v0.1.0', 'v0.1.1+incompatible', false],
    ['Go', 'go1.20', 'go1.21.1', false],
    ['crates.io', '0.0.1', '0.0.2', false],
    ['PyPI', '0.2', '0.3', false],
    ['PyPI', '2023.1', '2024.1', true],
    ['PyPI', '1.0', '1!1.0', true],
    ['Maven', '5.3.1', '5.3.39', false],
    ['Maven', '5.3.1', '6.0.0', true],
    ['Debian:12', '0:1.0-1', '1.1-1', false],
    ['Packagist', 'dev-main', '1.0.0', true],
  ];
  for (const [ecosystem, from, to, expected] of steps) {
    assert.equal(breakingStep(ecosystem, from, to), expected, `${ecosystem} ${from} → ${to}`);
  }
});
