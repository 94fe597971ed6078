import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareVersions, ecosystemFamily, parserOf } from './compare.ts';

const ecosystems = [
  'npm',
  'Go',
  'Pub',
  'PyPI',
  'Maven',
  'NuGet',
  'Packagist',
  'RubyGems',
  'CRAN',
  'Hackage',
  'Debian:12',
  'Alpine:v3.19',
  'Red Hat',
];

const piece = fc.oneof(
  fc.integer({ min: 0, max: 12 }).map(String),
  fc.constantFrom(
    ...'. - _ + ~ ^ : !'.split(' '),
    'v',
    'r',
    '#',
    '00',
    '01',
    '99999999999999999999',
  ),
  fc.constantFrom(
    'a',
    'b',
    'rc',
    'RC',
    'alpha',
    'beta',
    'dev',
    'post',
    'final',
    'snapshot',
    'sp',
    'p',
  ),
);
const versionLike = fc.array(piece, { minLength: 1, maxLength: 9 }).map((parts) => parts.join(''));
const anyText = fc.oneof(versionLike, fc.string({ unit: 'binary', maxLength: 40 }));

/** Schemes that contradict themselves in a corner, and the versions of that corner. */
const corners: ReadonlyMap<string, (text: string) => boolean> = new Map([
  // `#` equals any number and the end.
  ['Packagist', (text: string) => text.includes('#')],
  // `1.0.rc` is before `1`, and its `.0` after `-1`, which is after `1`.
  [
    'Maven',
    (text: string) =>
      text.includes('0.') ||
      text.includes('..') ||
      text.startsWith('.') ||
      /[.-]\.|(?:^|\.)(?:ga|final|release)/iu.test(text),
  ],
]);

for (const ecosystem of ecosystems) {
  test(`the order of ${ecosystem} is an order, whatever it is given`, () => {
    const corner = corners.get(ecosystem);
    const text = corner === undefined ? anyText : anyText.filter((one) => !corner(one));
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const order = parserOf(ecosystem);
        assert.ok(order !== undefined);
        const keys = [a, b, c].flatMap((one) => order.parse(one) ?? []);
        for (const key of keys) assert.equal(order.compare(key, key), 0);
        const [first, second, third] = keys.toSorted((one, other) => order.compare(one, other));
        if (first === undefined || second === undefined) return;
        assert.equal(
          Math.sign(order.compare(first, second)),
          0 - Math.sign(order.compare(second, first)),
        );
        assert.ok(order.compare(first, second) <= 0);
        if (third === undefined) return;
        assert.ok(order.compare(second, third) <= 0);
        assert.ok(order.compare(first, third) <= 0);
        if (order.compare(first, third) === 0) assert.equal(order.compare(first, second), 0);
      }),
      { numRuns: 2000 },
    );
  });

  test(`${ecosystem} answers for any text, alike in both directions`, () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const there = compareVersions(ecosystem, a, b);
        const back = compareVersions(ecosystem, b, a);
        assert.equal(
          there === undefined ? undefined : 0 - Math.sign(there),
          back === undefined ? undefined : Math.sign(back),
        );
      }),
    );
  });

  test(`${ecosystem} orders texts of 10,000 characters, and takes none without end`, () => {
    for (const unit of ['1', '1.', '0.', '-', 'a', '~', '1a', '.rc-', '_', '+1']) {
      const long = `1${unit.repeat(10_000 / unit.length)}`.slice(0, 10_000);
      const order = compareVersions(ecosystem, long, `${long}1`);
      assert.equal(order ?? 0, 0 - (compareVersions(ecosystem, `${long}1`, long) ?? 0), unit);
      assert.equal(compareVersions(ecosystem, long.repeat(10), '1'), undefined);
    }
  });
}

test('versions as ecosystems write them', () => {
  const ascending: readonly (readonly [string, ...string[]])[] = [
    [
      'Go',
      'v0.0.0-20191109021931-daa7c04131f5',
      'v1.19',
      '1.19.1',
      'go1.20rc1',
      'go1.20',
      '1.21.0-rc.2',
      'go1.21rc3',
      'v1.21.0+incompatible',
      'v1.22.0',
    ],
    ['npm', '1.0.0-0', '1.0.0-alpha', '1.0.0', '=1.0.1', 'v2.0.0', '10.0.0'],
    ['GitHub Actions', 'v3', 'v4.1.0', 'v10'],
    ['Hex', '1.0.0-rc.1', '1.0.0'],
    ['Julia', '1.2.3', '1.2.3+1', '1.2.4+0'],
    [
      'PyPI',
      'not-a-version',
      '1.0.dev1',
      '1.0a1.dev1',
      '1.0a1',
      '1.0b2',
      '1.0rc1',
      '1.0',
      '1.0+abc',
      '1.0.post1',
      '1!0.1',
    ],
    ['Maven', '1.0-alpha-1', '1.0-SNAPSHOT', '1.0', '1.0-sp', '1.0-jre', '1.0-1', '1.0.1'],
    ['NuGet', '1.0.0-Beta.2', '1.0.0-beta.11', '1.0', '1.0.0.1'],
    ['Packagist:https://packages.drupal.org/8', 'dev-main', '8.0.0-beta1', '8.0.0', '8.0.0-p1'],
    ['Ubuntu:22.04:LTS', '1.0~rc1', '1.0', '1.0-0ubuntu1', '1:0.1'],
    ['Wolfi', '1.0_rc1', '1.0-r0', '1.0-r10', '1.0_p1'],
    ['Rocky Linux:9', '1.0~rc1-1.el9', '1.0-1.el9', '1.0^git1-1.el9', '1.0.1-1.el9', '1:0.1-1.el9'],
  ];
  for (const [ecosystem, ...versions] of ascending) {
    for (const [index, version] of versions.entries()) {
      const next = versions[index + 1];
      if (next === undefined) continue;
      assert.equal(
        compareVersions(ecosystem, version, next),
        -1,
        `${ecosystem} ${version} < ${next}`,
      );
    }
  }
  const equal: readonly (readonly [string, string, string])[] = [
    ['Go', 'go1.20', 'v1.20.0'],
    ['Go', '1.21rc2', 'v1.21.0-rc.2'],
    ['npm', '1.0.0+a', '1.0.0+b'],
    ['crates.io', ' 1.0.0 ', '1.0.0'],
    ['PyPI', '1.0-ALPHA.1', 'v1.0.0a1'],
    ['RubyGems', '1.0.0', '1'],
  ];
  for (const [ecosystem, a, b] of equal) {
    assert.equal(compareVersions(ecosystem, a, b), 0, `${ecosystem} ${a} = ${b}`);
  }
});

test('what is no version, and what has no known order, is not compared', () => {
  for (const [ecosystem, version] of [
    ['npm', 'latest'],
    ['npm', ''],
    ['npm', '1.0.0 2.0.0'],
    ['npm', '1.x'],
    ['Go', 'master'],
    ['Debian', 'a:1'],
    ['CRAN', '1.0a'],
    ['NuGet', '$(Version)'],
    ['Maven', '\u0000'],
    ['docker', '1.0'],
  ] as const) {
    assert.equal(
      compareVersions(ecosystem, version, '1.0.0'),
      undefined,
      `${ecosystem} ${version}`,
    );
    assert.equal(
      compareVersions(ecosystem, '1.0.0', version),
      undefined,
      `${ecosystem} ${version}`,
    );
  }
  assert.equal(parserOf('docker'), undefined);
  assert.equal(parserOf('constructor'), undefined);
  assert.equal(ecosystemFamily('Alpine:v3.19'), 'Alpine');
});
